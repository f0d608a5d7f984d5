// What holds at an instant; the twin of generator/shop/schedule.py. Instants are epoch milliseconds, intervals half-open.

function stateAt(changes, first, now) {
  return changes.reduce((state, change) => change.at <= now ? change.state : state, first);
}

// The number of the spell: before the first of the page's changes it is the build's own.
function spellAt(changes, now) {
  return changes.filter((change) => change <= now).length;
}

// Whether "0 2-4" names the spell.
function within(spells, spell) {
  return spells.split(" ").some((run) => {
    const [first, last = first] = run.split("-");
    return first <= spell && spell <= last;
  });
}

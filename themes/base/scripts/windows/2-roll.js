// Works out a page's later moments (generator/page/present/rolling.py) before the head's own script reads its list of
// changes, and fills in their dates. roll(spell) does that for a moment and returns the rendering that shows it.
const source = document.getElementById("live"), live = JSON.parse(source.textContent), names = live.roll;
const each = (selector, action) => document.querySelectorAll(selector).forEach(action);

if (names) {
  const spells = [[0, []]], filled = [];
  let at = 0;
  for (let turn = 0; turn < names.turns.length; turn += 2) {
    const shape = names.turns[turn], step = names.steps[names.turns[turn + 1]];
    at += step[0];
    names.slots[shape].forEach((slot, number) => filled[slot] = (filled[slot] || 0) + step[number + 1]);
    live.at.push(at * 6e4);
    spells.push([shape, filled.slice()]);
  }
  const states = Object.keys(live.words.states);
  Object.keys(live.campaigns).forEach((slug) => {
    const campaign = live.campaigns[slug];
    campaign.changes = live.at.map((at, number) => ({ at, state: states[campaign.states[spells[number + 1][0]]] }));
  });
  source.textContent = JSON.stringify(live);

  window.roll = (spell) => {
    const [shape, held] = spells[spell];
    // "3 0 1" is pattern 3 with slots 0 and 1, "3 0 q" the same inside an address.
    const said = (place) => {
      const [pattern, ...slots] = place.split(" "), encoded = slots[slots.length - 1] === "q" && slots.pop();
      const values = slots.map((slot) => held[slot]);
      const text = values.some(isNaN) ? "" : word(names.patterns[pattern], values, names);
      return encoded ? encodeURIComponent(text) : text;
    };
    each("[data-roll]", (node) => {
      const text = said(node.dataset.roll);
      if (node.textContent !== text) node.textContent = text;
    });
    each("[data-fill]", (node) => node.dataset.fill.split("\n").forEach((line) => {
      const [name] = line.split(" ", 1);
      node.setAttribute(name, line.slice(name.length + 1).replace(/{([^}]+)}/g, (_, place) => said(place)));
    }));
    return shape;
  };
  roll.word = word;
}

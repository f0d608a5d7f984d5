// Sets the page to what holds now: while it is read in (before the first paint), at each change, and on coming back.
const live = JSON.parse(document.getElementById("live").textContent), words = live.words;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const each = (selector, action) => document.querySelectorAll(selector).forEach(action);
let timer, told, spell;

function show() {
  const time = now();
  spell = spellAt(live.at, time);
  const shown = window.roll ? roll(spell) : spell;
  each("[data-spell]", (node) => node.hidden = !within(node.dataset.spell, shown));
  each("[data-class]", (node) => node.dataset.class.split("|").forEach((turn) => {
    if (parseInt(turn) <= shown) node.className = turn.replace(/\S+ /, "");
  }));
  each("[data-state]", (card) => {
    const known = live.campaigns[card.dataset.campaign];
    if (known) card.dataset.state = stateAt(known.changes, known.first, time);
  });
  return count(time);
}

// Fills the countdowns: what is left and by which clock, a line each, so that nothing moves later. Returns after how
// many milliseconds one of them reads otherwise.
function count(time) {
  let wait = HOUR;
  each(".countdown", (line) => {
    const at = line.dataset, left = at.to - time, step = left > HOUR || calm.matches ? MINUTE : 1e3;
    const said = [leftWords(words, left, calm.matches), left > 0 ? words[clock.by] : "", localWords(words, +at.date, +at.zone)];
    said.forEach((text, number) => {
      const part = line.children[number];
      if (part && part.textContent !== text) part.textContent = text;
    });
    if (left > 0) wait = Math.min(wait, left % step || step);
  });
  return wait;
}

// One polite sentence when the PO in sight is in another state than before, outside the timer.
function tell() {
  const card = document.querySelector("[data-state]:not([hidden])");
  const text = card && card.querySelector(".card-title").textContent + ": " + words.states[card.dataset.state];
  if (told && text !== told) document.querySelector(".said").textContent = text;
  told = text;
}

// A timer runs an hour at most: longer ones overflow, and a device that slept is late.
function tick() {
  const last = spell, wait = show();
  if (spell !== last) resync(live.at, tick);
  clearTimeout(timer);
  timer = setTimeout(tick, Math.max(Math.min(wait, live.at[spell] - now() || wait), 9) + 9);
  tell();
}

function back() {
  if (!document.hidden) resync(live.at, tick), tick();
}

const reading = new MutationObserver(show);
reading.observe(document, { childList: true, subtree: true });
document.documentElement.classList.add("ticks");
addEventListener("DOMContentLoaded", () => {
  reading.disconnect();
  tick();
});
addEventListener("visibilitychange", back);
addEventListener("pageshow", back);
window.spells = { stateAt, leftWords, localWords };


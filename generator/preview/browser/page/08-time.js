// The time machine: the moments at which the campaign in sight changes, or any other one.
const times = make("section", { class: "sheet times", "aria-label": words.time });
const timeButton = make("button", { type: "button" }, facts.at == null ? words.time : facts.at_words);
if (facts.at != null) {
  timeButton.className = "on";
  timeButton.title = words.playing;
}
addSheet(times, timeButton);

const addressAt = (at) => withParameters(location.href, { at });

const showTimes = (stops) => {
  const here = facts.at_written;
  const chip = (word, when, at) => make("a", { class: "chip", href: addressAt(at), "aria-current": at === here ? "true" : null },
    make("b", {}, word), when && make("small", {}, when));
  const field = make("input", { type: "datetime-local", name: "at", "aria-label": words.at, value: (here || (stops[0] || {}).at || "").slice(0, 16) });
  times.replaceChildren(
    make("p", { class: "chips" }, chip(words.now, "", ""), stops.map((stop) => chip(stop.word, stop.when, stop.at))),
    make("form", { class: "other", submit: (event) => {
      event.preventDefault();
      if (field.value) location.assign(addressAt(field.value));
    } }, field, make("button", { type: "submit" }, words.at)));
};

// Links to other pages of the shop keep the moment and the look that this one is seen at.
const keepLook = (event) => {
  const link = event.composedPath().find((node) => node.localName === "a" && node.href);
  if (!link || !facts.query || !document.body.contains(link)) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || link.getAttribute("href").startsWith("#")) return;
  const written = link.getAttribute("href");
  link.href = withParameters(link.href, Object.fromEntries(new URLSearchParams(facts.query)));
  setTimeout(() => link.setAttribute("href", written)); // once the browser has followed it
};
addEventListener("click", keepLook, true);
addEventListener("auxclick", keepLook, true);

// What the server said with the page, and the clock it is at. This runs before any script of the page: under `?at=` the
// page's own scripts then read a clock that runs on from that moment. performance.now() is left alone; it only counts.
const facts = JSON.parse(document.getElementById("etalase-preview").textContent);
const words = facts.words;
document.getElementById("etalase-preview").remove();
document.currentScript.remove(); // the page is now, node for node, what it is when published

if (facts.at != null) {
  const ahead = facts.at - Date.now();
  window.Date = new Proxy(Date, {
    construct: (date, given, self) => Reflect.construct(date, given.length ? given : [date.now() + ahead], self),
    apply: (date) => new date(date.now() + ahead).toString(),
    get: (date, name) => name === "now" ? () => date.now() + ahead : date[name],
  });
}

// Puts the parts together once the page is read in, and keeps it what the files say.
let lastId = facts.id;

const take = (news) => {
  showProblems(news);
  showTimes(news.stops.length || !facts.at ? news.stops : facts.stops);
  if (facts.bare) { // nothing to patch here: the page itself comes once it can be shown
    if (news.html || news.gone) location.reload();
    return;
  }
  if (news.gone) say(words.gone, words.home, withParameters("/", Object.fromEntries(new URLSearchParams(facts.query))));
  let touched = [];
  if (news.html && !source) {
    if (news.hash !== facts.hash) return reload(); // it became another one while it was on its way
    hash = news.hash;
    source = parsed(news.html);
    pair(source.documentElement, document.documentElement);
  } else if (news.html) {
    hash = news.hash;
    touched = update(news.html);
  }
  if (news.id !== lastId && touched) tellChange(news.changed, touched);
  lastId = news.id;
  host.toggleAttribute("data-ready", Boolean(source));
};

const stream = () => {
  const asked = new URLSearchParams({ page: facts.page, query: location.search.slice(1) });
  if (hash) asked.set("have", hash);
  return `/__preview/events?${asked}`;
};

const start = () => {
  backInPlace();
  if (!folded || facts.bare) fold(false);
  bar.append(
    make("span", { class: "name" }, words.preview), timeButton, originButton,
    make("a", { href: `/__preview/?${new URLSearchParams({ page: facts.page })}&${facts.query}`, class: "button" }, words.looks),
    notesButton,
    make("button", { type: "button", class: "fold", "aria-label": words.fold, title: words.fold, click: () => {
      fold(true);
      unfold.focus();
    } }, "×"));
  stack.append(errors, notes, times, originCard, toast, bar, unfold);
  showTimes(facts.stops);
  showProblems(facts);
  showControls();
  if (framed) return;
  listen(stream, take, (on) => {
    host.toggleAttribute("data-offline", !on);
    if (!on) say(words.offline);
    else if (toast.textContent === words.offline) toast.hidden = true;
  });
};

// The page of frames listens for all its frames: each with a stream of its own would use up the browser's connections.
window.etalasePreview = { take, page: facts.page };
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();

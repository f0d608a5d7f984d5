// From one version of the source to the next: patched in place wherever that is the whole truth.
//
// - The scripts of the head read `#live` once: when which state begins. A page patched around a script that follows old
//   dates would switch at the wrong moment, and the script cannot be told: it is loaded anew, at the same place.
//   The same for scripts whose own text changed, which the policy of the open page does not let in, and for faces, which
//   a page takes up only when it is first drawn.
// - The order form's script reads `[data-facts]` once: prices, limits, words. Prices change often, so here the page is
//   kept: the form is put in fresh, and the page's last scripts, whose bytes the policy knows, run again. What was
//   filled in is in sessionStorage, as they put it there. Elements that those scripts made go first, and they make them
//   again; elements that scripts hold on to (their listeners) are fresh ones.
// - Whatever else a theme's own scripts hold, they keep; docs/themes.md says what scripts may rely on.
const FRESH = ".order-form, [data-qris]";
const SET_UP = `${FRESH}, [data-copy]`;
const PLACE = "etalase-preview place";

const textsOf = (root, selector) => elements(root, selector).map((node) => node.textContent).join("\0");
const scriptsOf = (root) => elements(root, "script").filter(runs).map((script) => script.textContent).join("\0");
const facesOf = (root) => elements(root, "link[as=font]").map((link) => link.getAttribute("href")).join("\0");

// Loads the page anew; it opens where it was, with the same details open.
const reload = () => {
  const open = elements(document, "details").map((it) => it.open);
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY, open }));
  } catch (refused) { /* then it opens at the top */ }
  location.reload();
};

const backInPlace = () => {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
  } catch (refused) { /* nothing to go back to */ }
  if (!kept || kept.path !== location.pathname) return;
  elements(document, "details").forEach((it, at) => { if (at in kept.open) it.open = kept.open[at]; });
  scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
};

// The living nodes that changed, or null when the page is on its way to being loaded anew.
const update = (html) => {
  const fresh = parsed(html);
  if (scriptsOf(source) !== scriptsOf(fresh) || textsOf(source, "#live") !== textsOf(fresh, "#live") || facesOf(source) !== facesOf(fresh)) {
    reload();
    return null;
  }
  const restyled = textsOf(source, STYLES) !== textsOf(fresh, STYLES);
  const refacted = textsOf(source, "[data-facts]") !== textsOf(fresh, "[data-facts]");
  const touched = [], added = [];
  patch(source.documentElement, fresh.documentElement, touched, added);
  if (restyled) restyle();
  const holds = (node) => node.nodeType === 1 && (node.matches(SET_UP) || node.querySelector(SET_UP));
  if (refacted || added.some(holds)) runAgain();
  // The source says what holds at the build; the page's own script now says what holds on its clock.
  dispatchEvent(new PageTransitionEvent("pageshow"));
  return [...touched, ...added.map((node) => node.nodeType === 1 ? node : node.parentElement)]
    .filter((node) => node && document.body.contains(node));
};

const runAgain = () => {
  const place = fieldInUse();
  const known = new Set([document.body]);
  const walker = document.createTreeWalker(source.body, NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) known.add(twins.get(walker.currentNode));
  for (const node of elements(document.body, "*")) if (!known.has(node)) node.remove();
  for (const node of elements(source, FRESH)) {
    const old = twins.get(node), living = document.importNode(node, true);
    if (!old) continue;
    old.replaceWith(living);
    pair(node, living);
  }
  for (const script of elements(source.body, "script").filter(runs)) {
    const again = make("script");
    again.textContent = script.textContent;
    document.body.append(again);
    again.remove();
  }
  if (place) backInField(place);
};

const FIELDS = "input, select, textarea, button, a[href]";

const fieldInUse = () => {
  const form = document.querySelector(".order-form"), active = document.activeElement;
  const found = form && form.querySelector("[data-find]");
  if (!form) return null;
  const { selectionStart: start, selectionEnd: end } = active;
  return { at: elements(form, FIELDS).indexOf(active), start, end, find: found ? found.value : "" };
};

const backInField = ({ at, start, end, find }) => {
  const form = document.querySelector(".order-form"), finder = form && form.querySelector("[data-find]");
  if (finder && find) {
    finder.value = find;
    finder.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const field = form && elements(form, FIELDS)[at];
  if (!field) return;
  field.focus({ preventScroll: true });
  try {
    if (start != null) field.setSelectionRange(start, end);
  } catch (refused) { /* a field without a selection */ }
};

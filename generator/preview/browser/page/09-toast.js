// A word when something changed that is not in sight, with the way there.
const TOAST_LASTS = 9000;
const toast = make("div", { class: "toast", role: "status", hidden: true });
let toastTimer;

const say = (text, action, href, follow) => {
  clearTimeout(toastTimer);
  toast.replaceChildren(make("span", {}, text), ...action ? [make("a", { href, click: (event) => {
    toast.hidden = true;
    if (follow) follow(event);
  } }, action)] : []);
  toast.hidden = false;
  toastTimer = setTimeout(() => { toast.hidden = true; }, TOAST_LASTS);
};

const folder = (path) => path.replace(/index\.html$/, "");

const inSight = (node) => [...node.getClientRects()].some((box) => box.bottom > 0 && box.top < innerHeight && box.width);

// `touched` are the living nodes that changed, null where the page is being loaded anew.
const tellChange = (changed, touched) => {
  const elsewhere = changed.find((it) => it.address && it.address !== folder(location.pathname));
  const here = changed.some((it) => it.address === folder(location.pathname));
  if (elsewhere && !here) {
    const address = withParameters(elsewhere.address, Object.fromEntries(new URLSearchParams(facts.query)));
    say(filled(words.changed, { file: elsewhere.file }), words.look, address);
  } else if (touched && touched.length && !touched.some(inSight)) {
    const shown = touched.find((node) => node.getClientRects().length);
    if (shown) say(words.below, words.look, "#", (event) => {
      event.preventDefault();
      shown.scrollIntoView({ block: "center" });
    });
  }
};

// Where the preview's own controls live: beside the page, in a shadow of their own, so that neither styles the other.
// Inside the page of frames there are none.
const framed = window.parent !== window;
const FOLDED = "etalase-preview folded";
const host = make("etalase-preview");
const shadow = host.attachShadow({ mode: "open" });
const stack = make("div", { class: "stack" });
const room = new CSSStyleSheet(); // below the page's last line, and below a bar of its own that sticks to the edge
let folded = sessionStorage.getItem(FOLDED) === "yes";

const showControls = () => {
  if (framed) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
  shadow.append(stack);
  document.documentElement.append(host);
  fold(folded);
};

const bar = make("div", { class: "bar", role: "toolbar", "aria-label": words.preview });
const unfold = make("button", { class: "unfold", type: "button", "aria-label": words.unfold, title: words.unfold, click: () => {
  fold(false);
  bar.querySelector("a, button").focus();
} }, "◱");

const fold = (away) => {
  folded = away;
  sessionStorage.setItem(FOLDED, away ? "yes" : "no");
  bar.hidden = away;
  unfold.hidden = !away;
  room.replaceSync(away ? "" : "html { padding-block-end: 3.25rem; } .order-bar { bottom: 2.75rem; }");
  if (away) openSheet(null);
};

// One sheet above the bar at a time: the moments, or the notes.
const sheets = [];
const openSheet = (wanted) => {
  for (const { sheet, button } of sheets) {
    const open = sheet === wanted;
    sheet.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  }
};
const addSheet = (sheet, button) => {
  sheets.push({ sheet, button });
  sheet.hidden = true;
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => openSheet(sheet.hidden ? sheet : null));
};
shadow.addEventListener("keydown", (event) => {
  const open = sheets.find(({ sheet }) => !sheet.hidden);
  if (event.key !== "Escape" || !open) return;
  openSheet(null);
  open.button.focus();
});

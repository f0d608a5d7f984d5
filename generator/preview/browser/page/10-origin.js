// Where a text comes from: the file and line of the value under the pointer, or of the text that is tapped.
const LEVELS = 5, LONG = 600, AROUND = 1500;
const originButton = make("button", { type: "button", "aria-pressed": "false" }, words.origin);
const originCard = make("div", { class: "sheet origin", role: "status", hidden: true });
const mark = new CSSStyleSheet();
let asking = false, pointed, question = 0;

const textOf = (node) => node.innerText || node.textContent || "";

const originOf = async (node) => {
  const number = ++question;
  const around = [];
  for (let each = node.parentElement; each && each !== document.body && around.length < LEVELS; each = each.parentElement) {
    around.push(textOf(each).slice(0, AROUND));
  }
  const asked = new URLSearchParams([
    ["page", facts.page], ["query", location.search.slice(1)], ["text", textOf(node).slice(0, LONG)],
    ...around.map((text) => ["around", text]),
  ]);
  const answer = await fetch(`/__preview/origin?${asked}`).then((it) => it.json(), () => ({ places: [] }));
  if (number === question && asking) showOrigin(answer.places);
  return answer.places;
};

const showOrigin = (places) => {
  originCard.replaceChildren(...places.length ? places.map((it) => make("p", {},
    it.open ? make("a", { href: it.open }, make("code", {}, `${it.file}:${it.line}`)) : make("code", {}, `${it.file}:${it.line}`),
    make("small", {}, it.line_text.trim()))) : [make("p", {}, words.origin_none)]);
};

const point = (node) => {
  if (pointed === node) return;
  if (pointed) pointed.removeAttribute("data-etalase-pointed");
  pointed = node;
  if (node) node.setAttribute("data-etalase-pointed", "");
};

// The innermost element that holds a text of its own.
const pointable = (event) => {
  let node = event.composedPath()[0];
  if (node.nodeType !== 1 || !document.body.contains(node)) return null;
  if (node.closest("svg")) node = node.closest("svg").parentElement;
  while (node && node !== document.body && !textOf(node).trim()) node = node.parentElement;
  return node === document.body ? null : node;
};

const onPoint = (event) => {
  const node = pointable(event);
  if (!node || node === pointed) return;
  point(node);
  originOf(node);
};

const onPick = async (event) => {
  const node = pointable(event);
  if (!node) return;
  event.preventDefault();
  event.stopPropagation();
  point(node);
  const [first] = await originOf(node);
  if (first && first.open && event.pointerType === "mouse") location.assign(first.open); // a tap shows it; its link opens it
};

const askOrigins = (on) => {
  asking = on;
  originButton.setAttribute("aria-pressed", String(on));
  originButton.classList.toggle("on", on);
  originCard.hidden = !on;
  originCard.replaceChildren(make("p", {}, words.origin_on));
  mark.replaceSync(on ? "[data-etalase-pointed] { outline: 2px solid #2f6f9f; outline-offset: 2px; } body { cursor: help; }" : "");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter((sheet) => sheet !== mark), mark];
  const change = on ? addEventListener : removeEventListener;
  change("pointerover", onPoint, true);
  change("focusin", onPoint, true);
  change("click", onPick, true);
  if (!on) point(null);
};
originButton.addEventListener("click", () => askOrigins(!asking));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !asking) return;
  askOrigins(false);
  originButton.focus();
});

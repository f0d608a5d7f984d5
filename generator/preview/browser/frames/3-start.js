// The controls, the stream for all frames, and the lines for shop.yaml.
let newest = null, have = "";
const looks = make("div", { class: "looks" });
const wrong = make("div", { class: "wrong", role: "status", hidden: true });
const pageChoice = picker(words.page, facts.pages.map((it) => [it.path, it.title]), page, (path) => goTo(path));

const goTo = (path) => {
  page = path;
  pageChoice.querySelector("select").value = path;
  look();
};

const remember = () => {
  const query = new URLSearchParams(asked);
  query.set("page", page);
  history.replaceState(null, "", `${location.pathname}?${query}`);
};

const look = () => {
  newest = null;
  have = "";
  remember();
  showFrames();
  reopen();
};

const changed = async () => {
  look();
  showLooks(await fetch(`/__preview/looks?${lookQuery()}`).then((answer) => answer.json()));
};

const copyLines = (lines, said) => {
  const text = make("textarea", { readonly: true, rows: lines.split("\n").length, "aria-label": "shop.yaml" }, lines);
  const byHand = () => {
    text.select();
    said.textContent = words.by_hand;
  };
  const button = make("button", { type: "button", click: () => {
    try {
      navigator.clipboard.writeText(lines).then(() => { said.textContent = words.copied; }, byHand);
    } catch (refused) {
      byHand();
    }
  } }, words.copy);
  return make("div", { class: "lines" }, text, button, said);
};

const showLooks = (it) => {
  const open = [...looks.querySelectorAll("details")].map((each) => each.open);
  const said = make("small", { role: "status" }, it.own ? words.same : "");
  looks.replaceChildren(
    picker(words.theme, it.themes.map((name) => [name, name]), it.theme, (name) => {
      for (const key of [...asked.keys()]) if (key.startsWith("option.")) asked.delete(key);
      choose("theme", name);
      changed();
    }),
    picker(words.language, it.locales.map((code) => [code, code]), it.locale, (code) => {
      choose("locale", code);
      changed();
    }),
    picker(words.scheme, [["", words.scheme_auto], ["light", words.scheme_light], ["dark", words.scheme_dark]], asked.get("scheme") || "", (value) => {
      choose("scheme", value);
      changed();
    }),
    ...it.options.length ? [make("details", {}, make("summary", {}, words.options), make("div", { class: "options" }, it.options.map((option) => optionField(option, changed))))] : [],
    make("details", {}, make("summary", {}, "shop.yaml"), copyLines(it.lines, said)),
    make("details", {}, make("summary", {}, words.phone), facts.lan
      ? make("div", { class: "phone" }, make("img", { src: "/__preview/qr.svg", alt: facts.lan, width: 200, height: 200 }), make("p", {}, words.scan))
      : make("p", {}, words.alone)),
    make("button", { type: "button", click: () => {
      for (const key of [...asked.keys()]) if (key !== "at") asked.delete(key);
      changed();
    } }, words.reset));
  [...looks.querySelectorAll("details")].forEach((each, at) => { each.open = Boolean(open[at]); });
};

const hear = (news) => {
  wrong.hidden = !news.broken;
  wrong.replaceChildren(...news.problems.filter((it) => it.severity === "error").slice(0, 5).map((it) => make("p", {},
    it.open ? make("a", { href: it.open }, make("code", {}, it.place)) : make("code", {}, it.place), ` ${it.message}`)));
  if (news.html) newest = { ...news };
  else if (newest) newest = { ...newest, ...news };
  have = news.hash || have;
  for (const { frame } of views) if (isThere(frame)) frame.contentWindow.etalasePreview.take(news);
  document.documentElement.dataset.heard = news.id;
};

document.body.append(
  make("header", {}, make("h1", {}, words.title), make("div", { class: "choices" }, pageChoice, looks)),
  wrong, make("main", {}, views.map((view) => view.figure)));
showLooks(facts);
fit();
addEventListener("resize", fit);
showFrames();
const reopen = listen(() => `/__preview/events?${new URLSearchParams({ page, query: lookQuery(), have })}`, hear, () => {});
remember();

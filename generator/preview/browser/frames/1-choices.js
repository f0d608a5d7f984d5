// What is looked at: the page, and how. All of it stands in the address, so that it can be shared and kept.
const facts = JSON.parse(document.getElementById("facts").textContent);
const words = facts.words;
const asked = new URLSearchParams(facts.query);
let page = facts.page;

const lookQuery = () => asked.toString();
const addressOf = (path) => (facts.pages.find((it) => it.path === path) || facts.pages[0]).address;

const choose = (name, value) => {
  if (value) asked.set(name, value);
  else asked.delete(name);
};

const picker = (label, options, value, change) => {
  const select = make("select", { change: () => change(select.value) },
    options.map(([key, text]) => make("option", { value: key, selected: key === value }, text)));
  return make("label", {}, make("span", {}, label), select);
};

const optionField = (option, changed) => {
  const set = (value) => {
    choose(option.name, value);
    changed();
  };
  const named = { "aria-label": option.key };
  let field;
  if (option.type === "colour") {
    field = make("input", { ...named, type: "color", value: option.value || "#000000", change: () => set(field.value) });
  } else if (option.type === "number") {
    field = make("input", { ...named, type: "range", min: option.low, max: option.high, step: "any", value: option.value, change: () => set(String(Math.round(field.value * 100) / 100)) });
    if (option.high - option.low > 1000) field.type = "number";
    else if (option.high - option.low >= 4) field.step = 1;
  } else if (["choice", "font", "yes_no"].includes(option.type)) {
    const known = option.type === "font" && option.value ? [...new Set([...option.choices, option.value])] : option.choices;
    const texts = option.type === "yes_no" ? [["yes", words.yes], ["no", words.no]] : known.map((it) => [it, it]);
    field = make("select", { ...named, change: () => set(field.value) },
      !option.value && make("option", { value: "" }, words.unset),
      texts.map(([key, text]) => make("option", { value: key, selected: key === option.value }, text)));
  } else {
    field = make("input", { ...named, type: "text", maxlength: 200, value: option.value, change: () => set(field.value) });
  }
  const shown = option.type === "number" || option.type === "colour" ? make("output", {}, option.value + option.unit) : null;
  return make("label", { class: "option" }, make("span", {}, option.key), field, shown, option.help && make("small", {}, option.help));
};

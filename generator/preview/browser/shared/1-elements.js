// Builds elements. Text goes in as text and as nothing else: what a file says is shown, never run.
const make = (tag, properties, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
};

const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (all, name) => name in fields ? fields[name] : all);

// An address with other parameters; a parameter without a value goes away.
const withParameters = (address, given) => {
  const url = new URL(address, location.href);
  for (const [name, value] of Object.entries(given)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url.pathname + url.search + url.hash;
};

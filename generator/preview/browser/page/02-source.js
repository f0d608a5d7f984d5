// The source of the page, and which node of the living page came from which node of it. What a script or a visitor
// added to the page has no source, and what they changed differs from it.
const twins = new WeakMap();
let source, hash = "";

// A text that is parsed is under this page's policy too, which would report each new style; as data it is let be.
const parsed = (html) => new DOMParser().parseFromString(
  html.replace(/<style(?=[\s>])/gi, '<script type="text/css" id="etalase-style"').replace(/<\/style(?=[\s>])/gi, "<\/script"), "text/html");
const STYLES = 'script[type="text/css"]';
const elements = (root, selector) => [...root.querySelectorAll(selector)];
const runs = (script) => !script.type || /^(text|application)\/(java|ecma)script$|^module$/i.test(script.type);

const alike = (one, other) =>
  one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.nodeType !== 1 || one.id === other.id);

// Both lists are in the same order; the living one may have more.
const pair = (node, living) => {
  twins.set(node, living);
  let next = living.firstChild;
  for (const child of node.childNodes) {
    let found = next;
    while (found && !alike(found, child)) found = found.nextSibling;
    if (!found) continue;
    pair(child, found);
    next = found.nextSibling;
  }
};

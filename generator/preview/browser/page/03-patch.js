// Does to the living page what was done to its source, and nothing else. Whatever is the same in both versions of the
// source is not touched, so scroll, open details, typed values, focus, selection and the chosen state stay by themselves.
const sign = (node) => [node.getAttribute("data-code"), node.getAttribute("data-campaign"), node.className.split(" ")[0]].join();

const likeness = (old, fresh) => {
  if (!alike(old, fresh)) return 0;
  if (old.nodeType !== 1) return old.data === fresh.data && old.data.trim() ? 4 : 1;
  if (old.isEqualNode(fresh)) return 8;
  if (old.id) return 6;
  return sign(old) === sign(fresh) ? 3 : 1;
};

// The children of both, side by side in order, so that as much as possible is kept.
const aligned = (olds, news) => {
  const best = Array.from({ length: olds.length + 1 }, () => new Float64Array(news.length + 1));
  const score = olds.map((old) => news.map((fresh) => likeness(old, fresh)));
  for (let i = olds.length - 1; i >= 0; i--) {
    for (let j = news.length - 1; j >= 0; j--) {
      const both = score[i][j] ? best[i + 1][j + 1] + score[i][j] : 0;
      best[i][j] = Math.max(both, best[i + 1][j], best[i][j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < olds.length || j < news.length;) {
    if (i < olds.length && j < news.length && score[i][j] && best[i][j] === best[i + 1][j + 1] + score[i][j]) pairs.push([olds[i++], news[j++]]);
    else if (j === news.length || (i < olds.length && best[i][j] === best[i + 1][j])) pairs.push([olds[i++], null]);
    else pairs.push([null, news[j++]]);
  }
  return pairs;
};

const patchAttributes = (node, fresh, living) => {
  const set = (name, value) => {
    for (const each of [node, living]) if (each) value == null ? each.removeAttribute(name) : each.setAttribute(name, value);
  };
  for (const { name, value } of fresh.attributes) if (node.getAttribute(name) !== value) set(name, value);
  for (const { name } of [...node.attributes]) if (!fresh.hasAttribute(name)) set(name, null);
};

// Collects in `touched` the living nodes that changed, in `added` those that are new.
const patch = (node, fresh, touched, added) => {
  if (node.isEqualNode(fresh)) return;
  const living = twins.get(node);
  if (node.nodeType !== 1) {
    node.data = fresh.data;
    if (living) living.data = fresh.data;
    if (living && living.parentElement) touched.push(living.parentElement);
    return;
  }
  if (node.attributes.length !== fresh.attributes.length || [...fresh.attributes].some((it) => node.getAttribute(it.name) !== it.value)) {
    patchAttributes(node, fresh, living);
    if (living) touched.push(living);
  }
  patchChildren(node, fresh, living, touched, added);
};

const patchChildren = (node, fresh, living, touched, added) => {
  const olds = [...node.childNodes], news = [...fresh.childNodes];
  let start = 0, end = 0;
  while (start < Math.min(olds.length, news.length) && olds[start].isEqualNode(news[start])) start++;
  while (end < Math.min(olds.length, news.length) - start && olds[olds.length - 1 - end].isEqualNode(news[news.length - 1 - end])) end++;
  const after = olds[olds.length - end] || null;
  let place = after;
  const middle = aligned(olds.slice(start, olds.length - end), news.slice(start, news.length - end));
  for (const [old, other] of middle.reverse()) {
    if (!other) {
      const gone = twins.get(old);
      if (gone) gone.remove();
      old.remove();
      if (living) touched.push(living);
    } else if (old) {
      patch(old, other, touched, added);
      place = old;
    } else {
      place = node.insertBefore(node.ownerDocument.importNode(other, true), place);
      if (living) added.push(insertLiving(place, living));
    }
  }
};

// Before the next node of the source that lives where it should; else at the end.
const insertLiving = (node, parent) => {
  let next = node.nextSibling;
  while (next && !(twins.get(next) && twins.get(next).parentNode === parent)) next = next.nextSibling;
  const living = document.importNode(node, true); // a script made by a parser of texts never runs
  parent.insertBefore(living, next ? twins.get(next) : null);
  pair(node, living);
  return living;
};

// Bringing an element up to date with a fresh one, touching only what differs: pictures stay loaded, a caret where it is.

/** Make `old` like `fresh`, whose nodes it takes. `kept`: an element in each that is left alone with all that is in it. */
export function morph(old, fresh, kept = null) {
  if (old === kept?.[0]) return;
  attributes(old, fresh);
  if (kept) {
    const mine = childWith(old, kept[0]), theirs = childWith(fresh, kept[1]);
    const [before, after] = around(old, mine), [newBefore, newAfter] = around(fresh, theirs);
    children(old, before, newBefore, mine);
    children(old, after, newAfter, null);
    morph(mine, theirs, kept);
  } else {
    children(old, [...old.childNodes], [...fresh.childNodes], null);
  }
}

/** Whether the way down from a root to a slot is the same in both. */
export function sameWay(old, slot, fresh, freshSlot) {
  for (; slot !== old && freshSlot !== fresh; slot = slot.parentElement, freshSlot = freshSlot.parentElement) {
    if (slot.nodeName !== freshSlot.nodeName) return false;
  }
  return slot === old && freshSlot === fresh && old.nodeName === fresh.nodeName;
}

function children(parent, olds, news, before) {
  while (olds.length && news.length && olds[0].isEqualNode(news[0])) olds.shift(), news.shift();
  while (olds.length && news.length && olds.at(-1).isEqualNode(news.at(-1))) before = olds.pop(), news.pop();
  if (olds.length === news.length && olds.every((old, n) => old.nodeType === 1 && old.nodeName === news[n].nodeName)) {
    olds.forEach((old, n) => morph(old, news[n]));
    return;
  }
  for (const old of olds) old.remove();
  for (const fresh of news) parent.insertBefore(fresh, before);
}

function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

function childWith(parent, inside) {
  return [...parent.childNodes].find((child) => child === inside || child.contains(inside));
}

function around(parent, child) {
  const all = [...parent.childNodes], at = all.indexOf(child);
  return [all.slice(0, at), all.slice(at + 1)];
}

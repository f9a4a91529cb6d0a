// Putting newer HTML in place of what stands, and leaving alone what is the same.
import { dress } from "./dress.js";
import { hoverOver, place, sizes } from "./frames.js";
import { remark } from "./marks.js";
import { morph } from "./morph.js";
import { named } from "./names.js";
import { writing } from "./now.js";
import { find, label } from "./page.js";
import { root } from "./state.js";
import { anchor, keep } from "./writing.js";

/** Bring single blocks up to date, {id: html}; what is unknown is passed over. What is looked at stays where it is. */
export function patch(fragments) {
  const stay = anchor(), top = stay()?.getBoundingClientRect().top;
  for (const [id, html] of Object.entries(fragments)) {
    const old = find(id), fresh = old && named(parsed(html));
    if (old && !keep(id, fresh)) morph(old, fresh);
  }
  label();
  remark();
  const now = stay()?.getBoundingClientRect().top;
  if (now !== undefined && now !== top) scrollBy({ top: now - top, behavior: "instant" });
  hoverOver(null);
  place();
}

/** Put another page in place of this one, keeping the scroll and every block that is the same. */
export function whole(html) {
  const held = writing()?.view.hasFocus();
  const next = named(new DOMParser().parseFromString(html, "text/html"));
  const kept = scrollY;
  const restyle = styles(next) !== styles(document);
  for (const fresh of next.querySelectorAll("[data-block]")) {
    const old = find(fresh.dataset.block);
    const same = old && (old.isEqualNode(fresh) || (old.contains(writing()?.slot) && keep(fresh.dataset.block, fresh.cloneNode(true))));
    if (same) fresh.replaceWith(document.adoptNode(find(fresh.dataset.block)));
  }
  for (const name of ["lang", "dir"]) {
    if (next.documentElement.hasAttribute(name)) root.setAttribute(name, next.documentElement.getAttribute(name));
    else root.removeAttribute(name);
  }
  document.title = next.title;
  if (restyle) document.head.replaceWith(document.adoptNode(next.head));
  document.body.replaceWith(document.adoptNode(next.body));
  sizes.observe(document.body);
  hoverOver(null);
  if (restyle) dress();
  label();
  remark();
  scrollTo({ top: kept, behavior: "instant" });
  if (held) writing()?.view.focus();
  place();
}

export function parsed(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  return document.importNode(made.content.firstElementChild, true);
}

function styles(page) {
  return [...page.head.querySelectorAll("style")].map((style) => style.textContent).join("\n");
}

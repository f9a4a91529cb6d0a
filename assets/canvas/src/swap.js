// Putting newer HTML in place of what stands, and leaving alone what is the same.
import { dress } from "./dress.js";
import { hoverOver, place, sizes } from "./frames.js";
import { remark } from "./marks.js";
import { find, label } from "./page.js";
import { root } from "./state.js";

/** Swap single blocks, {id: html}; what is unknown is passed over. */
export function patch(fragments) {
  for (const [id, html] of Object.entries(fragments)) find(id)?.replaceWith(parsed(html));
  label();
  remark();
  hoverOver(null);
  place();
}

/** Put another page in place of this one, keeping the scroll and every block that is the same. */
export function whole(html) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const kept = scrollY;
  const restyle = styles(next) !== styles(document);
  for (const fresh of next.querySelectorAll("[data-block]")) {
    const old = find(fresh.dataset.block);
    if (old && old.isEqualNode(fresh)) fresh.replaceWith(document.adoptNode(old));
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

// What lies over the mail and is no part of it: the frames of the hovered and the selected block, in a tree of their own.
import css from "./frames.css";
import html from "./frames.html";
import welcome from "./welcome.css";
import tools from "./writing_tools.css";
import { find } from "./page.js";
import { root, state } from "./state.js";

export const host = document.createElement("composer-frames");
export const shadow = host.attachShadow({ mode: "closed" });
shadow.innerHTML = `<style>${css}${tools}${welcome}</style>${html}`;

const hover = shadow.querySelector(".hover");
const frame = shadow.querySelector(".frame");
const tag = shadow.querySelector(".tag");
const grip = shadow.querySelector(".grip");
const followers = []; // what else is laid over the mail
let titles = {};
let hovered = null;

/** Whether an event happened on a frame, not in the mail. */
export const own = (event) => event.composedPath().includes(host);

export const hoveredBlock = () => hovered;

/** Frame the block that the pointer is over; null for none. */
export function hoverOver(block) {
  if (block === hovered) return;
  hovered = block;
  place();
}

/** Have something else put in place whenever frames are. */
export const follow = (act) => followers.push(act);

/** What every block is called, {id: title}. */
export function call(given) {
  titles = given;
  place();
}

/** What is laid over the mail and where its middle is, for who asks. */
export function laid() {
  const middle = (element) => {
    const at = element?.getBoundingClientRect();
    return at?.width ? [at.left + at.width / 2, at.top + at.height / 2] : null;
  };
  const plus = (name) => middle(shadow.querySelector(`[data-insert="${name}"]`));
  return {
    handle: middle(tag.firstElementChild), hovered: hovered?.dataset.block ?? "", title: grip.textContent.trim(),
    plus: { selected: plus("selected"), hovered: plus("hovered"), first: plus("first") },
    focused: shadow.activeElement?.title ?? "",
    shown: [...shadow.children].filter((box) => box.getBoundingClientRect().width).map((box) => box.className),
  };
}

/** While somebody types, what lies over the text makes room; the pointer brings it back. */
export function makeRoom(typing) {
  frame.classList.toggle("typing", typing);
}

/** Name the selected block. */
export function name(title) {
  tag.querySelector("b").textContent = title;
}

/** Lay a box over an element of the mail; null where it is not there. */
export function lay(box, element) {
  const at = element?.isConnected ? element.getBoundingClientRect() : null;
  box.style.display = at && at.width ? "block" : "none";
  if (!at) return null;
  box.style.left = `${at.left + scrollX}px`;
  box.style.top = `${at.top + scrollY}px`;
  box.style.width = `${at.width}px`;
  box.style.height = `${at.height}px`;
  return at;
}

/** Put a tool at a place of the page. Tools keep their size where the page is shown smaller; `--tools` says by how much. */
export function putAt(tool, left, top) {
  tool.style.left = `${left / state.tools}px`;
  tool.style.top = `${top / state.tools}px`;
}

/** Have the tools of their own size. */
export function sizeTools() {
  host.style.setProperty("--tools", state.tools);
}

/** Put every frame where its block now is. */
export function place() {
  const selected = find(state.block);
  const at = lay(frame, selected);
  const over = lay(hover, hovered && hovered !== selected ? hovered : null);
  if (over) {
    grip.classList.toggle("inside", over.top < 24 * state.tools);
    grip.querySelector("b").textContent = titles[hovered.dataset.block] ?? "";
  }
  for (const follow of followers) follow();
  if (!at) return;
  const inside = at.top < 26 * state.tools; // above the window's edge: the tag comes along inside the frame
  const top = Math.min(Math.max(-at.top, 0), Math.max(at.height - 28 * state.tools, 0)) - 2;
  tag.style.top = `${inside ? top / state.tools : -26}px`;
  tag.classList.toggle("inside", inside);
}

export const sizes = new ResizeObserver(place);
sizes.observe(root);
sizes.observe(document.body);
addEventListener("resize", place);

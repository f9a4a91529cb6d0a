// The small bar above what is selected in prose: marks, link, kinds of paragraphs.
import bold from "../../icons/bold.svg";
import code from "../../icons/code.svg";
import heading from "../../icons/heading.svg";
import italic from "../../icons/italic.svg";
import link from "../../icons/link.svg";
import list from "../../icons/list.svg";
import numbered from "../../icons/numbered-list.svg";
import quote from "../../icons/quote.svg";
import strike from "../../icons/strike.svg";
import tag from "../../icons/tag.svg";
import underline from "../../icons/underline.svg";
import { follow, putAt, shadow } from "./frames.js";
import { askLink } from "./link_box.js";
import { askTag, has, inQuote, listAround, nextHeading, setMark, toggleList, toggleQuote } from "./prose_commands.js";
import { watch, writing } from "./now.js";

const marked = (name, words, keys, icon) => ({ words, keys, icon, command: setMark(words, name), holds: (state) => has(state, name) });
const TOOLS = [
  marked("strong", "Bold", "Ctrl+B", bold),
  marked("em", "Italic", "Ctrl+I", italic),
  marked("u", "Underline", "Ctrl+U", underline),
  marked("s", "Strike through", "Ctrl+Shift+X", strike),
  { words: "Link", keys: "Ctrl+K", icon: link, command: askLink, holds: (state) => has(state, "a") },
  null,
  { words: "Heading", keys: "Ctrl+Alt+1", icon: heading, command: nextHeading, holds: ({ selection }) => selection.$from.parent.type.name === "heading" },
  { words: "List", keys: "Ctrl+Shift+8", icon: list, command: toggleList("List", "bullet_list"), holds: ({ selection }) => listAround(selection)?.type.name === "bullet_list" },
  { words: "Numbered list", keys: "Ctrl+Shift+7", icon: numbered, command: toggleList("Numbered list", "ordered_list"), holds: ({ selection }) => listAround(selection)?.type.name === "ordered_list" },
  { words: "Quote", keys: "Ctrl+Shift+9", icon: quote, command: toggleQuote, holds: ({ selection }) => inQuote(selection) },
  null,
  marked("code", "Code", "Ctrl+Shift+C", code),
  { words: "Merge tag", keys: "Ctrl+Shift+M", icon: tag, command: askTag, holds: () => false },
];

const bar = document.createElement("div");
bar.className = "bar";
bar.setAttribute("role", "toolbar");
bar.setAttribute("aria-label", "Formatting");
bar.setAttribute("aria-keyshortcuts", "Alt+F10");
let called = false; // by its key: shown also where nothing is selected, with the keyboard in it
const buttons = TOOLS.map((tool) => {
  const button = document.createElement(tool ? "button" : "i");
  if (tool) {
    button.innerHTML = tool.icon;
    button.title = `${tool.words} (${tool.keys})`;
    button.tabIndex = -1;
    button.setAttribute("aria-label", tool.words);
    button.addEventListener("click", () => {
      const { view } = writing();
      called = false;
      if (tool.command !== askLink) view.focus(); // first: a list at the caret opens only for who has the keyboard
      tool.command(view.state, view.dispatch, view);
      lay(writing());
    });
  }
  return button;
});
bar.append(...buttons);
bar.addEventListener("mousedown", (event) => event.preventDefault()); // what is selected stays so
shadow.append(bar);

/** Put the keyboard into the bar. */
export function goToBar(state, dispatch, view) {
  called = true;
  lay(writing());
  buttons[0].focus();
  return true;
}

/** The tool that has the keyboard, for who asks. */
export const toolNow = () => (bar.contains(shadow.activeElement) ? shadow.activeElement.getAttribute("aria-label") : "");

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
bar.addEventListener("keydown", (event) => {
  const tools = buttons.filter((button) => button.nodeName === "BUTTON"), at = tools.indexOf(shadow.activeElement);
  const to = { Home: 0, End: tools.length - 1 }[event.key] ?? (at + (STEPS[event.key] ?? 0) + tools.length) % tools.length;
  event.stopPropagation();
  if (event.key === "Escape" || event.key === "Tab") writing().view.focus();
  else if (to !== at) tools[to].focus();
  else return;
  event.preventDefault();
});
bar.addEventListener("focusout", (event) => {
  if (bar.contains(event.relatedTarget)) return;
  called = false;
  requestAnimationFrame(() => lay(writing())); // the text has the keyboard then, if it is to have it
});

let pressed = false;
for (const [name, value] of [["mousedown", true], ["mouseup", false]]) {
  document.addEventListener(name, () => {
    pressed = value;
    if (!value) requestAnimationFrame(() => lay(writing()));
  }, true);
}

watch(lay);
follow(() => lay(writing()));

function lay(now) {
  const selection = now?.view.state.selection;
  const wanted = now?.kind === "prose" && (called || (!selection.empty && now.view.hasFocus() && !pressed));
  bar.style.display = wanted ? "flex" : "none";
  if (!wanted) return;
  TOOLS.forEach((tool, n) => tool && buttons[n].setAttribute("aria-pressed", String(tool.holds(now.view.state))));
  const start = now.view.coordsAtPos(selection.from, 1), end = now.view.coordsAtPos(selection.to, -1);
  const { width, height } = bar.getBoundingClientRect();
  const { left, right } = now.slot.getBoundingClientRect();
  const middle = start.top === end.top ? (start.left + end.left) / 2 : (left + right) / 2;
  const above = start.top - height - 8;
  putAt(bar, Math.max(8, Math.min(left - 8, innerWidth - width - 8), Math.min(middle - width / 2, innerWidth - width - 8)) + scrollX,
    (above > 4 ? above : Math.min(end.bottom + 8, innerHeight - height - 8)) + scrollY);
}

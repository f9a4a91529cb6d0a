// What the list at the caret offers: kinds of text and blocks after "/", merge tags after "[[".
import heading from "../../icons/heading.svg";
import list from "../../icons/list.svg";
import numbered from "../../icons/numbered-list.svg";
import quote from "../../icons/quote.svg";
import text from "../../icons/text-view.svg";
import { tell } from "./channel.js";
import { offer } from "./picker.js";
import { setKind, toggleList, toggleQuote } from "./prose_commands.js";
import { writing } from "./now.js";

const KINDS = [
  { title: "Text", hint: "Ctrl+Alt+0", icon: text, command: setKind("Plain text", "paragraph") },
  { title: "Heading", hint: "##", icon: heading, command: setKind("Heading", "heading", { level: 3 }) },
  { title: "Small heading", hint: "###", icon: heading, command: setKind("Small heading", "heading", { level: 4 }) },
  { title: "List", hint: "-", icon: list, command: toggleList("List", "bullet_list") },
  { title: "Numbered list", hint: "1.", icon: numbered, command: toggleList("Numbered list", "ordered_list") },
  { title: "Quotation", hint: ">", icon: quote, command: toggleQuote },
];

let glyphs = {}; // by the name of a block type

/** The icons of what can be put in, {name: address}. */
export function draw(given) {
  glyphs = given;
}

const address = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

offer(({ kind, blocks, view }) => {
  const { $head } = view.state.selection;
  const text = $head.parent.textContent;
  if (kind !== "prose" || $head.parent.type.name !== "paragraph" || !/^\/[^\s/]{0,20}$/.test(text) || $head.parentOffset !== text.length) return null;
  const kinds = KINDS.map(({ title, hint, icon, command }) => ({ title, hint, icon: address(icon), group: "Text", act: (view) => command(view.state, view.dispatch, view) }));
  const more = blocks.map(([name, title]) => ({ title, icon: glyphs[name], group: "Blocks", act: () => insert(name) }));
  return { from: $head.start(), query: text.slice(1), items: [...kinds, ...more] };
});

offer(({ tags, view }) => {
  const { $head } = view.state.selection;
  const text = $head.parent.textBetween(0, $head.parentOffset, "\n", "\ufffc");
  const found = /\[\[([\w ']*)$/.exec(text);
  if (!found) return null;
  const items = Object.entries(tags).map(([source, title]) => ({ title, act: () => putTag(source) }));
  return { from: $head.pos - found[0].length, query: found[1], items };
});

/** Put a merge tag where the caret is. */
export function putTag(source) {
  const { view, schema } = writing();
  view.dispatch(view.state.tr.replaceSelectionWith(schema.node("tag", { source })).scrollIntoView().setMeta("step", "Insert merge tag"));
}

function insert(name) {
  tell("act", { act: `insert ${name}` });
}

// What a text may be: lines, and prose as `composer/model/prose.py` has it. Nothing else can exist in an editor.
import { Schema } from "prosemirror-model";

// Of bold text that is a link the link is outermost: the order in which canonical prose nests them.
export const MARKS = ["a", "strong", "em", "u", "s", "sup", "sub", "code"];
const SAME = { strong: ["b"], em: ["i"], s: ["strike", "del"], u: ["ins"] };
export const LIST_LEVELS = 3;

const text = { group: "inline" };

// A merge tag: one thing, shown as a pill.
const tag = {
  group: "inline", inline: true, atom: true, selectable: true,
  attrs: { source: { validate: "string" } },
  toDOM: (node) => ["composer-tag", { "data-source": node.attrs.source, title: node.attrs.source }, named(node.attrs.source)],
  parseDOM: [{ tag: "composer-tag", getAttrs: (dom) => ({ source: dom.dataset.source }) }],
  leafText: (node) => node.attrs.source,
};

export const lineSchema = new Schema({ nodes: { doc: { content: "inline*" }, text, tag } });

const marks = Object.fromEntries(MARKS.map((name) => [name, {
  toDOM: () => [name, 0],
  parseDOM: [name, ...(SAME[name] ?? [])].map((found) => ({ tag: found })),
}]));
marks.a = {
  attrs: { href: { validate: "string" } },
  inclusive: false,
  toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
  parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href") }) }],
};

export const proseSchema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block", content: "inline*",
      toDOM: () => ["p", 0], parseDOM: [{ tag: "p" }, { tag: "composer-line" }],
    },
    heading: {
      group: "block", content: "inline*", defining: true,
      attrs: { level: { default: 3, validate: "number" } },
      toDOM: (node) => [`h${node.attrs.level}`, 0],
      parseDOM: [3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    },
    blockquote: {
      group: "block", content: "paragraph+", defining: true,
      toDOM: () => ["blockquote", 0], parseDOM: [{ tag: "blockquote" }],
    },
    bullet_list: { group: "block list", content: "list_item+", toDOM: () => ["ul", 0], parseDOM: [{ tag: "ul" }] },
    ordered_list: { group: "block list", content: "list_item+", toDOM: () => ["ol", 0], parseDOM: [{ tag: "ol" }] },
    list_item: { content: "paragraph list*", defining: true, toDOM: () => ["li", 0], parseDOM: [{ tag: "li" }] },
    text,
    tag,
    hard_break: { group: "inline", inline: true, selectable: false, toDOM: () => ["br"], parseDOM: [{ tag: "br" }], leafText: () => "\n" },
  },
  marks,
});

/** A merge tag's name as words: `[[first_name|there]]` to `first name`. */
export function named(source) {
  return source.slice(2, -2).split("|")[0].replaceAll("_", " ");
}

/** The words between two places, merge tags as they are spelled. */
export const wordsOf = (doc, from, to) => doc.textBetween(from, to, " ", (node) => node.type.spec.leafText?.(node) ?? "");

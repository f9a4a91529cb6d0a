// Values into an editor's document and back: a line's text, or canonical prose. Styles are no part of either.
import { Fragment } from "prosemirror-model";
import { MARKS, lineSchema, proseSchema } from "./schema.js";

const TAG = /\[\[(?:first_name|last_name|email|unsubscribe|preferences|browser_view|forward|list_address)(?:\|[^[\]]*)?\]\]/g;
const BLOCKS = { UL: "bullet_list", OL: "ordered_list", LI: "list_item", BLOCKQUOTE: "blockquote" };
const WRITTEN = { bullet_list: "ul", ordered_list: "ol", list_item: "li", blockquote: "blockquote", paragraph: "p" };

/** The document of a value. */
export function read(value, schema) {
  if (schema === lineSchema) return schema.node("doc", null, inlineText(value, schema, []));
  const blocks = [...parsed(value).childNodes].map(block).filter(Boolean);
  return schema.node("doc", null, blocks.length ? blocks : [schema.node("paragraph")]);
}

/** The value of a document, or of a part of one. */
export function write(content, schema) {
  return schema === lineSchema ? plain(content) : [...children(content)].map(written).join("");
}

/** The words alone, a line for each paragraph. */
export function plain(content) {
  const all = inside(content);
  return all.textBetween(0, all.size, "\n", (node) => node.type.spec.leafText?.(node) ?? "");
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function block(dom) {
  const name = BLOCKS[dom.nodeName];
  if (name === "list_item") {
    const all = [...dom.childNodes];
    const lists = all.filter((each) => each.nodeName === "UL" || each.nodeName === "OL");
    const words = all.filter((each) => !lists.includes(each));
    return proseSchema.node(name, null, [proseSchema.node("paragraph", null, inline(words, [])), ...lists.map(block)]);
  }
  if (name) return proseSchema.node(name, null, [...dom.childNodes].map(block).filter(Boolean));
  if (dom.nodeName === "H3" || dom.nodeName === "H4") {
    return proseSchema.node("heading", { level: Number(dom.nodeName[1]) }, inline([...dom.childNodes], []));
  }
  return dom.nodeName === "P" ? proseSchema.node("paragraph", null, inline([...dom.childNodes], [])) : null;
}

function inline(nodes, marks) {
  return nodes.flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return inlineText(node.data, proseSchema, marks);
    if (node.nodeName === "BR") return [proseSchema.node("hard_break")];
    const name = node.nodeName.toLowerCase();
    const mark = MARKS.includes(name) ? [proseSchema.mark(name, name === "a" ? { href: node.getAttribute("href") } : null)] : [];
    return inline([...node.childNodes], mark.reduce((all, each) => each.addToSet(all), marks));
  });
}

function inlineText(text, schema, marks) {
  const made = [];
  let at = 0;
  for (const found of text.matchAll(TAG)) {
    if (found.index > at) made.push(schema.text(text.slice(at, found.index), marks));
    made.push(schema.node("tag", { source: found[0] }, null, marks));
    at = found.index + found[0].length;
  }
  if (at < text.length) made.push(schema.text(text.slice(at), marks));
  return made;
}

/** The fragment of a node; a fragment as it is. */
const inside = (content) => (content instanceof Fragment ? content : content.content);

function* children(content) {
  const all = inside(content);
  for (let n = 0; n < all.childCount; n++) yield all.child(n);
}

function written(node) {
  if (node.type.name === "heading") return `<h${node.attrs.level}>${inlineWritten(node)}</h${node.attrs.level}>`;
  const name = WRITTEN[node.type.name];
  if (!name) return inlineWritten(Fragment.from(node));
  const inside = [...children(node)].map((child) => child.isTextblock && name === "li" ? inlineWritten(child) : written(child)).join("");
  return node.isTextblock ? `<p>${inlineWritten(node)}</p>` : `<${name}>${inside}</${name}>`;
}

function inlineWritten(node) {
  let out = "", open = [];
  for (const child of children(node)) {
    const wanted = child.type.name === "hard_break" ? [] : child.marks;
    let kept = 0;
    while (kept < open.length && kept < wanted.length && open[kept].eq(wanted[kept])) kept++;
    out += open.slice(kept).reverse().map((mark) => `</${mark.type.name}>`).join("");
    out += wanted.slice(kept).map(start).join("");
    open = wanted;
    out += child.isText ? escaped(child.text) : child.type.name === "hard_break" ? "<br>" : escaped(child.attrs.source);
  }
  return out + open.toReversed().map((mark) => `</${mark.type.name}>`).join("");
}

function start(mark) {
  return mark.type.name === "a" ? `<a href="${escaped(mark.attrs.href).replaceAll('"', "&quot;")}">` : `<${mark.type.name}>`;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

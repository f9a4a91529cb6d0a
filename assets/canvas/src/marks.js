// Words that are looked for, marked in the mail without touching it: ranges that the page paints over.
import { find, reveal } from "./page.js";

const LINES = "p, li, td, th, h1, h2, h3, h4, div, blockquote";
const MOST = 2000; // ranges; more are not seen anyway
let wanted = null;

/** Mark words: {source, flags, whole, block, field, link, number}, the last four saying which hit is gone to; null ends it. */
export function mark(given) {
  wanted = given;
  remark();
  if (wanted?.block) reveal(current() ?? find(wanted.block), true);
}

/** Mark again what is wanted, in blocks that were put in place of others. */
export function remark() {
  CSS.highlights.delete("found");
  CSS.highlights.delete("found-now");
  if (!wanted) return;
  const found = new Highlight();
  for (const block of document.querySelectorAll("[data-block]")) {
    for (const range of ranges(block)) if (found.size < MOST) found.add(range);
  }
  CSS.highlights.set("found", found);
  const now = wanted.block ? current() : null;
  if (!now) return;
  const marked = new Highlight(now);
  marked.priority = 1;
  CSS.highlights.set("found-now", marked);
}

function pattern() {
  const word = "[\\p{L}\\p{N}_]";
  return new RegExp(wanted.whole ? `(?<!${word})${wanted.source}(?!${word})` : wanted.source, wanted.flags);
}

/** The range of the hit that is gone to, where the mail shows its field. */
function current() {
  const name = CSS.escape(wanted.field);
  const field = find(wanted.block)?.querySelector(`[data-edit="${name}"], [data-fixed="${name}"]`);
  if (!field) return null;
  if (!wanted.link) return ranges(field)[wanted.number] ?? null;
  const links = [...field.querySelectorAll("a[href]")];
  const hits = links.flatMap((link) => [...link.getAttribute("href").matchAll(pattern())].map(() => link));
  const link = hits[wanted.number];
  if (!link) return null;
  const range = document.createRange();
  range.selectNodeContents(link);
  return range;
}

/** Where the words are in an element, line by line. */
function ranges(element) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const found = [];
  let line = [], home = null;
  const end = () => {
    found.push(...matches(line));
    line = [];
  };
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node.nodeType === Node.TEXT_NODE) {
      const own = node.parentElement.closest(LINES);
      if (own !== home) end();
      home = own;
      line.push(node);
    } else if (node.localName === "br") end();
  }
  end();
  return found;
}

/** The ranges of the words in text nodes that are read as one. */
function matches(nodes) {
  const text = nodes.map((node) => node.data).join("");
  if (!text.trim()) return [];
  return [...text.matchAll(pattern())].map((match) => {
    const range = document.createRange();
    range.setStart(...spot(nodes, match.index, false));
    range.setEnd(...spot(nodes, match.index + match[0].length, true));
    return range;
  });
}

/** The node and offset at which a letter of joined nodes stands; at the end of one rather than the start of the next. */
function spot(nodes, at, closing) {
  for (const node of nodes) {
    if (closing ? at <= node.length : at < node.length) return [node, at];
    at -= node.length;
  }
  return [nodes.at(-1), nodes.at(-1).length];
}

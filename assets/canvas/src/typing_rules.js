// What turns into something else while it is typed: Markdown's marks, and straight quotation marks into the language's.
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { proseSchema } from "./schema.js";

const { heading, bullet_list, ordered_list, blockquote } = proseSchema.nodes;
const BEFORE = /^$|[\s([{<\u2013\u2014/"'-]/; // what a quotation may begin after, besides another one's beginning

/** The rules of a text; a line has quotation marks only. */
export function typingRules({ kind, quotes }) {
  const rules = quotes.length === 4 ? [doubled(quotes), single(quotes)] : [];
  return inputRules({ rules: kind === "prose" ? [...rules, ...MARKDOWN] : rules });
}

const as = (step, rule) => {
  const { handler } = rule;
  rule.handler = (...given) => handler(...given)?.setMeta("step", step) ?? null;
  return rule;
};

const MARKDOWN = [
  as("Heading", textblockTypeInputRule(/^##?\s$/, heading, { level: 3 })),
  as("Small heading", textblockTypeInputRule(/^###\s$/, heading, { level: 4 })),
  as("List", wrappingInputRule(/^\s*[-*+]\s$/, bullet_list)),
  as("Numbered list", wrappingInputRule(/^\s*1[.)]\s$/, ordered_list)),
  as("Quote", wrappingInputRule(/^\s*>\s$/, blockquote)),
  marked("Bold", "strong", "**", /(^|[^*])\*\*([^*\s]|[^*\s][^*]*[^*\s])\*\*$/),
  marked("Bold", "strong", "__", /(^|[\s(])__([^_\s]|[^_\s][^_]*[^_\s])__$/),
  marked("Italic", "em", "*", /(^|[^*])\*([^*\s]|[^*\s][^*]*[^*\s])\*$/),
  marked("Italic", "em", "_", /(^|[\s(])_([^_\s]|[^_\s][^_]*[^_\s])_$/),
  marked("Strike through", "s", "~~", /(^|[^~])~~([^~\s]|[^~\s][^~]*[^~\s])~~$/),
  marked("Code", "code", "`", /(^|[^`])`([^`]+)`$/),
  new InputRule(/\[([^[\]]+)\]\((https?:\/\/[^\s()]+|mailto:[^\s()]+|tel:[^\s()]+)\)$/, (state, [, text, href], start, end) => {
    const link = proseSchema.mark("a", { href });
    const kept = state.doc.slice(start + 1, start + 1 + text.length);
    return state.tr.replace(start, end, kept).addMark(start, start + text.length, link).removeStoredMark(link).setMeta("step", "Link");
  }),
];

/** Text between signs takes a mark when the last sign is typed. */
function marked(step, name, sign, pattern) {
  const mark = proseSchema.mark(name);
  return new InputRule(pattern, (state, [, before, text], start, end) => {
    const from = start + before.length, inner = from + sign.length;
    if (coded(state, from)) return null;
    return state.tr.delete(inner + text.length, end).delete(from, inner)
      .addMark(from, from + text.length, mark).removeStoredMark(mark).setMeta("step", step);
  });
}

const begins = (before, quotes) => BEFORE.test(before) ||
  (quotes[0].at(-1) === before && quotes[0] !== quotes[1]) || (quotes[2].at(-1) === before && quotes[2] !== quotes[3]);

const doubled = (quotes) => new InputRule(/"$/, (state, match, start, end) =>
  coded(state, start) ? null : state.tr.insertText(begins(charBefore(state, start), quotes) ? quotes[0] : quotes[1], start, end));

const single = (quotes, [, , open, close] = quotes) => new InputRule(/'$/, (state, match, start, end) => {
  if (coded(state, start)) return null;
  const text = state.doc.resolve(start).parent.textBetween(0, state.doc.resolve(start).parentOffset, "\n", "x");
  const opened = text.split(open).length - (open === close ? text.length : text.split(close).length) > 0;
  const sign = begins(charBefore(state, start), quotes) ? open : opened ? close : "’";
  return state.tr.insertText(sign, start, end);
});

function charBefore({ doc }, at) {
  const { parent, parentOffset } = doc.resolve(at);
  return parentOffset ? parent.textBetween(parentOffset - 1, parentOffset, "\n", "x") : "";
}

const coded = (state, at) => (state.storedMarks ?? state.doc.resolve(at).marks()).some((mark) => mark.type.name === "code");

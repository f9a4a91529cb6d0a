// The look of a text that is being written: the styles that its slot has in the exported mail, as rules of a sheet.
const sheet = new CSSStyleSheet();
const SLOT = "[data-block] [data-writing]";
const OWN = `
  ${SLOT} { white-space: pre-wrap; white-space: break-spaces; overflow-wrap: break-word; outline: none;
    caret-color: currentColor; -webkit-user-modify: read-write; min-width: 1ch; }
  span${SLOT}:has(> .ProseMirror-trailingBreak:only-child), a${SLOT}:has(> .ProseMirror-trailingBreak:only-child) { display: inline-block; }
  ${SLOT} composer-line { display: block; }
  ${SLOT} composer-tag { display: inline; padding: 0 .35em; border-radius: .6em; white-space: nowrap;
    background: color-mix(in srgb, currentColor 14%, transparent); box-decoration-break: clone; }
  ${SLOT} composer-tag.ProseMirror-selectednode { outline: 2px solid var(--composer-accent); }
  ${SLOT} img.ProseMirror-separator { display: inline !important; border: none !important; margin: 0 !important;
    width: 0 !important; height: 0 !important; }
  ${SLOT} .composer-chosen { background: color-mix(in srgb, var(--composer-accent) 30%, transparent); }
  ${SLOT}[data-ghost]::before, ${SLOT} [data-ghost]::before { float: inline-start; height: 0; pointer-events: none; }`;

export { sheet as slotSheet };

/** Wear the styles of a slot, {place: declarations}; of none, only what every text needs. */
export function wear(styles) {
  const rules = Object.entries(styles).map(([place, style]) => style && `${selector(place)} { ${style} }`);
  sheet.replaceSync(`${OWN}\n${rules.filter(Boolean).join("\n")}`);
}

/** `ul>li>strong` is anywhere in the text of such an item, but not in a list in it. */
function selector(place) {
  const path = place.split(">");
  const inner = /^(a|strong|em|u|s|sup|sub|code|br)$/.test(path.at(-1)) ? path.pop() : "";
  const text = inner && path.at(-1) === "li" ? [...path, "composer-line"] : path;
  return `${SLOT} > ${text.join(" > ")}${inner ? ` ${inner}` : ""}`;
}

wear({});

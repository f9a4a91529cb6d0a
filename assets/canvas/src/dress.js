// How the page looks on the desk: its ground and paper, and which colour scheme the mail's own rules see.
import { host } from "./frames.js";
import { slotSheet } from "./slot_style.js";
import { root, state } from "./state.js";
import { welcomeSheet } from "./welcome.js";

const ground = new CSSStyleSheet();
const media = new WeakMap(); // media rule -> its own text

/** Have the ground's rules count. */
export function paint() {
  document.adoptedStyleSheets = [ground, slotSheet, welcomeSheet];
}

export function dress() {
  for (const [name, value] of Object.entries(state.colours)) host.style.setProperty(`--${name}`, value);
  ground.replaceSync(rules(state.colours));
  root.style.setProperty("color-scheme", state.dark ? "dark" : "light", "important");
  for (const sheet of document.styleSheets) settle(sheet.cssRules);
}

function rules(colours) {
  const paper = state.phone
    ? "margin: 0 !important; min-height: 100vh !important;"
    : "margin: 40px auto 72px !important; width: min(calc(100% - 64px), 664px) !important; min-width: 0 !important;" +
      "box-shadow: 0 0 0 1px rgba(0,0,0,.06), 0 8px 32px rgba(0,0,0,.10);";
  return `
    html { background: ${colours.ground} !important; }
    body { ${paper} }
    html { --composer-accent: ${colours.frame}; }
    body, body * { cursor: default !important; }
    [data-edit], [data-edit] * { cursor: text !important; }
    [data-card], [data-card] * { cursor: pointer !important; }
    [data-ghost]::before { content: attr(data-ghost); opacity: .45; }
    [data-card][data-ghost]::before { content: "+ " attr(data-ghost); margin-inline-end: 1em; }
    [data-block] { contain: layout style; } /* an edit lays out and paints its own block, not the whole mail */
    [data-empty]:not(:has([data-ghost]))::after { content: attr(data-empty); display: block; margin: 16px 32px; padding: 20px;
      border: 1px dashed ${colours.muted}; border-radius: 8px; color: ${colours.muted}; text-align: center;
      font: 14px/20px system-ui, sans-serif; }
    ::highlight(found) { background: #ffe58a; color: #1d1d1f; }
    ::highlight(found-now) { background: #ff9f43; color: #1d1d1f; }
    ::-webkit-scrollbar { width: ${state.phone ? 0 : 10}px; height: 0; }
    ::-webkit-scrollbar-thumb { background: ${colours.thumb}; border-radius: 5px; border: 2px solid ${colours.ground}; }
    ::selection { background: ${colours.frame}55; }`;
}

/** Have rules for a colour scheme hold or not as the desk says, whatever the system's is. */
function settle(rules) {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      if (!media.has(rule)) media.set(rule, rule.media.mediaText);
      const own = media.get(rule);
      if (own.includes("prefers-color-scheme")) rule.media.mediaText = decided(own);
    }
    if (rule.cssRules) settle(rule.cssRules);
  }
}

function decided(query) {
  const off = "(max-width: 0px)", on = "(min-width: 0px)";
  return query
    .replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g, state.dark ? on : off)
    .replace(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/g, state.dark ? off : on);
}

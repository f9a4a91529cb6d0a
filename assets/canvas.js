// The canvas's own script. It runs in a world apart from the mail, whose scripts are off; `composer` is what the window
// calls, `tell` what the window hears. Nothing here changes the issue: it marks, swaps, scrolls and reports.
(() => {
  "use strict";
  const root = document.documentElement;
  const host = document.createElement("composer-frames");
  const shadow = host.attachShadow({ mode: "closed" });
  const ground = new CSSStyleSheet();
  const media = new WeakMap(); // media rule -> its own text
  let bridge = null;
  let state = { block: "", title: "", dark: false, phone: false, empty: {} };
  let hovered = null;

  const tell = (what, more = {}) => bridge && bridge.tell(JSON.stringify({ what, ...more }));
  const find = (id) => (id ? document.querySelector(`[data-block="${CSS.escape(id)}"]`) : null);
  const blockOf = (node) => (node instanceof Element ? node : node && node.parentElement)?.closest("[data-block]") ?? null;
  const fieldOf = (node) => node?.closest?.("[data-edit]")?.dataset.edit ?? "";

  shadow.innerHTML = `
    <style>
      :host { all: initial; position: absolute; top: 0; left: 0; width: 0; height: 0; z-index: 2147483647; }
      .hover, .frame { position: absolute; pointer-events: none; box-sizing: border-box; display: none; }
      .hover { border: 1px solid var(--accent); opacity: .45; }
      .frame { border: 2px solid var(--accent); }
      .line { position: absolute; display: none; height: 4px; border-radius: 2px; background: var(--accent); }
      .tag { position: absolute; right: -2px; display: flex; align-items: center; pointer-events: auto; height: 24px;
        background: var(--accent); color: var(--on-accent); border-radius: 6px 6px 0 0; padding: 0 4px 0 10px;
        font: 500 12px system-ui, sans-serif; white-space: nowrap; cursor: default; user-select: none; }
      .tag.inside { border-radius: 0 0 0 6px; }
      .tag b { font-weight: 500; padding-right: 8px; max-width: 160px; overflow: hidden; text-overflow: ellipsis; }
      button { all: unset; box-sizing: border-box; width: 24px; height: 24px; display: grid; place-items: center;
        cursor: default; border-radius: 4px; }
      button:hover { background: color-mix(in srgb, var(--on-accent) 22%, transparent); }
      button:focus-visible { outline: 2px solid var(--on-accent); outline-offset: -3px; }
      svg { width: 14px; height: 14px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round;
        stroke-linejoin: round; }
      svg.dots { stroke-width: 3.5; }
      .plus { position: absolute; left: 50%; bottom: -13px; margin-left: -13px; width: 26px; height: 26px;
        border-radius: 13px; background: var(--accent); color: var(--on-accent); pointer-events: auto;
        box-shadow: 0 1px 4px rgba(0, 0, 0, .25); }
      .plus:hover { background: var(--accent-hover); }
    </style>
    <div class="hover"></div><div class="line"></div>
    <div class="frame">
      <div class="tag"><b></b>
        <button data-act="up" title="Move up"><svg viewBox="0 0 24 24"><path d="M12 19V5M6 11l6-6 6 6"/></svg></button>
        <button data-act="down" title="Move down"><svg viewBox="0 0 24 24"><path d="M12 5v14M6 13l6 6 6-6"/></svg></button>
        <button data-act="duplicate" title="Duplicate"><svg viewBox="0 0 24 24"><path d="M9 9h11v11H9zM5 15H4V4h11v1"/></svg></button>
        <button data-act="delete" title="Delete"><svg viewBox="0 0 24 24"><path d="M6 6l12 12M18 6L6 18"/></svg></button>
        <button data-act="more" title="More"><svg class="dots" viewBox="0 0 24 24"><path d="M5 12h.01M12 12h.01M19 12h.01"/></svg></button>
      </div>
      <button class="plus" data-act="insert" title="Insert a block below"><svg viewBox="0 0 24 24"><path d="M12 5v14M5 12h14"/></svg></button>
    </div>`;
  const hover = shadow.querySelector(".hover");
  const frame = shadow.querySelector(".frame");
  const line = shadow.querySelector(".line");
  const tag = shadow.querySelector(".tag");

  function lay(box, element) {
    const at = element?.isConnected ? element.getBoundingClientRect() : null;
    box.style.display = at && at.width ? "block" : "none";
    if (!at) return null;
    box.style.left = `${at.left + scrollX}px`;
    box.style.top = `${at.top + scrollY}px`;
    box.style.width = `${at.width}px`;
    box.style.height = `${at.height}px`;
    return at;
  }

  function place() {
    const selected = find(state.block);
    const at = lay(frame, selected);
    lay(hover, hovered && hovered !== selected ? hovered : null);
    if (!at) return;
    const inside = at.top < 26; // above the window's edge: the tag comes along inside the frame
    tag.style.top = `${inside ? Math.min(Math.max(-at.top, 0), Math.max(at.height - 28, 0)) - 2 : -26}px`;
    tag.classList.toggle("inside", inside);
  }

  function dress() {
    const c = state.colours;
    for (const [name, value] of Object.entries(c)) host.style.setProperty(`--${name}`, value);
    const paper = state.phone
      ? "margin: 0 !important; min-height: 100vh !important;"
      : "margin: 40px auto 72px !important; width: min(calc(100% - 64px), 664px) !important; min-width: 0 !important;" +
        "box-shadow: 0 0 0 1px rgba(0,0,0,.06), 0 8px 32px rgba(0,0,0,.10);";
    ground.replaceSync(`
      html { background: ${c.ground} !important; }
      body { ${paper} }
      body, body * { cursor: default !important; }
      [data-block] { contain: layout style; } /* an edit lays out and paints its own block, not the whole mail */
      [data-empty]::after { content: attr(data-empty); display: block; margin: 16px 32px; padding: 20px;
        border: 1px dashed ${c.muted}; border-radius: 8px; color: ${c.muted}; text-align: center;
        font: 14px/20px system-ui, sans-serif; }
      ::-webkit-scrollbar { width: ${state.phone ? 0 : 10}px; height: 0; }
      ::-webkit-scrollbar-thumb { background: ${c.thumb}; border-radius: 5px; border: 2px solid ${c.ground}; }
      ::selection { background: ${c["accent"]}55; }`);
    root.style.setProperty("color-scheme", state.dark ? "dark" : "light", "important");
    const off = "(max-width: 0px)", on = "(min-width: 0px)";
    const text = (own) => own
      .replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g, state.dark ? on : off)
      .replace(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/g, state.dark ? off : on);
    const walk = (rules) => {
      for (const rule of rules) {
        if (rule instanceof CSSMediaRule) {
          if (!media.has(rule)) media.set(rule, rule.media.mediaText);
          const own = media.get(rule);
          if (own.includes("prefers-color-scheme")) rule.media.mediaText = text(own);
        }
        if (rule.cssRules) walk(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) walk(sheet.cssRules);
  }

  /** Say in a block that has nothing in it which one it is: in the mail it is a gap, or not to be seen at all. */
  function label() {
    for (const old of document.querySelectorAll("[data-empty]")) old.removeAttribute("data-empty");
    for (const [id, words] of Object.entries(state.empty)) find(id)?.setAttribute("data-empty", words);
  }

  function parsed(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    return document.importNode(made.content.firstElementChild, true);
  }

  function reveal(element, smooth) {
    if (!element) return;
    const at = element.getBoundingClientRect();
    const seen = at.top >= 0 && at.bottom <= innerHeight;
    const fills = at.top <= innerHeight / 3 && at.bottom >= (innerHeight * 2) / 3;
    if (seen || fills) return;
    const still = !smooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = at.height < innerHeight - 96 && at.top > 0 ? at.bottom - innerHeight + 48 : at.top - 48;
    scrollBy({ top, behavior: still ? "instant" : "smooth" });
  }

  globalThis.composer = {
    /** Show a state: any of block, title, colours, dark, phone, scroll. */
    show(given) {
      state = { ...state, ...given };
      tag.querySelector("b").textContent = state.title;
      if ("colours" in given || "dark" in given || "phone" in given) dress();
      if ("empty" in given) label();
      if ("scroll" in given) scrollTo({ top: given.scroll, behavior: "instant" });
      root.style.removeProperty("visibility");
      place();
    },
    /** Mark a block as selected; with `seen`, scroll there when it is out of view. */
    select(block, title, seen) {
      this.show({ block, title });
      if (seen) reveal(find(block), true);
    },
    /** What is shown, for who asks: the selected block, the scroll, the state. */
    report: () => JSON.stringify({ block: state.block, dark: state.dark, phone: state.phone, scroll: scrollY }),
    /** Show where a block dropped at this height would go in; null to stop. */
    aim(y) {
      const blocks = y === null ? [] : [...document.querySelectorAll("[data-block]")];
      const below = blocks.find((block) => { const at = block.getBoundingClientRect(); return y < at.top + at.height / 2; });
      const edge = (below ?? blocks.at(-1))?.getBoundingClientRect();
      line.style.display = edge ? "block" : "none";
      if (!edge) return;
      Object.assign(line.style, {
        left: `${edge.left + scrollX}px`, width: `${edge.width}px`,
        top: `${(below ? edge.top : edge.bottom) + scrollY - 2}px`,
      });
      if (y < 48 || y > innerHeight - 48) scrollBy({ top: y < 48 ? -24 : 24, behavior: "instant" });
      tell("aim", { block: below?.dataset.block ?? "" });
    },
    /** Swap single blocks, {id: html}; what is unknown is passed over. */
    patch(fragments) {
      for (const [id, html] of Object.entries(fragments)) find(id)?.replaceWith(parsed(html));
      label();
      hovered = null;
      place();
    },
    /** Put another page in place of this one, keeping the scroll and every block that is the same. */
    whole(html) {
      const next = new DOMParser().parseFromString(html, "text/html");
      const kept = scrollY;
      const styles = (doc) => [...doc.head.querySelectorAll("style")].map((style) => style.textContent).join("\n");
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
      hovered = null;
      if (restyle) dress();
      label();
      scrollTo({ top: kept, behavior: "instant" });
      place();
    },
  };

  const sizes = new ResizeObserver(place);
  const on = (name, act, options = true) => document.addEventListener(name, act, options);
  const own = (event) => event.composedPath().includes(host);
  shadow.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act) tell("act", { act, x: event.clientX, y: event.clientY });
  });
  on("click", (event) => {
    event.preventDefault();
    if (own(event)) return;
    const link = event.target.closest?.("a[href]");
    if (link && (event.ctrlKey || event.metaKey)) return tell("follow", { address: link.href });
    tell("click", { block: blockOf(event.target)?.dataset.block ?? "", field: fieldOf(event.target) });
  });
  on("dblclick", (event) => {
    if (!own(event)) tell("open", { block: blockOf(event.target)?.dataset.block ?? "", field: fieldOf(event.target) });
  });
  for (const name of ["auxclick", "dragstart", "submit"]) on(name, (event) => event.preventDefault());
  on("contextmenu", (event) => {
    event.preventDefault();
    tell("menu", { block: blockOf(event.target)?.dataset.block ?? state.block, x: event.clientX, y: event.clientY });
  });
  on("keydown", (event) => {
    const keys = { ArrowUp: "previous", ArrowDown: "next", Escape: "escape", Enter: "enter" };
    if (!keys[event.key] || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (own(event) && event.key === "Enter") return; // presses the frame's button that has the keyboard
    event.preventDefault();
    tell("key", { key: keys[event.key] });
  });
  on("mousemove", (event) => {
    const over = own(event) ? hovered : blockOf(event.target);
    if (over !== hovered) { hovered = over; place(); }
  });
  on("mouseleave", () => { hovered = null; place(); });
  addEventListener("scroll", () => { // not with a timer: where the page's scripts are off, timers never come back
    place();
    tell("scroll", { top: scrollY });
  }, { passive: true });
  addEventListener("resize", place);

  root.style.setProperty("visibility", "hidden");
  root.append(host);
  document.adoptedStyleSheets = [ground];
  sizes.observe(root);
  sizes.observe(document.body);
  new QWebChannel(qt.webChannelTransport, (channel) => {
    bridge = channel.objects.bridge;
    tell("ready");
  });
})();

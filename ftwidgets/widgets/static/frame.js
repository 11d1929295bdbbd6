/** What do all widgets share? Title, what is saved, messages, keys and their help. */

import { button, cap, el, fill } from "./dom.js";

/** Name of a key as our key maps have it: letters small, whatever the layout or Caps Lock. */
export function keyName(event) {
  if (event.key.length !== 1) return event.key;
  const letter = /^Key([A-Z])$/.exec(event.code || "");
  const isLatin = event.key.charCodeAt(0) < 128;
  return isLatin || letter === null ? event.key.toLowerCase() : letter[1].toLowerCase();
}

/** Whether keys go into a text there. */
export function isTyping(target) {
  return target.matches("textarea, select, input") || target.isContentEditable;
}

export class Frame {
  /**
   * @param {HTMLElement} host where the widget is drawn
   * @param {{title: string, keys: [string[], string][], signal?: AbortSignal}} options
   */
  constructor(host, { title, keys, signal }) {
    this.onKey = () => false;
    this.onLeave = () => false;
    this.title = el("h3", title);
    this.subject = el("span.ft-subject");
    this.saved = el("span.ft-saved", { "data-is": "saved" });
    this.tools = el("span.ft-line");
    this.helpButton = button("?", { kind: "quiet icon", "aria-label": "Keys", "aria-expanded": "false" }, () => this.toggleHelp());
    this.messages = el("div.ft-messages");
    this.body = el("div");
    this.help = el("div.ft-help", { hidden: true });
    this.footKeys = el("span.ft-foot-keys");
    this.footRight = el("span.ft-line");
    this.live = el("div.ft-unseen", { role: "status", "aria-live": "polite" });
    this.root = el(
      "div.ft", { tabIndex: 0, role: "group", "aria-label": title, "data-lm-suppress-shortcuts": "true" },
      el("div.ft-head", this.title, this.subject, this.saved, this.tools, this.helpButton),
      this.messages, this.body, this.help,
      el("div.ft-foot", this.footKeys, this.footRight), this.live,
    );
    this.setHelp(keys);
    this.root.addEventListener("keydown", (event) => this.#press(event), { signal });
    // A host without the attribute above must not hear our keys either.
    this.root.addEventListener("keyup", (event) => event.stopPropagation(), { signal });
    this.root.addEventListener("keypress", (event) => event.stopPropagation(), { signal });
    host.append(this.root);
  }

  setHelp(keys) {
    const close = button("Close", { key: "Esc", kind: "quiet", after: true }, () => this.toggleHelp(false));
    fill(
      this.help,
      el("div.ft-line", el("h4.ft-grow", "Keys"), close),
      el("ul.ft-help-keys", keys.map(([caps, words]) => el("li", el("span", el("span.ft-unseen", caps.join(" ")), caps.map(cap)), el("span", words)))),
    );
  }

  toggleHelp(open = this.help.hidden) {
    this.help.hidden = !open;
    this.body.hidden = open;
    this.helpButton.setAttribute("aria-expanded", String(open));
    (open ? this.help.querySelector("button") : this.root).focus();
  }

  /** Keys that work now, at most four. */
  setFoot(keys, ...right) {
    fill(this.footKeys, keys.map(([name, words]) => el("span", cap(name), words)));
    // A button that is taken out and put back while it is pressed gets no click.
    const old = [...this.footRight.childNodes];
    if (old.length !== right.length || right.some((node, at) => node !== old[at])) fill(this.footRight, right);
  }

  /** @param {"saved" | "waiting" | "lost"} is what can be said of the disk */
  setSaved(is, words) {
    if (this.saved.dataset.is !== is) this.saved.dataset.is = is;
    if (this.saved.textContent !== words) this.saved.textContent = words;
  }

  /** One short sentence for those who listen. */
  say(sentence) {
    this.live.textContent = sentence;
  }

  /**
   * Show a message until it is solved; `id` tells it from others, `null` takes it away.
   * @param {{tone: string, title: string, text?: string, action?: Node, traceback?: string} | null} message
   */
  setMessage(id, message) {
    const old = [...this.messages.children].find((node) => node.dataset.id === id);
    if (message === null) {
      old?.remove();
      return;
    }
    const { tone, title, text, action, traceback } = message;
    const trace = traceback && el("pre", { hidden: true, tabIndex: 0 }, traceback);
    const more = traceback && el("button.ft-link", { type: "button", click: () => { trace.hidden = !trace.hidden; } }, "Show the traceback");
    const role = tone === "error" ? "alert" : "status";
    const node = el(
      "div.ft-message", { "data-tone": tone, "data-id": id, role },
      el("div.ft-strong", title), text && el("div", text),
      (action || more) && el("div.ft-line", action, more), trace,
    );
    if (old) old.replaceWith(node);
    else this.messages.append(node);
  }

  #press(event) {
    // JupyterLab has a command on nearly every letter: none may hear of ours.
    event.stopPropagation();
    if (event.isComposing || event.key === "Tab") return;
    const typing = isTyping(event.target);
    const chord = event.ctrlKey || event.metaKey;
    const name = `${chord ? "Ctrl+" : ""}${event.shiftKey && chord ? "Shift+" : ""}${keyName(event)}`;
    if (event.altKey || (typing && !["Ctrl+Enter", "Escape"].includes(name) && !this.typedKeys?.(name, event))) return;
    if (name === "Escape") this.#escape();
    else if (name === "?" && !typing) this.toggleHelp();
    else if (!this.help.hidden) return;
    else if (!this.onKey(name, event)) return;
    event.preventDefault();
  }

  #escape() {
    if (!this.help.hidden) this.toggleHelp(false);
    else if (!this.onLeave()) this.leave();
  }

  /** Give the focus back to the page. */
  leave() {
    document.activeElement?.blur();
    this.root.closest(".jp-Notebook")?.focus();
  }

  /** Keep the focus inside when what had it is gone. */
  keepFocus(change) {
    const inside = this.root.contains(document.activeElement);
    change();
    if (inside && !this.root.contains(document.activeElement)) this.root.focus({ preventScroll: true });
  }
}

/** What do all explorers show besides their own? What is written, refused or lost. */

import { Stamps, button, el } from "./dom.js";
import { Frame, isTyping } from "./frame.js";

/**
 * A screen draws itself anew whenever its store has changed. An explorer extends it:
 * `draw()` puts `store.view` (and what is hoped for) on the screen, `press(name, event)`
 * answers keys, `foot()` names those that work now.
 */
export class ExplorerScreen {
  /**
   * @param {object} store
   * @param {HTMLElement} host
   * @param {{title: string, keys: [string[], string][], use?: string, signal?: AbortSignal}} options
   *   `use` is what the one filled button says; without it there is none
   */
  constructor(store, host, { title, keys, use, signal }) {
    this.store = store;
    this.stamps = new Stamps();
    this.frame = new Frame(host, { title, keys, signal });
    this.frame.saved.hidden = true;
    this.useButton = use && button(use, { kind: "main", "data-is": "use" }, () => this.#use());
    if (use) this.frame.tools.append(this.useButton);
    this.frame.onKey = (name, event) => this.press(name, event);
    this.frame.onLeave = () => this.leaveText();
    const on = (name, listener) => store.addEventListener(name, ({ detail }) => listener(detail), { signal });
    on("change", () => this.redraw());
    on("done", ({ deed, words }) => this.done(deed, words));
    on("failed", (message) => this.#fail(message));
    for (const turn of ["focusin", "focusout"]) this.frame.root.addEventListener(turn, () => requestAnimationFrame(() => this.#drawFoot()), { signal });
  }

  get isTyping() {
    const { activeElement } = document;
    return this.frame.root.contains(activeElement) && activeElement !== this.frame.root && isTyping(activeElement);
  }

  /** All of it; the first time after the constructor has made its parts. */
  redraw() {
    this.frame.root.setAttribute("aria-busy", String(this.store.isWaiting));
    this.frame.keepFocus(() => {
      this.#drawMessages();
      this.draw();
      this.#drawFoot();
    });
  }

  /** Whether something is not as it was when this part was drawn last. */
  isOther(part, ...values) {
    return this.stamps.isOther(part, ...values);
  }

  /** Keys that work now, and what stands right of them: `[keys, ...nodes or words]`. */
  foot() {
    return [[]];
  }

  press() {
    return false;
  }

  /** Esc leaves a field first, then the widget. */
  leaveText() {
    if (!this.isTyping) return false;
    this.frame.root.focus({ preventScroll: true });
    return true;
  }

  done(deed, words) {
    if (deed.do === "use") this.frame.say(`The recipe is on disk. ${words} builds it.`);
    else if (words) this.frame.say(`${words}.`);
  }

  #use() {
    if (this.useButton.getAttribute("aria-disabled") !== "true") this.store.act("use");
  }

  #drawMessages() {
    const { store, frame } = this;
    const { connection, refusal, written } = store;
    if (this.isOther("kernel", connection.isLost, connection.isLate)) frame.setMessage("kernel", kernelWords(connection));
    if (this.isOther("refusal", refusal)) frame.setMessage("refusal", refusal && this.#refusal(refusal));
    if (this.isOther("written", written)) frame.setMessage("written", written ? this.#written(written) : null);
    if (this.useButton) this.useButton.setAttribute("aria-disabled", String(connection.isLost || store.pending !== null || store.next !== null));
  }

  #refusal(refusal) {
    const again = refusal.kind === "disk" ? button("Try again", {}, () => this.store.retry()) : null;
    const close = button("Close", { kind: "quiet" }, () => this.store.forgetRefusal());
    const isChoice = refusal.kind === "choice";
    const title = isChoice ? `That was not done: ${refusal.reason}` : `Nothing was written: ${refusal.reason}`;
    const text = isChoice ? "Everything is as it was." : "Your settings are still here, and only here.";
    return { tone: isChoice ? "warning" : "error", title, text, traceback: refusal.traceback, action: el("span.ft-line", again, close) };
  }

  #written(command) {
    return { tone: "note", title: "✓ The recipe is on disk", text: "This builds the same rows again, with all that the next stages do:", action: el("code.ft-code", command) };
  }

  #fail({ message, traceback }) {
    const { frame } = this;
    frame.setMessage("error", {
      tone: "error", title: `Something failed in the kernel: ${message}`,
      text: "What is on disk is safe. Close this and go on; if it comes again, run the cell again.",
      traceback, action: button("Close", {}, () => frame.keepFocus(() => frame.setMessage("error", null))),
    });
  }

  #drawFoot() {
    const [keys, ...right] = this.isTyping ? [[["Esc", "leave the field"]]] : this.foot();
    const words = right.map((each) => (each instanceof Node ? each.textContent : each));
    if (this.isOther("foot", keys, words)) this.frame.setFoot(keys, ...right.map((each) => (each instanceof Node ? each : el("span", each))));
  }
}

function kernelWords({ isLost, isLate }) {
  if (isLost) return { tone: "error", title: "× not connected: the kernel is gone", text: "What is shown is the last that was known. Run the cell again to go on." };
  if (isLate) return { tone: "warning", title: "The kernel has not answered for 3 seconds", text: "It may be at work on something else. Your last choice is waiting." };
  return null;
}

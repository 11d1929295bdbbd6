/** What do the lesson's widgets show besides their own? What is kept, refused or lost. */

import { Stamps, button, drawPieces, el, fill } from "./dom.js";
import { Frame } from "./frame.js";

/** A press of these on a button presses the button, where that does something. */
const BUTTON_KEYS = ["Enter", " "];

const LIVE_BUTTON = "button:not([aria-disabled='true'], [aria-pressed='true'])";

/**
 * A screen draws itself anew whenever its store has changed. A widget extends it:
 * `draw()` puts `store.view` on the screen, `press(name, event)` answers keys, `foot()`
 * names those that work now, and `saved()` says what is on the disk.
 */
export class LessonScreen {
  /**
   * @param {object} store
   * @param {HTMLElement} host
   * @param {{title: string, subject: string, keys: [string[], string][], signal?: AbortSignal}} options
   */
  constructor(store, host, { title, subject, keys, signal }) {
    this.store = store;
    this.stamps = new Stamps();
    this.frame = new Frame(host, { title, keys, signal });
    this.frame.subject.textContent = subject;
    this.frame.onKey = (name, event) => this.#key(name, event);
    const on = (name, listener) => store.addEventListener(name, ({ detail }) => listener(detail), { signal });
    on("change", () => this.redraw());
    on("done", ({ deed, words }) => this.done(deed, words));
  }

  /** All of it; the first time after the constructor has made its parts. */
  redraw() {
    const { frame, store } = this;
    frame.root.setAttribute("aria-busy", String(store.pending !== null));
    frame.keepFocus(() => {
      this.#drawSaved();
      this.#drawMessages();
      this.draw();
      const [keys, ...right] = this.foot();
      frame.setFoot(store.connection.isLost ? [] : keys, ...right);
    });
    this.#rescueFocus();
  }

  /** What is hidden or switched off hears no key: the focus goes to the whole. */
  #rescueFocus() {
    const { activeElement } = document;
    const { root } = this.frame;
    if (root.contains(activeElement) && (activeElement.disabled || activeElement.closest("[hidden]"))) root.focus({ preventScroll: true });
  }

  /** Whether something is not as it was when this part was drawn last. */
  isOther(part, ...values) {
    return this.stamps.isOther(part, ...values);
  }

  done(deed, words) {
    if (words) this.frame.say(`${words}.`);
  }

  #key(name, event) {
    if (BUTTON_KEYS.includes(name) && event.target.matches(LIVE_BUTTON)) return false;
    if (event.repeat && !name.startsWith("Arrow")) return true;
    return this.press(name, event);
  }

  #drawSaved() {
    const { connection, pending, refusal } = this.store;
    const words = this.saved();
    if (connection.isLost) this.frame.setSaved("lost", "not connected");
    else if (refusal?.kind === "disk") this.frame.setSaved("lost", "not saved");
    else if (pending && connection.isLate) this.frame.setSaved("waiting", "not saved yet");
    else this.frame.setSaved("saved", words);
    this.frame.saved.hidden = this.frame.saved.textContent === "";
  }

  #drawMessages() {
    const { connection, refusal } = this.store;
    if (this.isOther("kernel", connection.isLost, connection.isLate)) this.frame.setMessage("kernel", lessonKernelWords(connection));
    if (this.isOther("refusal", refusal)) this.frame.setMessage("refusal", refusal && this.#refusal(refusal));
  }

  #refusal({ kind, reason, traceback, deed }) {
    const again = kind === "call" || !deed ? null : button("Try again", {}, () => this.store.retry());
    const close = button("Close", { kind: "quiet" }, () => this.store.forgetRefusal());
    const action = el("span.ft-line", again, close);
    if (kind === "call") return { tone: "warning", title: `That was not done: ${reason}.`, text: "All that is on disk is as it was.", action };
    if (kind === "disk") return { tone: "error", title: `That was not saved: ${reason}.`, text: "All that was on disk before is safe. Make room for it, then try again.", action };
    return { tone: "error", title: `Something failed in the kernel: ${reason}`, text: "What is on disk is safe. Try again; if it fails again, run the cell again.", traceback, action };
  }
}

/** A kernel that is gone, or late. */
function lessonKernelWords({ isLost, isLate }) {
  if (isLost) return { tone: "error", title: "The kernel (Python) stopped, or this cell was run again.", text: "What was on disk is safe. Run this cell again to go on." };
  if (isLate) return { tone: "warning", title: "The kernel (Python) does not answer yet.", text: "It may be busy with another cell. Your press is waiting for it." };
  return null;
}

/** The same buttons drawn anew in a node's place: the one that had the focus keeps it. */
export function refill(node, ...children) {
  const before = [...node.querySelectorAll("button")];
  const place = before.indexOf(document.activeElement);
  fill(node, ...children);
  const after = node.querySelectorAll("button");
  // Where one has come or gone, another might be pressed that nobody chose.
  if (place >= 0 && after.length === before.length) after[place].focus({ preventScroll: true });
}

/** A quiet button that asks once more: the first press says `sure`, the second one does it. */
export function drawTwice(words, sure, press, attributes = {}) {
  const node = button(words, { kind: "quiet", ...attributes }, ({ detail }) => {
    if (detail > 1) return; // the second click of a double click is no second press
    if (isArmed) press();
    arm(!isArmed);
  });
  let isArmed = false;
  const label = node.querySelector(".ft-words");
  function arm(value) {
    isArmed = value;
    label.textContent = value ? sure : words;
    node.classList.toggle("ft-les-sure", value);
  }
  node.addEventListener("blur", () => arm(false));
  return node;
}

/** A text in pieces, as one reads it. */
export function drawText(pieces, spec = "div") {
  return el(`${spec}.ft-text`, { dir: "auto" }, drawPieces(pieces));
}

/** Is the kernel there, and does it answer? */

const ENDS = ["restarting", "autorestarting", "dead", "terminating"];

/** From when on an answer is late enough to say so, in milliseconds. */
const PATIENCE = 3000;

/** An id that no other operation has. */
export function newOperation() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Messages to the kernel and from it; what cannot be sent is never called sent. */
export class Connection {
  /**
   * @param {object} model of anywidget
   * @param {(message: object) => void} hear is told what the kernel says
   * @param {() => void} changed is told when the kernel is gone, or late
   */
  constructor(model, hear, changed) {
    this.model = model;
    this.changed = changed;
    this.isLost = false;
    this.since = null;
    this.wasLate = false;
    this.listener = (message) => hear(message);
    model.on("msg:custom", this.listener);
    this.kernel = model.widget_manager?.kernel ?? null;
    this.onStatus = (_, status) => ENDS.includes(status) && this.#lose();
    // Only some hosts let us see their kernel; with others a failed message tells.
    this.onEnd = () => this.#lose();
    if (typeof this.kernel?.statusChanged?.connect === "function") {
      this.kernel.statusChanged.connect(this.onStatus);
      this.kernel.disposed?.connect(this.onEnd);
    } else this.kernel = null;
    this.watch = setInterval(() => this.#look(), 500);
  }

  close() {
    this.model.off("msg:custom", this.listener);
    this.kernel?.statusChanged.disconnect(this.onStatus);
    this.kernel?.disposed?.disconnect(this.onEnd);
    clearInterval(this.watch);
  }

  /** Whether an answer that is waited for should be here by now. */
  get isLate() {
    return this.since !== null && Date.now() - this.since > PATIENCE;
  }

  /** @returns {boolean} whether it was sent */
  send(message) {
    if (this.isLost) return false;
    try {
      this.model.send(message);
    } catch {
      this.#lose();
      return false;
    }
    return true;
  }

  /** An answer is waited for from now on, or no longer. */
  wait(isWaiting) {
    this.since = isWaiting ? Date.now() : null;
    this.wasLate = false;
  }

  #lose() {
    if (this.isLost) return;
    this.isLost = true;
    this.since = null;
    this.changed();
  }

  #look() {
    if (this.isLate === this.wasLate) return;
    this.wasLate = this.isLate;
    this.changed();
  }
}

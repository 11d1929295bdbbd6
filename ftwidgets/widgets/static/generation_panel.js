/** The widget of a run: which key or click does what, and what became of it. */

import { button, count } from "./dom.js";
import { RunScreen } from "./generation_screen.js";
import { RunStore } from "./generation_store.js";

/** Two clicks within this are one, in milliseconds. */
const DOUBLE = 400;

class RunView {
  constructor(store, host, signal) {
    this.store = store;
    this.changedAt = 0;
    this.screen = new RunScreen(store, this, host, signal);
    const { frame } = this.screen;
    frame.onKey = (name, event) => this.#press(name, event);
    frame.onLeave = () => this.#leave();
    frame.root.addEventListener("click", (event) => this.#guard(event), { signal, capture: true });
    const on = (name, listener) => store.addEventListener(name, ({ detail }) => listener(detail), { signal });
    on("change", () => this.#draw());
    on("done", (detail) => this.#done(detail));
    on("refused", () => this.#draw());
    on("reading", () => this.#opened());
    on("error", (detail) => this.#fail(detail));
    this.#draw();
  }

  #draw() {
    const { view } = this.store;
    const what = JSON.stringify([view.stage, view.isWorking, view.stops]);
    if (what !== this.what) {
      this.changedAt = performance.now();
      if (this.what) this.#announce();
    }
    this.what = what;
    this.screen.draw();
  }

  /** One sentence for those who listen, whenever a run begins, stops or ends. */
  #announce() {
    const { view } = this.store;
    const numbers = `${count(view.answered, "reply", "replies")} on disk.`;
    if (view.isWorking) this.screen.frame.say(view.stops ? `Stopping. ${numbers}` : `Asking. ${numbers}`);
    else this.screen.frame.say(`${view.ended?.title ?? "Ready."} ${numbers}`);
  }

  /** The second click of a double click must not press what came in the first one's place. */
  #guard(event) {
    if (event.detail < 2 || performance.now() - this.changedAt > DOUBLE) return;
    event.stopPropagation();
    event.preventDefault();
  }

  // Keys

  #press(name, event) {
    const { store } = this;
    if (name === "Ctrl+Enter") return this.screen.isPaste && this.take();
    if (name === " " && event.target.matches("button")) return false; // the button's own
    if (name === " ") return event.repeat || this.#space();
    if (name === "o") return event.repeat || this.#toggleReader();
    if (store.reading && name === "ArrowLeft") return this.walk(-1);
    if (store.reading && name === "ArrowRight") return this.walk(1);
    return false;
  }

  /** Space stops once, and resumes; what costs more than a moment wants a button. */
  #space() {
    const { view } = this.store;
    if (this.screen.isPaste) return false;
    if (view.isWorking && !view.stops) this.stop(1);
    else if (view.isWorking) this.screen.frame.say("It is stopping. To leave what is under way, press the button.");
    else if (view.isResumable && view.stage === "run") this.start(null);
    else if (view.stage !== "run") this.screen.frame.say("Nothing is at work. The buttons start it.");
    return true;
  }

  #toggleReader() {
    const { reading, view } = this.store;
    if (reading) this.close();
    else if (view.outcomes.length) this.read({ name: (view.outcomes.find((each) => each.name !== "ok") ?? view.outcomes[0]).name, position: 0 });
    return true;
  }

  #leave() {
    const { screen, store } = this;
    if (screen.isTyping) screen.focusRoot();
    else if (store.reading) this.close();
    else return false;
    return true;
  }

  // Deeds

  start(limit) {
    this.store.act("start", { limit });
  }

  stop(times) {
    this.store.act("stop", { times });
  }

  again(number) {
    this.screen.outcomes.isConfirming = false;
    this.store.act("again", { number });
  }

  take() {
    const { paste, frame } = this.screen;
    if (paste.area.value.trim()) this.store.act("paste", { text: paste.area.value });
    else {
      paste.area.focus();
      frame.say("Nothing is pasted yet.");
    }
    return true;
  }

  // Reading

  read = (what) => {
    this.store.read(what);
  };

  /** The first reply takes the focus from what it hides; the next ones leave it. */
  #opened() {
    const isNew = !this.wasReading;
    this.wasReading = true;
    this.#draw();
    if (isNew && this.screen.hasFocus) this.screen.reader.page.focus({ preventScroll: true });
  }

  walk(step) {
    const { reading } = this.store;
    if (reading) this.read({ name: reading.name, position: Math.max(0, reading.position + step) });
    return true;
  }

  close() {
    this.wasReading = false;
    this.store.stopReading();
    this.screen.focusRoot();
  }

  // What became of them

  #done({ deed, words }) {
    if (deed.do === "paste") this.screen.paste.done(words);
    this.#draw();
    if (words) this.screen.frame.say(`${words}.`);
  }

  #fail({ message, traceback }) {
    const { frame } = this.screen;
    const { view, facts } = this.store;
    frame.setMessage("error", {
      tone: "error", title: `Something failed in the kernel: ${message}`,
      text: `What is on disk is safe: ${count(view.answered, "reply", "replies")} in ${facts.file}. Close this and go on; if it comes again, run the cell again.`,
      traceback, action: button("Close", {}, () => frame.keepFocus(() => frame.setMessage("error", null))),
    });
  }
}

export default () => {
  let store;
  return {
    initialize({ model, signal }) {
      store = new RunStore(model);
      signal?.addEventListener("abort", () => store.close());
      return () => store.close();
    },
    render({ el: host, signal }) {
      new RunView(store, host, signal);
    },
  };
};

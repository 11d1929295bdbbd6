/** The widget for gold seeds: which key or click does what, and what became of it. */

import { button, count, el } from "./dom.js";
import { SeedScreen } from "./seed_screen.js";
import { SeedStore } from "./seed_store.js";
import { deedWords } from "./seed_words.js";

/** Two clicks within this are one, in milliseconds. */
const DOUBLE = 400;

const JUST_COME = "Not counted: this candidate had only just come. Read it first.";

class SeedView {
  constructor(store, host, signal) {
    this.store = store;
    this.changedAt = 0;
    this.screen = new SeedScreen(store, this, host, signal);
    const { frame } = this.screen;
    frame.onKey = (name, event) => this.#press(name, event);
    frame.onLeave = () => this.#leave();
    frame.typedKeys = (name) => this.screen.stage === "form" && /^Ctrl\+[1-9]$/.test(name);
    frame.root.addEventListener("click", (event) => this.#guard(event), { signal, capture: true });
    const on = (name, listener) => store.addEventListener(name, ({ detail }) => listener(detail), { signal });
    on("change", () => this.#draw());
    on("saved", (detail) => this.#saved(detail));
    on("refused", (detail) => this.#refused(detail));
    on("checked", (check) => this.screen.form.show(check));
    on("opened", (detail) => this.#opened(detail));
    on("unreadable", (detail) => this.screen.paste.refuse(detail));
    on("error", (detail) => this.#fail(detail));
    this.#draw();
  }

  #draw() {
    const { stage } = this.screen;
    if (stage !== this.stage) this.changedAt = performance.now();
    this.stage = stage;
    this.screen.draw();
  }

  /** The second click of a double click must not press what came in the first one's place. */
  #guard(event) {
    if (event.detail < 2 || performance.now() - this.changedAt > DOUBLE) return;
    event.stopPropagation();
    event.preventDefault();
  }

  // Keys

  #press(name, event) {
    const { stage, form } = this.screen;
    if (name === "Ctrl+Enter") return event.repeat || this.#proceed();
    if (/^Ctrl\+[1-9]$/.test(name)) return stage === "form" && form.chooseLabel(name.at(-1) - 1);
    if (name === "Ctrl+z") return this.undo();
    if (event.target.role === "tab" && name === "ArrowLeft") return this.#nextTab(-1);
    if (event.target.role === "tab" && name === "ArrowRight") return this.#nextTab(1);
    if (name === "Enter" && event.target === this.screen.frame.root) return this.#enter();
    if (stage === "form" && /^[1-9]$/.test(name)) return form.chooseLabel(name - 1);
    if (stage === "lineup" || stage === "end") return this.#walk(name, event.repeat);
    return false;
  }

  /** Keys for candidates; a key that is held down judges none. */
  #walk(name, isRepeat) {
    const { screen, store } = this;
    if (name === "ArrowLeft") this.move(-1);
    else if (name === "ArrowRight") this.move(1);
    else if (screen.stage === "end" || !/^[1-9ase]$/.test(name)) return false;
    else if (isRepeat) return true;
    else if (name === "s") this.skip();
    else if (name === "e") this.edit();
    else if (name === "a" && !screen.isLabelled) this.approve(null);
    else if (screen.isLabelled && name <= store.view.labels.length) this.approve(name - 1);
    else return false;
    return true;
  }

  /** Ctrl+Enter: the one step that goes on. */
  #proceed() {
    const { stage } = this.screen;
    if (stage === "form") this.save();
    else if (stage === "paste") this.read();
    else if (stage === "lineup" && this.store.line.ready) this.approveReady();
    else return false;
    return true;
  }

  /** Enter, from outside: to where one writes. */
  #enter() {
    const { screen } = this;
    if (screen.stage === "empty" || screen.stage === "done") this.goOn();
    if (screen.stage === "form") screen.form.focus();
    else if (screen.stage === "paste") screen.paste.area.focus();
    return true;
  }

  #nextTab(step) {
    const open = this.screen.tabs.filter((tab) => tab.getAttribute("aria-disabled") !== "true");
    const here = open.findIndex((tab) => tab.dataset.way === this.store.way);
    const tab = open[(here + step + open.length) % open.length];
    this.choose(tab.dataset.way);
    tab.focus();
    return true;
  }

  #leave() {
    const { screen, store } = this;
    const { activeElement } = document;
    if (screen.frame.root.contains(activeElement) && activeElement.matches("textarea, input, select")) screen.focusRoot();
    else if (store.target) this.leaveTarget();
    else return false;
    return true;
  }

  // Where one is

  choose(way) {
    const { screen, store } = this;
    const tab = screen.tabs.find((each) => each.dataset.way === way);
    if (tab.getAttribute("aria-disabled") === "true") {
      screen.frame.say("There is nothing to pick from. Give the widget rows with pool=ft.load(path).");
      return;
    }
    screen.isPasting = false;
    screen.setNotice();
    store.choose(way);
    screen.frame.say(`${tab.textContent}.`);
  }

  /** Choose a way and go to where it begins. */
  begin(way) {
    const { screen } = this;
    this.choose(way);
    if (way === "write") screen.form.focus();
    else if (way === "pasted") screen.paste.area.focus();
    else screen.focusRoot();
  }

  /** Go on although there is nothing yet, or everything. */
  goOn() {
    const { screen, store } = this;
    store.keep({ hasBegun: true, wantsMore: store.seeds.count >= store.seeds.goal });
    this.#draw();
    if (screen.stage === "form") screen.form.focus();
    else screen.focusRoot();
  }

  move(step) {
    const { line } = this.store;
    if (line) this.store.go(line.position + step);
  }

  pasteAnew() {
    const { screen, store } = this;
    screen.isPasting = true;
    screen.paste.area.value = store.kept.paste;
    this.#draw();
    screen.paste.area.focus();
  }

  backToLines() {
    this.screen.isPasting = false;
    this.#draw();
  }

  clear() {
    const { screen, store } = this;
    if (screen.form.isBlank) return;
    screen.cleared = { target: store.target, texts: store.draft, words: "Cleared the form" };
    store.clear();
    screen.form.fill(store.draft);
    screen.setNotice();
    screen.form.focus();
    this.#draw();
  }

  /** Leave a seed, or a candidate, as it was; what was typed can be brought back. */
  leaveTarget() {
    const { screen, store } = this;
    const { target, draft } = store;
    const isChanged = Object.entries(draft).some(([name, text]) => text !== (target.fields[name] ?? ""));
    screen.cleared = isChanged ? { target, texts: draft, words: "Left without your change" } : null;
    screen.setNotice();
    store.clear();
    store.leave();
    screen.focusRoot();
  }

  bringBack() {
    const { screen, store } = this;
    const { target, texts } = screen.cleared;
    screen.cleared = null;
    store.keep({ target, way: "write" });
    store.setDraft(texts);
    screen.form.shown = null;
    this.#draw();
    screen.form.focus();
  }

  // Deeds

  save() {
    const { screen, store } = this;
    if (!screen.form.isBlank || store.target) store.save(screen.form.texts);
    else {
      screen.form.focus();
      screen.frame.say("Nothing is written yet.");
    }
  }

  read() {
    this.screen.isPasting = false;
    this.screen.paste.read();
  }

  approve(at) {
    const { store, screen } = this;
    const { line, way, view } = store;
    if (screen.stage !== "lineup") return;
    const here = { line: way, position: line.position };
    if (line.current.state === "added") screen.remark(`This is seed ${line.current.seed.number} already; E opens it.`);
    else if (!screen.lineup.wasSeen) screen.remark(JUST_COME);
    else if (at === null) store.act("approve", here);
    else if (view.labelValues[at] !== undefined) store.act("approve", { ...here, label: view.labelValues[at] });
  }

  approveReady() {
    if (this.screen.lineup.wasSeen) this.store.act("approveReady", { line: this.store.way });
  }

  skip() {
    if (this.screen.lineup.wasSeen) this.store.skip();
    else this.screen.remark(JUST_COME);
  }

  edit() {
    const { current } = this.store.line;
    if (current.state === "added") this.store.open({ own: current.seed.id });
    else if (current.editable) this.store.open({ line: this.store.way });
    else this.screen.remark("The form has no room for all its messages: approve it as it is, or skip it.");
  }

  undo() {
    if (this.store.seeds.undo) this.store.act("undo");
    return true;
  }

  remove(own) {
    this.store.act("remove", { own });
  }

  // What became of them

  #saved({ deed, words }) {
    const { screen, store } = this;
    const { seeds } = store;
    const { hasFocus } = screen;
    screen.isRefused = false;
    screen.cleared = null;
    screen.setNotice();
    this.#unsay("disk");
    if (deed.do === "save" || deed.do === "remove") screen.form.shown = null;
    this.changedAt = performance.now();
    this.#draw();
    screen.frame.say(`${words}. ${seeds.count} of ${seeds.goal} on disk.`);
    if (!hasFocus) return; // another view of this editor has it
    const isNew = deed.do === "save" && !deed.own && !deed.line;
    if (isNew && screen.stage === "form") screen.form.focus();
    else if (deed.do === "save" || deed.do === "remove") screen.focusRoot();
  }

  #refused({ kind, reason, check, deed, traceback }) {
    const { screen, store } = this;
    const { what, safe } = deedWords(store, deed);
    if (kind === "call") {
      const wrong = check ? screen.form.ask(check) : [];
      const why = wrong.map((field) => `${field.title}: ${field.fault}`).join("; ");
      if (why) screen.setNotice(`${what} is not saved yet. ${why}.`, `${safe} Mend what is marked, and save again.`);
      else screen.setNotice(`${what} is not saved: ${reason}.`, safe);
      return;
    }
    screen.isRefused = true;
    screen.frame.setMessage("disk", {
      tone: "error", title: `${what} was not saved: ${reason}.`, text: `${safe} ${kind === "disk" ? "Make room for it, then try again." : "Try again; if it fails again, run the cell again."}`, traceback,
      action: el("span.ft-line", button("Try again", {}, () => store.retry()), button("Leave it", { kind: "quiet" }, () => this.#giveUp())),
    });
    this.#draw();
  }

  #giveUp() {
    this.screen.isRefused = false;
    this.#unsay("disk");
    this.#draw();
  }

  /** Take a message away, and not the focus with it. */
  #unsay(id) {
    const { frame } = this.screen;
    frame.keepFocus(() => frame.setMessage(id, null));
  }

  #opened({ page, isAsked }) {
    const { screen } = this;
    this.#draw();
    if (!isAsked || !screen.hasFocus) return; // a page that is loaded again takes no focus
    if (page === null) screen.remark("This seed has more messages than the form; change it in Python: editor.seeds.change.");
    else {
      screen.frame.say(page.own ? `Seed ${page.number} is open.` : "The candidate is open in the form.");
      screen.form.focus();
    }
  }

  #fail({ message, traceback }) {
    const { frame } = this.screen;
    const { seeds, facts } = this.store;
    frame.setMessage("error", {
      tone: "error", title: `Something failed in the kernel: ${message}`,
      text: `What is on disk is safe: ${count(seeds.count, "seed")} in ${facts.file}. Close this and go on; if it comes again, run the cell again.`,
      traceback, action: button("Close", {}, () => this.#unsay("error")),
    });
  }
}

export default () => {
  let store;
  return {
    initialize({ model, signal }) {
      store = new SeedStore(model);
      signal?.addEventListener("abort", () => store.close());
      return () => store.close();
    },
    render({ el: host, signal }) {
      new SeedView(store, host, signal);
    },
  };
};

/** The click-through widget: one row, one key, and the next row. */

import { button, count, el, fill } from "./dom.js";
import { Frame } from "./frame.js";
import { Editor, drawChange, drawRow, saveButton } from "./conversation.js";
import { drawAudit, drawLatest, makeChoice } from "./review_rail.js";
import { drawEnd, drawWaiting } from "./review_pauses.js";
import { Drafts } from "./review_drafts.js";
import { VerbButtons, helpOf } from "./review_buttons.js";
import { ReviewStore } from "./review_store.js";

class ReviewView {
  constructor(store, host, signal) {
    this.store = store;
    this.facts = store.facts;
    this.keys = Object.fromEntries(Object.entries(this.facts.keys).map(([verb, key]) => [key, verb]));
    this.held = [];
    this.remark = "";
    this.editor = null;
    this.noting = false;
    this.drawn = null;
    this.frame = new Frame(host, { title: "Review", keys: helpOf(this.facts), signal });
    this.drafts = new Drafts(this.facts.outbox);
    this.frame.onKey = (name, event) => this.#press(name, event);
    this.frame.onLeave = () => this.#leaveField();
    this.#build();
    const on = (name, listener) => store.addEventListener(name, listener, { signal });
    this.frame.root.addEventListener("focusin", () => store.refresh(), { signal });
    on("change", () => this.draw());
    on("error", ({ detail }) => this.#fail(detail));
    on("checked", ({ detail }) => this.#check(detail));
    on("whole", ({ detail }) => this.#showWhole(detail));
    this.draw();
  }

  // The parts that stay

  #build() {
    this.mode = el("button.ft-badge", { type: "button", click: () => this.#changeMode() });
    this.frame.tools.append(this.mode);
    this.queue = el("select.ft-select", { "aria-label": "Queue", change: () => this.#choose() });
    this.queue.append(...this.facts.queues.map(([key, title]) => el("option", { value: key }, title)));
    this.where = el("span.ft-nowrap");
    this.progress = el("i");
    this.counts = el("span.ft-line.ft-small");
    this.back = button("‹", { kind: "icon", "aria-label": "Previous row", "aria-keyshortcuts": "ArrowLeft" }, () => this.store.go(this.store.place - 1));
    this.on = button("›", { kind: "icon", "aria-label": "Next row", "aria-keyshortcuts": "ArrowRight" }, () => this.store.go(this.store.place + 1));
    this.page = el("div.ft-page", { tabIndex: 0, role: "region", "aria-label": "The row to judge" });
    this.actions = el("div.ft-actions");
    this.rail = el("div.ft-rail");
    this.frame.body.append(
      el("div.ft-bar",
        el("label.ft-line", el("span.ft-quiet", "Queue"), this.queue),
        this.where, el("span.ft-track.ft-progress", { "aria-hidden": "true" }, this.progress), this.counts,
        el("span.ft-line.ft-arrows", this.back, this.on)),
      el("div.ft-split", el("div.ft-main", this.page, this.actions), this.rail),
    );
    this.buttons = new VerbButtons(this.facts, (verb, event) => this.#click(verb, event), (verb) => {
      this.frame.root.focus();
      this.#judge(verb);
    });
    this.choice = makeChoice(this.store);
    this.undo = button("Undo", { key: "Ctrl Z", after: true, "aria-keyshortcuts": "Control+Z" }, () => this.store.turn("undo"));
    this.last = el("span");
  }

  // Keys and clicks

  #press(name, event) {
    const { store } = this;
    this.remark = "";
    if (name === "Ctrl+Enter") return this.#save();
    if (store.pinned) return false;
    const isControl = event.target.matches("button, .ft-page");
    if (isControl && ["Enter", " ", "ArrowUp", "ArrowDown"].includes(name)) return false;
    // A key of another alphabet goes by itself, before it goes by its place.
    const own = name.startsWith("Ctrl+") ? null : event.key.toLowerCase();
    const verb = this.keys[own] ?? this.keys[name] ?? (/^[1-9]$/.test(name) && name <= this.facts.labels.length ? `label:${name - 1}` : null);
    if (verb !== null) {
      if (!event.repeat) this.#judge(verb);
    } else if (name === "Ctrl+z") this.#hold(() => store.turn("undo"), store.free);
    else if (name === "Ctrl+Shift+z" || name === "Ctrl+y") this.#hold(() => store.turn("redo"), store.free);
    else if (name === "ArrowLeft") this.#hold(() => store.go(store.place - 1), store.free);
    else if (name === "ArrowRight") this.#hold(() => store.go(store.place + 1), store.free);
    else return false;
    return true;
  }

  /** A second click of a double click finds a row that nobody has read. */
  #click(verb, event) {
    const { seenAt } = this.store;
    const unread = seenAt === null || performance.now() - seenAt < 300;
    if (event.detail > 1 && unread) this.#note("The second click of a double click was not counted.");
    else this.#judge(verb);
  }

  #judge(verb) {
    if (!this.store.atEnd) this.#hold(() => this.#perform(verb), this.store.ready);
  }

  /**
   * Do it now, or, where labels are saved behind, when the next row is on the screen:
   * what comes fast keeps its order, and no row is judged that was not painted.
   */
  #hold(action, isPossible) {
    const { store } = this;
    if (store.mode === "instant" && (store.waitsForPaint || this.held.length)) this.held.push(action);
    else if (isPossible) action();
    else this.#note(store.blocked ?? "A key was not counted: the next row was not on the screen yet.");
  }

  #release() {
    const { store } = this;
    while (this.held.length && store.ready && !store.pinned) this.held.shift()();
    if (!this.held.length || store.waitsForPaint) return;
    this.#note(`${count(this.held.length, "key")} not counted: the row had changed meanwhile.`);
    this.held = [];
  }

  #perform(verb) {
    const { store, facts } = this;
    if (verb === "fix") this.#edit(store.row.turns.findIndex((turn) => turn.judged));
    else if (verb === "note") this.#writeNote();
    else if (verb === "skip") store.perform("skip");
    else if (verb === "flag") store.perform("flag", { value: !store.row.state.flagged });
    else if (verb.startsWith("label:")) store.perform("label", { value: facts.labelValues[verb.slice(6)] });
    else store.perform("label", { value: verb });
  }

  #choose() {
    this.frame.root.focus({ preventScroll: true });
    this.held = [];
    this.store.choose(this.queue.value);
  }

  #changeMode() {
    const { store } = this;
    if (!store.outbox.length) store.setMode(store.mode === "strict" ? "instant" : "strict");
  }

  // Fields

  #edit(number) {
    const turn = this.store.row?.turns[number];
    if (!turn) return this.#note("There is no reply to fix; edit a message above it.");
    if (!turn.editable) return this.#note("This message is not plain text; it cannot be edited here.");
    if (turn.length > turn.text.length) {
      this.editAfter = number;
      return this.store.showWhole();
    }
    this.store.pin();
    const typed = this.#recall(number);
    this.editor = new Editor({ turn, number, typed, onInput: (text) => this.#typed(text) });
    this.drawn = null;
    this.draw();
    this.editor.focus();
    this.#typed(this.editor.text);
  }

  /** What was typed before in a field of this row, by the message's number or "note". */
  #recall(field) {
    this.draft = `${this.store.pinned.row.key}:${field}`;
    const typed = this.drafts.get(this.draft);
    if (typed !== null) this.#note("What you typed before is here again; it is not saved yet.");
    return typed;
  }

  #keepDraft(text, saved) {
    if (text === saved) this.drafts.drop(this.draft);
    else this.drafts.keep(this.draft, text);
  }

  #typed(text) {
    if (this.editor) this.#keepDraft(text, this.editor.turn.text);
    clearTimeout(this.typing);
    this.checks = (this.checks ?? 0) + 1;
    this.typing = setTimeout(() => this.store.check(this.checks, this.editor?.number ?? 0, text), 60);
  }

  #check({ number, change }) {
    if (!this.editor || number !== this.checks) return;
    this.editor.show(change);
    this.change = change;
    this.#drawRail();
  }

  #showWhole({ place, row }) {
    this.store.rows.set(place, row);
    this.drawn = null;
    this.draw();
    if (this.editAfter !== undefined) this.#edit(this.editAfter);
    this.editAfter = undefined;
  }

  #writeNote() {
    this.store.pin();
    this.noting = true;
    const { note } = this.store.row.state;
    this.field = el("input.ft-input.ft-grow", { "aria-label": "Note", placeholder: "why, in a few words", value: this.#recall("note") ?? note, input: () => this.#keepDraft(this.field.value, note) });
    this.drawn = null;
    this.draw();
    this.field.focus();
  }

  #save() {
    const { store } = this;
    if (!store.pinned) return false;
    if (!store.free) {
      this.#note("Not saved yet: wait until the kernel answers.");
      return true;
    }
    if (this.noting) store.perform("note", { value: this.field.value.trim() });
    else store.perform("edit", { turn: this.editor.number, value: this.editor.text });
    this.#leaveField();
    return true;
  }

  #leaveField() {
    const { store } = this;
    if (!store.pinned) return false;
    clearTimeout(this.typing);
    this.drafts.drop(this.draft);
    this.editor = this.change = null;
    this.noting = false;
    this.drawn = null;
    this.frame.root.focus({ preventScroll: true });
    store.unpin();
    this.draw();
    return true;
  }

  // What changes

  draw() {
    const { store, frame } = this;
    frame.keepFocus(() => {
      this.#drawHead();
      this.#drawBar();
      this.#drawPage();
      this.#drawRail();
      this.#drawFoot();
    });
  }

  #drawHead() {
    const { store, frame, facts } = this;
    frame.subject.textContent = facts.subject;
    const { saving } = store;
    const saved = count(store.view.judged, "label");
    const { unsaved } = store.outbox;
    if (saving === "lost") frame.setSaved("lost", "not connected");
    else if (store.refusal) frame.setSaved("lost", "not saved");
    else if (saving === "late") frame.setSaved("waiting", `${unsaved} not saved yet`);
    else if (saving === "waiting" && unsaved && store.mode === "instant") frame.setSaved("waiting", `${unsaved} not saved yet`);
    else frame.setSaved("saved", `${saved} on disk`);
    this.mode.textContent = store.mode;
    this.mode.disabled = store.outbox.length > 0;
    const other = store.mode === "strict" ? "the next row comes when the label is on the disk" : "the next row comes at once, labels are saved behind it";
    this.mode.setAttribute("aria-label", `Mode ${store.mode}: ${other}. Press to change.`);
    this.mode.title = other;
    this.#drawConnection(saving, unsaved);
    this.#drawRefusal();
    this.buttons.turn(store.blocked === null);
  }

  #drawConnection(saving, unsaved) {
    const { store, frame } = this;
    const here = unsaved ? `${count(unsaved, "label")} only in this browser: sent again when the kernel is back. ` : "";
    const kept = this.drafts.isKept ? "What you typed is kept in this tab. " : "What you typed is on this screen only: copy it. ";
    const disk = `${count(store.view.judged, "label")} on disk. ${store.pinned ? kept : ""}`;
    frame.setMessage("kernel", saving === "lost" ? {
      tone: "error", title: "The kernel (Python) stopped, or this cell was run again.",
      text: `${disk}${here}Run this cell again to go on at row ${store.place + 1}.`,
    } : saving === "late" ? {
      tone: "warning", title: "The kernel (Python) does not answer yet.",
      text: `${disk}${here}It may be busy; if it has stopped, run this cell again to go on at row ${store.place + 1}.`,
    } : null);
    for (const [index, note] of store.view.notes.entries()) {
      frame.setMessage(`note${index}`, { tone: "warning", title: note });
    }
  }

  #drawBar() {
    const { store } = this;
    const { view } = store;
    if (this.queue.value !== view.queue) {
      if (![...this.queue.options].some(({ value }) => value === view.queue)) this.queue.append(el("option", { value: view.queue }, view.title));
      this.queue.value = view.queue;
    }
    const place = Math.min(store.place + 1, view.length);
    fill(this.where, el("span.ft-strong", store.atEnd ? "End" : `Row ${place.toLocaleString("en-US")}`), el("span.ft-quiet", ` of ${view.length.toLocaleString("en-US")}`));
    this.progress.style.width = `${view.length ? (100 * Math.min(store.place, view.length)) / view.length : 0}%`;
    const { keep, fix, drop, skip } = view.counts;
    fill(this.counts, el("span.ft-kept", `✓ ${keep} kept`), el("span.ft-info", `✎ ${fix} fixed`), el("span.ft-dropped", `× ${drop} dropped`), skip ? el("span.ft-quiet", `– ${skip} put off`) : null);
    this.queue.disabled = store.pinned !== null;
    this.back.disabled = store.place === 0 || store.pinned !== null;
    this.on.disabled = store.atEnd || store.pinned !== null;
  }

  #drawPage() {
    const { store } = this;
    const now = store.pinned ? store.pinned.row : store.changing ? "changing" : store.atEnd ? `end ${store.view.epoch} ${store.view.judged}` : store.row;
    const stamp = store.row && !store.pinned && JSON.stringify([store.row.state, store.row.partner?.state]);
    if (this.drawn === now && this.stamp === stamp) {
      if (store.seenAt === null && store.row !== null && !store.pinned) this.#awaitPaint();
      return;
    }
    const isNew = this.drawn !== now;
    this.drawn = now;
    this.stamp = stamp;
    if (store.pinned) this.#drawCurrent(store.pinned.row, isNew);
    else if (store.changing) fill(this.page, drawWaiting("Drawing the queue"));
    else if (store.atEnd) this.#drawEnd();
    else if (store.row === null) fill(this.page, drawWaiting("Fetching the row"));
    else this.#drawCurrent(store.row, isNew);
    this.buttons.show(store.row);
  }

  #drawCurrent(row, isNew) {
    const { store } = this;
    const actions = { edit: (number) => store.ready && this.#edit(number), showWhole: () => store.showWhole() };
    fill(this.page, drawRow(row, store.pinned ? {} : actions));
    if (this.editor) this.page.querySelectorAll(".ft-turn")[this.editor.number]?.querySelector(".ft-said").replaceWith(this.editor.node);
    if (isNew && !this.editor) this.page.scrollTop = 0;
    if (this.editor) fill(this.actions, saveButton(() => this.#save()), button("Leave as it was", { key: "Esc", after: true, kind: "large" }, () => this.#leaveField()), el("span.ft-grow"), button("Restore original", { kind: "quiet" }, () => this.#restore()));
    else if (this.noting) fill(this.actions, this.field, button("Save the note", { key: "Ctrl ↵", after: true, kind: "main" }, () => this.#save()), button("Leave", { key: "Esc", after: true }, () => this.#leaveField()));
    else if (this.actions.firstChild !== this.buttons.all[0]) fill(this.actions, this.buttons.all);
    if (store.seenAt === null) this.#awaitPaint();
  }

  /** A row counts as seen once it was painted: the frame after this one has begun. */
  #awaitPaint() {
    const { store } = this;
    const { row } = store;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        if (store.row !== row) return;
        store.see();
        this.#release();
      };
      channel.port2.postMessage(0);
    });
  }

  #restore() {
    this.editor.area.value = this.editor.turn.original ?? this.editor.turn.text;
    this.#typed(this.editor.text);
    this.editor.focus();
  }

  #drawEnd() {
    this.held = [];
    fill(this.page, drawEnd(this.store, this.facts.queues));
    fill(this.actions);
  }

  #drawRail() {
    const { view } = this.store;
    if (this.editor) {
      fill(this.rail, this.change ? drawChange(this.change) : el("div.ft-stack", el("h4", "What your edit changes")));
      return;
    }
    fill(this.rail, view.audit ? drawAudit(this.store, this.choice) : null, drawLatest(this.store));
  }

  #drawFoot() {
    const { store, frame } = this;
    if (store.pinned) {
      frame.setFoot([["Ctrl ↵", this.editor ? "save and go on" : "save the note"], ["Esc", "leave as it was"]], el("span", "Label keys are off while you type"));
      return;
    }
    this.undo.disabled = !(store.view.undo || store.outbox.unsaved) || !store.free;
    this.last.textContent = this.remark || (store.view.undo ?? "");
    if (this.footIs !== "usual" || !this.undo.isConnected) frame.setFoot([["←", "previous"], ["→", "next"], ["?", "all keys"], ["Esc", "leave"]], this.last, this.undo);
    this.footIs = "usual";
    const said = store.view.undo ? `${store.view.undo}. ` : "";
    const sentence = `${said}${store.atEnd ? "End of the queue" : `Row ${store.place + 1} of ${store.view.length}`}. ${count(store.view.judged, "label")} saved.`;
    if (!this.remark && frame.live.textContent !== sentence) frame.say(sentence);
  }

  // What went wrong

  #drawRefusal() {
    const { store, frame } = this;
    const { refusal } = store;
    if (this.refusal === refusal) return;
    this.refusal = refusal;
    if (refusal) this.held = [];
    frame.setMessage("disk", refusal && {
      tone: "error",
      title: `The ${refusal.what} of ${refusal.name} was not saved: ${refusal.message}`,
      text: `${count(store.view.judged, "label")} before it ${store.view.judged === 1 ? "is" : "are"} safe in ${this.facts.journal}. ${store.waitingBehind}Keys are off until this is solved.`,
      action: el("span.ft-line", button("Try again", {}, () => store.retry()), button("Take it back", { kind: "quiet" }, () => store.giveUp())),
      traceback: refusal.traceback,
    });
  }

  #fail({ message, traceback }) {
    this.frame.setMessage("error", {
      tone: "error", title: `Something failed in the kernel: ${message}`,
      text: "What is on disk is safe.", traceback,
      action: button("Close", {}, () => this.frame.setMessage("error", null)),
    });
  }

  /** A remark stands until the next key. */
  #note(sentence) {
    this.remark = sentence;
    this.last.textContent = sentence;
    this.frame.say(sentence);
  }
}

export default () => {
  let store;
  let views = 0;
  return {
    initialize({ model, signal }) {
      store = new ReviewStore(model);
      signal?.addEventListener("abort", () => store.close());
      return () => store.close();
    },
    render({ el: host, signal }) {
      new ReviewView(store, host, signal);
      views += 1;
      signal?.addEventListener("abort", () => {
        views -= 1;
        if (!views) store.leave();
      });
    },
  };
};

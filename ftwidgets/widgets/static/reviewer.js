/** The click-through widget: one row, one key, and the next row. */

import { button, cap, count, el, fill } from "./dom.js";
import { Frame } from "./frame.js";
import { Editor, drawChange, drawRow, drawVerdict, saveButton } from "./conversation.js";
import { ReviewStore } from "./review_store.js";

const VERBS = {
  keep: ["Keep", "keep, go on"],
  fix: ["Fix", "fix the reply"],
  drop: ["Drop", "drop, go on"],
  skip: ["Skip", "put off, go on"],
  flag: ["Flag", "flag, or take the flag away"],
  note: ["Note", "write a note"],
};

const KINDS = { keep: "large kept", fix: "large info", drop: "large dropped", skip: "quiet", flag: "quiet", note: "quiet" };

const RAIL_KEYS = 9;

class ReviewView {
  constructor(store, host, signal) {
    this.store = store;
    this.facts = store.facts;
    this.keys = Object.fromEntries(Object.entries(this.facts.keys).map(([verb, key]) => [key, verb]));
    this.held = [];
    this.editor = null;
    this.noting = false;
    this.drawn = null;
    this.frame = new Frame(host, { title: "Review", keys: this.#help(), signal });
    this.frame.onKey = (name, event) => this.#press(name, event);
    this.frame.onLeave = () => this.#leaveField();
    this.#build();
    const on = (name, listener) => store.addEventListener(name, listener, { signal });
    on("change", () => this.draw());
    on("refused", ({ detail }) => this.#refuse(detail));
    on("error", ({ detail }) => this.#fail(detail));
    on("checked", ({ detail }) => this.#check(detail));
    on("whole", ({ detail }) => this.#showWhole(detail));
    this.draw();
  }

  // The parts that stay

  #build() {
    this.mode = el("button.ft-badge", { type: "button", click: () => this.#changeMode() });
    this.frame.tools.append(this.mode);
    this.queue = el("select.ft-select", { "aria-label": "Queue", change: () => this.store.choose(this.queue.value) });
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
    this.verbs = this.#verbButtons();
    this.undo = button("Undo", { key: "Ctrl Z", after: true, "aria-keyshortcuts": "Control+Z" }, () => this.store.turn("undo"));
    this.last = el("span");
  }

  #verbButtons() {
    const made = {};
    for (const [verb, [words]] of Object.entries(VERBS)) {
      const key = this.facts.keys[verb];
      made[verb] = button(words, { key: key.toUpperCase(), kind: KINDS[verb], "aria-keyshortcuts": key }, (event) => this.#click(verb, event));
    }
    const labels = this.facts.labels.slice(0, RAIL_KEYS).map((label, index) => button(label, { key: String(index + 1), "aria-keyshortcuts": String(index + 1) }, (event) => this.#click(`label:${index}`, event)));
    this.labels = labels;
    if (this.facts.labels.length > RAIL_KEYS) {
      this.more = el("select.ft-select", { "aria-label": "Another label", change: () => this.#chooseMore() });
      this.more.append(el("option", { value: "" }, `${this.facts.labels.length - RAIL_KEYS} more labels`));
      this.more.append(...this.facts.labels.slice(RAIL_KEYS).map((label, index) => el("option", { value: index + RAIL_KEYS }, label)));
    }
    const parts = [made.keep, made.fix, made.drop, ...labels, this.more ?? null];
    this.usual = [...parts.filter(Boolean), el("span.ft-grow"), made.skip, made.flag, made.note];
    return made;
  }

  #help() {
    const verbs = Object.entries(VERBS).map(([verb, [, words]]) => [[this.facts.keys[verb].toUpperCase()], words]);
    const labels = this.facts.labels.slice(0, RAIL_KEYS).map((label, index) => [[String(index + 1)], label]);
    return [
      ...verbs, ...labels,
      [["←", "→"], "previous, next"], [["Ctrl Z"], "undo"], [["Ctrl ⇧ Z"], "redo"],
      [["Ctrl ↵"], "save while typing"], [["Esc"], "leave, or close this"], [["Tab"], "to the next control"],
    ];
  }

  // Keys and clicks

  #press(name, event) {
    const { store } = this;
    if (name === "Ctrl+Enter") return this.#save();
    if (this.editor || this.noting) return false;
    if (name === "Ctrl+z") store.turn("undo");
    else if (name === "Ctrl+Shift+z" || name === "Ctrl+y") store.turn("redo");
    else if (event.target.matches("button, .ft-page") && ["Enter", " ", "ArrowUp", "ArrowDown"].includes(name)) return false;
    else if (name === "ArrowLeft") store.go(store.place - 1);
    else if (name === "ArrowRight") store.go(store.place + 1);
    else if (name in this.keys) this.#judge(this.keys[name], event.repeat);
    else if (/^[1-9]$/.test(name) && this.facts.labels[name - 1] !== undefined) this.#judge(`label:${name - 1}`, event.repeat);
    else return false;
    return true;
  }

  /** A second click of a double click finds a row that nobody has read. */
  #click(verb, event) {
    const { seenAt } = this.store;
    const unread = seenAt === null || performance.now() - seenAt < 300;
    if (event.detail > 1 && unread) this.frame.say("The second click of a double click was not counted.");
    else this.#judge(verb, false);
  }

  /** A key counts for a row that is on the screen; before that it waits, or is told off. */
  #judge(verb, isRepeat) {
    const { store } = this;
    if (isRepeat || store.atEnd) return;
    if (store.ready) this.#perform(verb);
    else if (store.mode === "instant" && store.pending === null) this.held.push(verb);
    else this.#note("A key was not counted: the next row was not on the screen yet.");
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

  #chooseMore() {
    const { value } = this.more;
    this.more.value = "";
    this.frame.root.focus();
    if (value) this.#judge(`label:${value}`, false);
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
    this.held = [];
    this.editor = new Editor({ turn, number, onInput: (text) => this.#typed(text) });
    this.drawn = null;
    this.draw();
    this.editor.focus();
    this.#typed(turn.text);
  }

  #typed(text) {
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
    this.held = [];
    this.noting = true;
    this.field = el("input.ft-input.ft-grow", { "aria-label": "Note", placeholder: "why, in a few words", value: this.store.row.state.note });
    this.drawn = null;
    this.draw();
    this.field.focus();
  }

  #save() {
    const { store } = this;
    if (!store.ready) return true;
    if (this.noting) {
      const value = this.field.value.trim();
      this.#leaveField();
      store.perform("note", { value });
    } else if (this.editor) {
      const { number, area } = this.editor;
      this.#leaveField();
      store.perform("edit", { turn: number, value: area.value });
    } else return false;
    return true;
  }

  #leaveField() {
    if (!this.editor && !this.noting) return false;
    clearTimeout(this.typing);
    this.editor = this.change = null;
    this.noting = false;
    this.drawn = null;
    this.frame.root.focus({ preventScroll: true });
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
    else if (saving === "late") frame.setSaved("waiting", `${unsaved} not saved yet`);
    else if (saving === "waiting" && unsaved && store.mode === "instant") frame.setSaved("waiting", `${unsaved} not saved yet`);
    else if (this.refusal) frame.setSaved("lost", "not saved");
    else frame.setSaved("saved", `${saved} on disk`);
    this.mode.textContent = store.mode;
    this.mode.disabled = store.outbox.length > 0;
    const other = store.mode === "strict" ? "the next row comes when the label is on the disk" : "the next row comes at once, labels are saved behind it";
    this.mode.setAttribute("aria-label", `Mode ${store.mode}: ${other}. Press to change.`);
    this.mode.title = other;
    this.#drawConnection(saving, unsaved);
  }

  #drawConnection(saving, unsaved) {
    const { store, frame } = this;
    const here = unsaved ? `${count(unsaved, "label")} only in this browser: sent again when the kernel is back. ` : "";
    const disk = `${count(store.view.judged, "label")} on disk. `;
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
    this.back.disabled = store.place === 0;
    this.on.disabled = store.atEnd;
  }

  #drawPage() {
    const { store } = this;
    const now = store.changing ? "changing" : store.atEnd ? `end ${store.view.epoch} ${store.view.judged}` : store.row;
    const stamp = store.row && JSON.stringify(store.row.state);
    if (this.drawn === now && this.stamp === stamp) return;
    const isNew = this.drawn !== now;
    this.drawn = now;
    this.stamp = stamp;
    if (store.changing) this.#drawWaiting("Drawing the queue");
    else if (store.atEnd) this.#drawEnd();
    else if (store.row === null) this.#drawWaiting("Fetching the row");
    else this.#drawCurrent(isNew);
    if (this.verbs.flag) this.verbs.flag.setAttribute("aria-pressed", String(Boolean(store.row?.state.flagged)));
  }

  #drawCurrent(isNew) {
    const { store } = this;
    const actions = { edit: (number) => store.ready && this.#edit(number), showWhole: () => store.showWhole() };
    fill(this.page, drawRow(store.row, this.editor || this.noting ? {} : actions));
    if (this.editor) this.page.querySelectorAll(".ft-turn")[this.editor.number]?.querySelector(".ft-said").replaceWith(this.editor.node);
    if (isNew && !this.editor) this.page.scrollTop = 0;
    if (this.editor) fill(this.actions, saveButton(() => this.#save()), button("Leave as it was", { key: "Esc", after: true, kind: "large" }, () => this.#leaveField()), el("span.ft-grow"), button("Restore original", { kind: "quiet" }, () => this.#restore()));
    else if (this.noting) fill(this.actions, this.field, button("Save the note", { key: "Ctrl ↵", after: true, kind: "main" }, () => this.#save()), button("Leave", { key: "Esc", after: true }, () => this.#leaveField()));
    else if (this.actions.firstChild !== this.usual[0]) fill(this.actions, this.usual);
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
        const verb = this.held.shift();
        if (verb !== undefined && store.ready) this.#perform(verb);
      };
      channel.port2.postMessage(0);
    });
  }

  #restore() {
    this.editor.area.value = this.store.row.turns[this.editor.number].original ?? this.store.row.turns[this.editor.number].text;
    this.#typed(this.editor.area.value);
    this.editor.focus();
  }

  #drawWaiting(words) {
    fill(this.page, el("div.ft-loading", { role: "status" }, el("span.ft-quiet", words), el("i"), el("i"), el("i")));
  }

  #drawEnd() {
    const { view } = this.store;
    this.held = [];
    const others = this.facts.queues.filter(([key]) => key !== view.queue).slice(0, 3);
    const choices = others.map(([key, title], index) => button(title, { kind: index ? "" : "main" }, () => this.store.choose(key)));
    const left = view.counts.skip ? ` ${count(view.counts.skip, "row")} put off.` : "";
    const title = view.length === 0 ? "No row is in this queue" : view.audit ? "The audit is done" : "The queue is done";
    const words = view.length === 0 ? "" : view.audit ? view.audit.sentences.join(" ") : `${count(view.judged, "label")} on disk.${left} ‹ goes back to read again.`;
    fill(this.page, el("div.ft-empty", el("h4", title), el("p", words), el("div.ft-line", choices)));
    fill(this.actions);
  }

  #drawRail() {
    const { view } = this.store;
    if (this.editor) {
      fill(this.rail, this.change ? drawChange(this.change) : el("div.ft-stack", el("h4", "What your edit changes")));
      return;
    }
    fill(this.rail, view.audit ? this.#drawAudit(view.audit) : null, this.#drawLatest());
  }

  #drawAudit(audit) {
    if (!audit.read) return el("div.ft-stack", el("h4", "Audit"), el("p.ft-small.ft-quiet", audit.sentences.join(" ")));
    const percent = (share) => `${Math.round(100 * share)} %`;
    return el(
      "div.ft-stack", el("h4", "Audit"),
      el("div", el("span.ft-big", percent(audit.rate)), el("span.ft-quiet", ` kept unchanged, ${audit.kept} of ${audit.read}`)),
      drawInterval(audit),
      el("p.ft-small.ft-quiet", audit.sentences.join(" ")),
    );
  }

  #drawLatest() {
    const { view } = this.store;
    if (!view.latest.length) return el("div.ft-stack", el("h4", "Last labels"), el("p.ft-small.ft-quiet", "Nothing is judged yet. One key judges the row and brings the next."));
    const lines = view.latest.map((each) => el("tr", el("td.ft-code", each.name), el("td", drawVerdict(each)), el("td.ft-quiet", each.flagged ? "~ flagged " : "", each.note)));
    const { hasty } = this.store;
    const warning = hasty ? el("p.ft-small.ft-flagged", `~ ${count(hasty, "row")} judged in under 0.4 s; ‹ goes back to read again.`) : null;
    return el("div.ft-stack", el("h4", "Last labels"), el("table.ft-table", el("tbody", lines)), warning);
  }

  #drawFoot() {
    const { store, frame } = this;
    if (this.editor || this.noting) {
      frame.setFoot([["Ctrl ↵", this.editor ? "save and go on" : "save the note"], ["Esc", "leave as it was"]], el("span", "Label keys are off while you type"));
      return;
    }
    this.undo.disabled = !store.view.undo || store.pending !== null;
    this.last.textContent = store.view.undo ?? "";
    if (this.footIs !== "usual" || !this.undo.isConnected) frame.setFoot([["←", "previous"], ["→", "next"], ["?", "all keys"], ["Esc", "leave"]], this.last, this.undo);
    this.footIs = "usual";
    const said = store.view.undo ? `${store.view.undo}. ` : "";
    const sentence = `${said}${store.atEnd ? "End of the queue" : `Row ${store.place + 1} of ${store.view.length}`}. ${count(store.view.judged, "label")} saved.`;
    if (frame.live.textContent !== sentence) frame.say(sentence);
  }

  // What went wrong

  #refuse(refusal) {
    this.refusal = refusal;
    this.held = [];
    this.frame.setMessage("disk", refusal && {
      tone: "error",
      title: `The ${refusal.what} was not saved: ${refusal.message}`,
      text: `You are still on row ${this.store.place + 1}. The ${count(this.store.view.judged, "label")} before it are safe in ${this.facts.journal}.`,
      action: el("span.ft-line", button("Try again", {}, () => this.store.retry()), button("Leave it", { kind: "quiet" }, () => this.store.giveUp(refusal.ids))),
      traceback: refusal.traceback,
    });
    this.draw();
  }

  #fail({ message, traceback }) {
    this.frame.setMessage("error", {
      tone: "error", title: `Something failed in the kernel: ${message}`,
      text: "What is on disk is safe.", traceback,
      action: button("Close", {}, () => this.frame.setMessage("error", null)),
    });
  }

  #note(sentence) {
    this.last.textContent = sentence;
    this.frame.say(sentence);
  }
}

/** The rate as a point, its interval as a band, the goal as a line. */
function drawInterval({ rate, interval, goal }) {
  const start = Math.min(0.5, Math.floor(interval[0] * 10) / 10);
  const at = (share) => `${(100 * (share - start)) / (1 - start)}%`;
  const [low, high] = interval;
  const text = `95 % interval ${Math.round(100 * low)} to ${Math.round(100 * high)} %, goal ${Math.round(100 * goal)} %`;
  const band = el("i.ft-interval-band");
  const dot = el("i.ft-interval-dot");
  const line = el("i.ft-interval-goal");
  band.style.left = at(low);
  band.style.width = `${(100 * (high - low)) / (1 - start)}%`;
  dot.style.left = at(rate);
  line.style.left = at(goal);
  const words = el("span.ft-interval-words.ft-small.ft-quiet", `goal ${Math.round(100 * goal)} %`);
  words.style.right = `calc(100% - ${at(goal)} - 4px)`;
  return el(
    "div.ft-interval", { role: "img", "aria-label": text }, words, el("i.ft-interval-track"), band, line, dot,
    el("span.ft-interval-ends.ft-small.ft-quiet", el("span", `${Math.round(100 * start)}`), el("span", "100 %")),
  );
}

export default () => {
  let store;
  return {
    initialize({ model, signal }) {
      store = new ReviewStore(model);
      signal?.addEventListener("abort", () => store.close());
      return () => store.close();
    },
    render({ el: host, signal }) {
      new ReviewView(store, host, signal);
    },
  };
};

/** Which task is chosen, by click or by key? */

import { cap, drawPieces, el, fill } from "./dom.js";
import { LessonScreen } from "./lesson_screen.js";
import { lesson } from "./lesson_store.js";
import { TaskForm } from "./task_form.js";

const OWN_TASK = "own";

const TASK_KEYS = [
  [["1", "2", "3"], "one of the ready-made tasks"],
  [["4"], "a task of your own"],
  [["Ctrl", "↵"], "use what you have typed"],
  [["Tab"], "to the next button"],
  [["Esc"], "leave the text, then the widget"],
  [["?"], "these keys"],
];

class TaskScreen extends LessonScreen {
  constructor(store, host, signal) {
    super(store, host, { title: "Your task", subject: "what the model shall learn", keys: TASK_KEYS, signal });
    this.choices = el("div.ft-les-choices.ft-task-choices", { role: "group", "aria-label": "Tasks" });
    this.form = new TaskForm({ store, onUse: () => this.#use() });
    this.isOpen = store.view.chosen === OWN_TASK && store.view.own === null;
    this.frame.body.append(el("div.ft-les-body", this.choices, this.form.node));
    this.next = el("span.ft-task-next");
    this.frame.onLeave = () => this.#leaveText();
    this.redraw();
  }

  saved() {
    return this.store.view.chosen ? "on disk" : "";
  }

  draw() {
    const { view, connection } = this.store;
    if (this.isOther("choices", view, connection.isLost, this.isOpen)) this.#drawChoices();
    this.form.node.hidden = !this.isOpen;
    this.form.use.disabled = connection.isLost;
    this.next.textContent = view.chosen ? "Next: run the cell below with Shift + Enter" : "";
  }

  #drawChoices() {
    const { facts, view } = this.store;
    const ready = facts.ready.map((task, at) => this.#drawChoice(task.key, at + 1, task.title, [
      el("span.ft-quiet", task.what), task.example.length ? this.#drawExample(task.example) : null,
    ]));
    fill(this.choices, ready, this.#drawChoice(OWN_TASK, ready.length + 1, "A task of your own", this.#ownWords(view.own)));
  }

  #ownWords(own) {
    if (!own) return [el("span.ft-quiet", "You say what it does. Its rows are then written by an assistant you have, or by Claude.")];
    const labels = own.labels.length ? el("span.ft-small.ft-quiet", "Labels: ", drawPieces(own.labels)) : null;
    return [el("span.ft-text.ft-task-own", { dir: "auto" }, drawPieces(own.shown), ": ", drawPieces(own.told)), labels];
  }

  #drawChoice(key, number, title, words) {
    const { facts, view, connection } = this.store;
    const isChosen = view.chosen === key;
    const seeds = view.seeds[key];
    const marks = [
      isChosen ? el("span.ft-kept", "✓ chosen") : null,
      seeds ? el("span.ft-small.ft-quiet", seeds < facts.goal ? `${seeds} of ${facts.goal} seeds` : `${seeds} seeds`) : null,
    ];
    return el(
      "button.ft-les-choice.ft-task-choice",
      { type: "button", "data-task": key, "aria-pressed": String(isChosen), "aria-expanded": key === OWN_TASK ? String(this.isOpen) : null, "aria-keyshortcuts": String(number), disabled: connection.isLost, click: () => this.#choose(key) },
      cap(String(number)),
      el("span.ft-les-choice-words", el("span.ft-strong", title), words),
      el("span.ft-les-mark.ft-task-mark", marks),
    );
  }

  #drawExample([asked, replied]) {
    return el("span.ft-task-example", el("span", { dir: "auto" }, "“", drawPieces(asked), "”"), el("span.ft-quiet", { "aria-hidden": "true" }, "→"), el("span", { dir: "auto" }, "“", drawPieces(replied), "”"));
  }

  #choose(key) {
    if (key !== OWN_TASK) {
      this.isOpen = false;
      if (this.store.view.chosen !== key) this.store.act("choose", { kind: key });
      else this.redraw();
      return;
    }
    this.isOpen = !this.isOpen;
    if (this.isOpen && this.store.view.own && this.store.view.chosen !== key) this.store.act("choose", { kind: key });
    this.redraw();
    if (this.isOpen) this.form.focus();
  }

  #use() {
    this.store.act("own", this.form.values);
  }

  #leaveText() {
    const { activeElement } = document;
    if (!this.form.node.contains(activeElement) || !activeElement.matches("input, textarea")) return false;
    this.frame.root.focus();
    return true;
  }

  done(deed, words) {
    super.done(deed, words);
    if (deed.do !== "own") return;
    this.form.forget();
    this.isOpen = false;
    this.redraw();
    this.choices.lastElementChild.focus();
  }

  press(name) {
    if (name === "Ctrl+Enter" && this.isOpen) this.#use();
    else if (/^[1-4]$/.test(name)) this.#choose([...this.store.facts.ready.map((task) => task.key), OWN_TASK][name - 1]);
    else return false;
    return true;
  }

  foot() {
    return [this.isOpen ? [["Ctrl ↵", "use this task"], ["Esc", "leave the text"]] : [["1–4", "choose"]], this.next];
  }
}

export default () => lesson(TaskScreen);

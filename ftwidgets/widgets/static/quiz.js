/** What did one understand? A question at a time; a choice tells why it is right or not. */

import { button, el, fill } from "./dom.js";
import { choiceOf, drawChoices, lettersOf } from "./lesson_choices.js";
import { LessonScreen, drawTwice, refill } from "./lesson_screen.js";
import { lesson } from "./lesson_store.js";

const QUIZ_KEYS = [
  [["A–D"], "take a choice"],
  [["↵"], "the next question, once this one is right"],
  [["←", "→"], "the question before and after"],
  [["Esc"], "leave the widget, or close this"],
  [["?"], "these keys"],
];

const ORDINALS = ["", "first", "second", "third", "fourth"];

/** How a question went, in words. */
function triesWords(tries) {
  if (tries === 0) return "not answered yet";
  return tries === 1 ? "right at once" : `right at the ${ORDINALS[tries]} try`;
}

export class QuizScreen extends LessonScreen {
  constructor(store, host, signal) {
    super(store, host, { title: "Quiz", subject: store.facts.notebook, keys: QUIZ_KEYS, signal });
    const arrow = (sign, name, step) => button(sign, { kind: "icon", "aria-label": name }, () => this.#move(step));
    this.back = arrow("‹", "Previous question", -1);
    this.on = arrow("›", "Next question", 1);
    this.frame.tools.append(this.back, this.on);
    this.page = el("div.ft-les-body");
    this.next = button("Next", { key: "↵", kind: "main", after: true, "aria-keyshortcuts": "Enter" }, () => this.#move(1));
    this.remark = el("span");
    this.score = el("span");
    this.again = drawTwice("Start again", "Press again: your answers go", () => store.act("again"));
    this.frame.body.append(this.page);
    this.redraw();
  }

  get total() {
    return this.store.view.tries.length;
  }

  get isRight() {
    return this.store.view.tries[this.store.view.position] > 0;
  }

  saved() {
    return this.store.view.begun ? "answers on disk" : "";
  }

  draw() {
    const { view, facts, connection } = this.store;
    const { question, position } = view;
    this.frame.subject.textContent = `${facts.notebook}, ${question ? `question ${position + 1} of ${this.total}` : "the result"}`;
    this.back.setAttribute("aria-disabled", String(position === 0));
    this.on.setAttribute("aria-disabled", String(position === this.total));
    const put = this.isOther("asked", question?.id) ? fill : refill;
    if (this.isOther("page", view)) put(this.page, question ? this.#drawQuestion(question) : this.#drawResult());
    this.next.disabled = connection.isLost;
    this.again.hidden = view.begun === 0 || connection.isLost;
    this.score.textContent = view.begun && question ? `${view.score} of ${this.total} right at once` : "";
  }

  #drawQuestion({ text, choices }) {
    const { position, tries } = this.store.view;
    const wrong = choices.filter(({ order, right }) => order !== null && !right).length;
    const shown = choices.map(({ text: words, order, right, why }) => {
      if (order === null) return { text: words, isOff: this.isRight };
      const mark = right ? "✓ right" : `× your ${ORDINALS[order]} try`;
      return { text: words, isOff: true, tone: right ? "right" : "wrong", mark, why };
    });
    this.next.querySelector(".ft-words").textContent = position + 1 === this.total ? "Show the result" : "Next";
    this.next.hidden = !this.isRight;
    this.remark.textContent = this.isRight ? triesWords(tries[position]) : wrong ? "Not this one. Read why, then try again." : "A wrong choice costs nothing, and says why it is wrong.";
    const name = el("h4.ft-les-question.ft-qui-question", text);
    return [name, drawChoices(text, shown, (place) => this.#take(place)), el("div.ft-line.ft-qui-next", this.next, el("span.ft-quiet", this.remark))];
  }

  #drawResult() {
    const { results, tries, score } = this.store.view;
    const open = tries.indexOf(0);
    const rows = results.map((text, at) => {
      const tone = tries[at] === 1 ? "ft-kept" : tries[at] ? "ft-flagged" : "ft-quiet";
      const sign = tries[at] === 1 ? "✓" : tries[at] ? "~" : "·";
      const go = el("button.ft-link.ft-qui-link", { type: "button", click: () => this.store.act("go", { position: at }) }, text);
      return el("li", el(`span.${tone}.ft-strong`, { "aria-hidden": "true" }, sign), go, el(`span.ft-nowrap.${tone}`, triesWords(tries[at])));
    });
    const back = open < 0 ? null : button(`Go to question ${open + 1}`, { key: "↵", kind: "main", after: true }, () => this.store.act("go", { position: open }));
    return [
      el("div.ft-line", el("span.ft-big", `${score} of ${this.total}`), el("span", "right at once")),
      el("ul.ft-qui-results", { "aria-label": "The questions" }, rows),
      el("div.ft-line", back, el("span.ft-quiet", open < 0 ? "A question opens again when you press it." : "Some questions are still open.")),
    ];
  }

  #take(place) {
    const { question } = this.store.view;
    const choice = question?.choices[place];
    if (choice && choice.order === null && !this.isRight) this.store.act("answer", { question: question.id, choice: place });
  }

  #move(step) {
    const position = this.store.view.position + step;
    if (0 <= position && position <= this.total) this.store.act("go", { position });
  }

  press(name) {
    const { view } = this.store;
    if (name === "Enter") this.#enter();
    else if (name === "ArrowLeft") this.#move(-1);
    else if (name === "ArrowRight") this.#move(1);
    else if (view.question && view.question.choices[choiceOf(name)]) this.#take(choiceOf(name));
    else return false;
    return true;
  }

  #enter() {
    const { view } = this.store;
    const open = view.tries.indexOf(0);
    if (view.question && this.isRight) this.#move(1);
    else if (!view.question && open >= 0) this.store.act("go", { position: open });
  }

  done(deed, words) {
    const { view } = this.store;
    if (deed.do === "answer") super.done(deed, words.replace(/\.$/, ""));
    else this.frame.say(view.question ? `Question ${view.position + 1} of ${this.total}. ${view.question.text}` : `${view.score} of ${this.total} right at once.`);
  }

  foot() {
    const { question } = this.store.view;
    const next = question && this.isRight ? [["↵", "next"]] : [];
    const choose = question && !this.isRight ? [[lettersOf(question.choices), "choose"]] : [];
    return [[...choose, ...next, ["←", ""], ["→", "other questions"]], this.score, this.again];
  }
}

export default () => lesson(QuizScreen);

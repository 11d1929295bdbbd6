/** The widget of the lesson's table: choose what it shall learn, say what you have. */

import { el, fill } from "./dom.js";
import { NumberField, Segments, thousands } from "./explorer_parts.js";
import { ExplorerScreen } from "./explorer_screen.js";
import { explorer } from "./explorer_store.js";
import { ReturnsChart } from "./size_returns.js";
import { SizeTable, YouLine } from "./size_table.js";

const SIZE_KEYS = [
  [["↑", "↓"], "choose what it shall learn"],
  [["←", "→"], "move where you are"],
  [["Shift ←", "→"], "ten steps at once"],
  [["Home", "End"], "to nothing, to the end"],
  [["M"], "aim for the minimum"],
  [["R"], "aim for the recommended range"],
  [["Esc"], "leave a field, then the widget"],
];

const SIZE_GOALS = [["minimum", "minimum"], ["recommended", "recommended"]];

class SizeScreen extends ExplorerScreen {
  constructor(store, host, signal) {
    super(store, host, { title: "How many examples", keys: SIZE_KEYS, signal });
    const choose = (choices) => store.choose(choices);
    this.frame.subject.textContent = "the lesson's table";
    this.goals = new Segments("Aim for", SIZE_GOALS, (goal) => choose({ goal }));
    this.have = new NumberField("You have, in examples", { min: 0, max: 1000000, step: 1, digits: 0 }, (have) => choose({ have: Math.round(have) }));
    this.budget = new NumberField("Budget, in dollars", { min: 0, step: 0.5 }, (budget) => choose({ budget }));
    this.table = new SizeTable(store.facts.behaviours, { choose: (behaviour) => this.#take(behaviour) });
    this.returns = new ReturnsChart(store.facts.returns, signal);
    this.you = new YouLine({ chart: this.returns.plot.node, move: (have) => choose({ have }), signal });
    this.missing = el("section.ft-stack", { "aria-label": "What is missing" });
    this.buys = el("section.ft-stack", { "aria-label": "Budget" });
    this.after = el("section.ft-stack", { "aria-label": "After that" });
    const field = (words, input) => el("label.ft-choice", el("span.ft-quiet", words), input);
    const bar = el("div.ft-bar", el("span.ft-choice", el("span.ft-quiet", "Aim for"), this.goals.node), field("You have", this.have.input), field("Budget $", this.budget.input));
    this.frame.body.append(bar, el("div.ft-split", el("div.ft-area-main.ft-size", this.you.node, this.table.node, this.returns.node), el("div.ft-rail", this.missing, this.buys, this.after)));
    this.redraw();
  }

  get behaviour() {
    return this.store.hoped.behaviour ?? this.store.view.behaviour;
  }

  draw() {
    const { view, hoped } = this.store;
    const have = Math.max(0, hoped.have ?? view.have);
    this.goals.draw(hoped.goal ?? view.goal);
    this.have.draw(have);
    this.budget.draw(hoped.budget ?? view.budget);
    if (this.isOther("table", this.behaviour, have)) this.table.draw(this.behaviour, have);
    this.you.draw(have);
    if (this.isOther("returns", have)) this.returns.draw(have);
    if (this.isOther("missing", view.title, view.rows, view.cost, view.how, view.where)) this.#drawMissing(view);
    if (this.isOther("buys", view.buys)) this.#drawBuys(view.buys);
    if (this.isOther("after", view.after)) fill(this.after, el("h4", "After that"), el("p.ft-small.ft-quiet", view.after));
  }

  #drawMissing({ title, rows, cost, how, where }) {
    const sum = rows
      ? el("p", el("span.ft-big", thousands(rows)), el("span.ft-quiet", cost === null ? " more rows, price unknown" : " more rows, about "), cost && el("span.ft-big", cost))
      : el("p", el("span.ft-big.ft-kept", "✓ 0"), el("span.ft-quiet", " rows are missing"));
    fill(this.missing, el("h4", title), sum, how && el("p.ft-small.ft-quiet", how), el("p.ft-small.ft-quiet", where));
  }

  #drawBuys({ title, rows, words }) {
    fill(this.buys, el("h4", title), rows === null ? null : el("p", el("span.ft-quiet", "about "), el("span.ft-big", thousands(rows)), el("span.ft-quiet", " rows")), el("p.ft-small.ft-quiet", words));
  }

  #take(behaviour) {
    if (behaviour === this.behaviour) return;
    this.store.choose({ behaviour });
    this.table.follow(behaviour);
    const { name, words } = this.store.facts.behaviours.find(({ key }) => key === behaviour);
    this.frame.say(`${name}: minimum ${words[0]}, recommended ${words[1]}.`);
  }

  press(name, event) {
    const isOnLine = event.target.matches(".ft-pill");
    const rows = { ArrowUp: -1, ArrowDown: 1 }[name];
    const goal = { m: "minimum", r: "recommended" }[name];
    if (rows && !isOnLine) this.#take(this.table.beside(this.behaviour, rows));
    else if (goal) this.store.choose({ goal });
    else return this.you.press(name, event);
    return true;
  }

  foot() {
    const { model } = this.store.view;
    return [[["↑ ↓", "what it shall learn"], ["← →", "where you are"], ["?", "all keys"]], `prices of ${model}`];
  }
}

export default () => explorer(SizeScreen);

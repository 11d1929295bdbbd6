/** How far is it, what has it cost, and does it add up? Drawn in place, many times. */

import { el, fill } from "./dom.js";
import { filterTone, TONE_OF, number, spell, stateWords } from "./generation_words.js";

/** Change a text only where it is another. */
export function put(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

/** A number with its title and its unit. */
class Cell {
  constructor(kind = "") {
    this.title = el("div.ft-run-cap");
    this.big = el(`span.ft-big${kind}`);
    this.unit = el("span.ft-quiet");
    this.node = el("div.ft-run-cell", this.title, el("div", this.big, " ", this.unit));
  }

  draw(title, big, unit) {
    put(this.title, title);
    put(this.big, big);
    put(this.unit, unit);
  }
}

export class Numbers {
  constructor(store) {
    this.store = store;
    this.answered = new Cell();
    this.usable = new Cell(".ft-kept");
    this.cost = new Cell();
    this.time = new Cell();
    this.bar = el("div.ft-track.ft-run-bar", { role: "img" });
    this.sum = el("p.ft-run-sum");
    this.filters = el("p.ft-run-sum");
    this.strong = el("span.ft-strong");
    this.words = el("span");
    this.more = el("span");
    this.state = el("div.ft-run-state", { role: "status" }, this.strong, " ", this.words, this.more);
    const cells = [this.answered, this.usable, this.cost, this.time].map((cell) => cell.node);
    this.node = el("div.ft-run-top", el("div.ft-run-numbers", cells), this.bar, el("div.ft-stack.ft-run-sums", this.sum, this.filters), this.state);
    this.stamp = "";
  }

  draw() {
    const { view } = this.store;
    const { budget } = view;
    this.answered.draw("answered", number(view.answered), `of ${number(view.requested)}`);
    this.usable.draw(view.isWorking ? "usable rows, last count" : "usable rows", view.usable === null ? "–" : number(view.usable), `of ${number(view.wanted)} wanted`);
    this.cost.draw("cost so far", view.cost, budget === null ? "" : `of ${budget} budget`);
    this.drawTime();
    this.#drawState();
    const stamp = JSON.stringify([view.sum, view.filters]);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    this.#drawBar(view.sum);
    fill(this.sum, sumNodes("requested", view.sum, (name) => TONE_OF[name]));
    fill(this.filters, view.filters ? sumNodes("ok", view.filters, filterTone) : []);
    this.filters.hidden = !view.filters;
  }

  /** The cell that counts down by the page's own clock. */
  drawTime() {
    const { view, facts, secondsToWait } = this.store;
    if (view.waiting) this.time.draw("next call in", spell(secondsToWait), "");
    else if (view.isWorking) this.time.draw("time left", view.timeLeft ?? "–", view.timeLeft ? "" : "not known yet");
    else if (facts.kind === "paste") this.time.draw("still to paste", number(view.requested - view.answered), `of ${number(view.requested)}`);
    else if (view.costPerRow) this.time.draw("cost for a usable row", view.costPerRow, "");
    else this.time.draw("time left", "–", "not running");
  }

  #drawState() {
    const [tone, strong, words] = stateWords(this.store);
    if (this.state.dataset.tone !== tone) this.state.dataset.tone = tone;
    put(this.strong, strong);
    put(this.words, words);
    this.state.hidden = !strong && !words;
    const isDone = this.store.view.ended?.reason === "done";
    if (isDone !== this.isDone) fill(this.more, isDone ? whatNow() : []);
    this.isDone = isDone;
  }

  #drawBar({ parts, total, words }) {
    this.bar.setAttribute("aria-label", words);
    const known = parts.filter(([name]) => name !== "pending");
    fill(this.bar, known.map(([name, part]) => {
      const node = el(`i.ft-run-${TONE_OF[name][0]}`);
      node.style.width = `${(100 * part) / Math.max(total, 1)}%`;
      return node;
    }));
  }
}

/** Where the rows are, once they are there. */
function whatNow() {
  const code = (words) => el("span.ft-code", words);
  return [code("run.rows"), " has them, ", code("run.examples"), " the gold seeds as well. Read some before you train: ", code("ft.Reviewer(run.review())"), " hands you a random tenth."];
}

/** A sum as a sum; if it does not add up, it says so. */
function sumNodes(word, { total, parts, found, addsUp }, toneOf) {
  const terms = parts.flatMap(([name, part, words], at) => [
    at ? el("span.ft-quiet", " + ") : null,
    el(`span.ft-nowrap.ft-strong.ft-${toneOf(name)[0]}`, `${number(part)} ${words}`),
  ]);
  const check = addsUp
    ? el("span.ft-nowrap.ft-kept", "✓ adds up")
    : el("span.ft-dropped.ft-strong", { role: "alert" }, `× does not add up: the parts are ${number(found)}`);
  return [el("span.ft-quiet", `${number(total)} ${word} = `), ...(terms.length ? terms : [el("span", "0")]), el("span.ft-run-gap"), " ", check];
}

/** Who will be asked, for what, and what do the first examples look like? */

import { button, count, drawPieces, el, fill, Stamps } from "./dom.js";
import { TONE_OF, number, sentence } from "./generation_words.js";

/** The page before a run: the teacher, the plan, and perhaps the first examples. */
export class Ready {
  constructor(store, deeds) {
    this.store = store;
    this.deeds = deeds;
    this.about = el("div.ft-run-about");
    this.work = el("p.ft-run-work", { role: "status" });
    this.examples = el("div.ft-run-examples");
    this.node = el("div.ft-run-ready", this.about, this.work, this.examples);
    this.stamps = new Stamps();
  }

  draw() {
    const { store } = this;
    const { view } = store;
    const words = workWords(store);
    if (this.work.textContent !== words) this.work.textContent = words;
    this.work.hidden = !words;
    const hasExamples = view.stage === "preview" && view.preview.examples.length > 0;
    if (this.stamps.isOther("about", view.trouble, hasExamples)) fill(this.about, hasExamples ? [] : drawAbout(store));
    this.about.hidden = hasExamples;
    if (this.stamps.isOther("examples", view.preview)) fill(this.examples, hasExamples ? drawExamples(view, this.deeds) : []);
    this.examples.hidden = !hasExamples;
  }
}

/** What is going on, in the place where the examples will be. */
function workWords({ view }) {
  if (!view.isWorking) return "";
  if (view.stops) return "Stopping: what is under way is kept as it comes.";
  if (view.phase === "starting") return "Starting.";
  return `Asking: ${number(view.answered)} of ${number(Math.min(view.limit ?? view.requested, view.requested))} answered.`;
}

function drawAbout({ facts, view }) {
  const rows = facts.facts.map(([title, text]) => el("div", el("dt", title), el("dd", text)));
  const notices = facts.notices.map(({ tone, text }) => el("div.ft-message", { "data-tone": tone }, el("div", text)));
  const trouble = view.trouble && el("div.ft-message", { "data-tone": "warning", role: "status" }, el("div.ft-strong", "Nothing can be asked yet."), el("div", sentence(view.trouble)));
  const isSaid = facts.notices.some(({ text }) => text === view.trouble);
  return [
    el("div.ft-stack.ft-run-who", el("div.ft-big", facts.teacher), el("p.ft-run-prose", facts.about)),
    notices, isSaid ? null : trouble,
    el("dl.ft-run-plan", rows),
  ];
}

function drawExamples({ preview, isJudged, answered, requested }, deeds) {
  const { examples, cost, estimate } = preview;
  const many = examples.length === 1 ? "This example" : `These ${examples.length} examples`;
  const price = cost === "$0.00" ? "nothing" : `exactly ${cost}`;
  const known = estimate ? sentence(estimate) : isJudged ? "" : "Counting what all of it will cost.";
  return [
    el("p.ft-run-prose", el("span.ft-strong", cost === "price unknown" ? `${many}: price unknown.` : `${many} cost ${price}.`), ` ${known}`),
    el("p.ft-small.ft-quiet", `${number(answered)} of ${number(requested)} requests are answered; ${answered === 1 ? "it is" : "they are"} part of the run and are not asked again.`),
    el("ol.ft-run-cards", examples.map((each) => el("li", drawExample(each, deeds)))),
  ];
}

function drawExample(page, deeds) {
  const { texts, attributes, isCut, cost } = page;
  const [tone, glyph] = TONE_OF[page.name];
  const read = el("button.ft-link", { type: "button", "aria-label": `read reply ${page.number} as it came`, click: () => deeds.read({ name: page.name, request: page.request }) }, isCut ? "read all of it" : "as it came");
  const head = el("div.ft-line.ft-run-card-head", el("span.ft-code.ft-quiet", `${page.seed} v${page.child}`), el(`span.ft-strong.ft-${tone}`, `${glyph} ${page.word}`), el("span.ft-grow"), el("span.ft-nowrap", cost), read);
  const asked = el("p.ft-small.ft-quiet", "asked for: ", attributes.map(([, value]) => value).join(", "));
  const turns = page.name === "ok"
    ? [turn("User", texts.user), turn("Assistant", texts.reply)]
    : [el("p", page.message), texts.wrote.length ? turn("It wrote", texts.wrote) : null];
  return [head, asked, turns];
}

function turn(who, pieces) {
  return el("div.ft-run-turn", el("span.ft-small.ft-quiet", who), el("div.ft-text", drawPieces(pieces)));
}

/** Buttons before a run, one of them filled: the step one should take now. */
export function readyActions({ view, facts }, deeds) {
  const { stage, answered, requested, trouble, isWorking } = view;
  if (isWorking || trouble) return [];
  const isFree = facts.kind === "template";
  const look = (kind) => button(`Preview ${count(facts.previewed, "example")}`, { kind: `large ${kind}` }, () => deeds.start(facts.previewed));
  const tell = button(`Estimate (${facts.pilot} calls)`, { kind: "large" }, () => deeds.start(facts.pilot));
  const all = (words, kind) => button(words, { kind: `large ${kind}` }, () => deeds.start(null));
  if (stage === "ready") return [look("main"), isFree ? null : tell, el("span.ft-grow"), all(`Start: ask all ${number(requested)}`, "")];
  const rest = requested - answered;
  const hasPiloted = answered >= Math.min(facts.pilot, requested);
  return [all(rest ? `Start: ask the other ${number(rest)}` : "Go on", "main"), hasPiloted || isFree ? null : tell];
}

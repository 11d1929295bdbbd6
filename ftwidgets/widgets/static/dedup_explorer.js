/** The widget of duplicates: one line one can drag, groups of copies, and what LSH misses. */

import { button, count, el } from "./dom.js";
import { Choice, NumberField, Segments, thousands } from "./explorer_parts.js";
import { ExplorerScreen } from "./explorer_screen.js";
import { explorer } from "./explorer_store.js";
import { LshChart, RateChart } from "./dedup_charts.js";
import { LshRail } from "./dedup_lsh.js";
import { GroupList, PairView } from "./dedup_pairs.js";
import { DEDUP_KEYS, floorWords, numbersAt, rolesWords, searchWords, subjectWords } from "./dedup_words.js";

const DEDUP_VIEWS = [["rate", "Rate"], ["conflicts", "Conflicts"], ["lsh", "LSH"]];

const DEDUP_LETTERS = { r: "rate", c: "conflicts", l: "lsh" };

const KEEPS = [["best", "the higher score"], ["first", "the first row"]];

class DedupScreen extends ExplorerScreen {
  constructor(store, host, signal) {
    super(store, host, { title: "Duplicates", keys: DEDUP_KEYS, use: "Use these settings", signal });
    const choose = (choices) => store.choose(choices);
    const move = (threshold) => choose({ threshold });
    this.views = new Segments("What is looked at", DEDUP_VIEWS, (view) => choose({ view }));
    this.compare = new Choice("Compare", [], (roles) => choose({ roles: roles.split("+") }));
    this.keep = new Choice("Keep", KEEPS, (keep) => choose({ keep }));
    this.field = new NumberField("Copies from this similarity on", { min: 0.5, max: 1, step: 0.01 }, move);
    const field = el("label.ft-choice", el("span.ft-quiet", "Copies from"), this.field.input);
    this.controls = el("div.ft-stack", el("div.ft-between", this.views.node, field), el("div.ft-line", this.compare.node, this.keep.node));
    this.rate = new RateChart({ move, signal });
    this.lsh = new LshChart({ move, signal });
    this.place = el("div.ft-dedup-chart");
    this.groups = new GroupList((cluster) => choose({ cluster }));
    this.pair = new PairView({ go: (step) => this.#goPair(step), keepOther: () => this.#decide("keep_other"), keepBoth: () => this.#decide("keep_both") });
    this.nothing = el("div.ft-empty", { hidden: true }, el("h4"), el("p"));
    this.zone = el("div.ft-dedup-zone", this.groups.node, this.pair.node, this.nothing);
    this.#makeRail();
    this.lshRail = new LshRail(store.facts, { move: (part, value) => this.#moveBands(part, value), back: () => choose({ bands: null, rows: null }), read: () => this.#readMissed() });
    this.split = el("div.ft-split", el("div.ft-area-main", this.controls, this.place), this.rail, this.lshRail.node);
    this.#makeSearch();
    this.all = el("div.ft-dedup", this.split, this.zone);
    this.frame.body.append(this.searching, this.shape, this.start, this.all);
    this.undo = button("Undo", { key: "Ctrl Z", kind: "quiet", after: true }, () => this.#undo());
    this.frame.typedKeys = (name, event) => event.target.type === "range" && ["d", "u", "Ctrl+z"].includes(name);
    this.frame.saved.title = store.facts.journal;
    this.redraw();
  }

  #makeRail() {
    this.happens = el("h4");
    this.sums = Object.fromEntries(["rows", "groups", "dropped", "kept"].map((name) => [name, el(`span.ft-strong.ft-${name}`)]));
    const line = (words, name, tone = "") => el("div", el(`span${tone}`, words), this.sums[name]);
    this.conflictNumber = el("strong");
    this.conflictWords = el("span");
    this.conflictLink = el("button.ft-link", { type: "button", click: () => this.store.choose({ view: this.state.view === "conflicts" ? "rate" : "conflicts" }) });
    this.conflicts = el("div.ft-message.ft-small", { "data-tone": "warning", "data-id": "conflicts" }, el("div", this.conflictNumber, this.conflictWords), el("div", this.conflictLink));
    this.notes = el("div.ft-stack.ft-small.ft-quiet");
    this.rail = el("div.ft-rail",
      el("section.ft-stack", { "aria-label": "What happens" }, this.happens, el("div.ft-sums", line("rows in", "rows"), line("groups of copies", "groups"), line("× dropped", "dropped", ".ft-dropped"), line("✓ kept", "kept", ".ft-kept"))),
      el("section.ft-stack", { "aria-label": "To know" }, this.conflicts, this.notes));
  }

  #makeSearch() {
    this.searchText = el("span.ft-grow");
    this.searchBar = el("i");
    this.stop = button("Stop", {}, () => this.store.act("stop"));
    this.searching = el("div.ft-dedup-search", { hidden: true }, el("div.ft-line", this.searchText, this.stop), el("div.ft-track", this.searchBar));
    this.shape = el("div.ft-loading.ft-dedup-shape", { hidden: true }, el("i"), el("i"), el("i"), el("i"), el("i"));
    this.startTitle = el("h4");
    this.startText = el("p");
    this.begin = button("Look for pairs", {}, () => this.store.choose({ roles: this.store.view.roles }));
    this.start = el("div.ft-empty", { hidden: true }, this.startTitle, this.startText, this.begin);
  }

  /** What is shown: the kernel's answer, and over it what was chosen since. */
  get state() {
    const { view, hoped } = this.store;
    const now = { ...view, ...hoped };
    const floor = view.found?.floor ?? 0.5;
    // A line that the kernel is about to refuse is not drawn.
    if (now.threshold < floor || now.threshold > 1) now.threshold = view.threshold;
    return now;
  }

  draw() {
    const { store, state } = this;
    const { facts, view } = store;
    const { found } = view;
    this.frame.subject.textContent = subjectWords(facts, view);
    this.views.draw(state.view);
    this.#drawSearch(view, facts);
    this.#drawSaved();
    const isThere = found !== null && facts.rows > 0;
    this.all.hidden = !isThere;
    this.useButton.hidden = !isThere;
    if (!isThere) return;
    if (view.search !== null) this.useButton.setAttribute("aria-disabled", "true");
    this.#drawControls(state, facts);
    const isLsh = view.view === "lsh";
    const chart = isLsh ? this.lsh : this.rate;
    if (this.place.firstChild !== chart.node) this.place.replaceChildren(chart.node);
    this.rail.hidden = isLsh;
    this.lshRail.node.hidden = !isLsh;
    if (isLsh) this.#drawLsh(state, view, facts);
    else if (this.isOther("rate", found.dropped, found.limits, state.threshold)) this.rate.draw({ found, threshold: state.threshold, rows: facts.rows });
    if (!isLsh) this.#drawRail(state, found, facts);
    this.#drawZone(view, facts);
  }

  #drawControls(state, facts) {
    const lists = facts.roles.map((roles) => roles.join("+"));
    const chosen = state.roles.join("+");
    const wanted = this.store.view.search?.roles.join("+") ?? chosen;
    const all = [...new Set([...lists, chosen, wanted])];
    if (this.isOther("roles", all)) this.compare.setOptions(all.map((each) => [each, rolesWords(each.split("+"))]));
    this.compare.draw(this.store.hoped.roles?.join("+") ?? wanted);
    this.keep.draw(state.keep);
    this.keep.node.hidden = this.store.view.view === "lsh";
    this.field.draw(state.threshold);
  }

  #drawSearch(view, facts) {
    const { search, found } = view;
    this.searching.hidden = search === null || facts.rows === 0;
    if (search !== null) {
      this.searchText.textContent = searchWords(search);
      this.searchBar.style.width = `${search.total ? (100 * search.done) / search.total : 0}%`;
      this.stop.hidden = search.seconds < 1;
      this.stop.setAttribute("aria-disabled", String(this.store.pending !== null));
    }
    this.shape.hidden = search === null || found !== null || facts.rows === 0;
    this.start.hidden = facts.rows > 0 && (found !== null || search !== null);
    const isEmpty = facts.rows === 0;
    this.startTitle.textContent = isEmpty ? "No row has reached level 3" : "The search was stopped";
    this.startText.textContent = isEmpty ? `All ${count(facts.records, "record")} fell at an earlier level. The funnel and the findings say why.` : "No pair is known yet, so nothing can be said of copies.";
    this.begin.hidden = isEmpty;
  }

  #drawSaved() {
    const { store, frame } = this;
    const { deeds } = store.view;
    const isDeciding = ["keep_other", "keep_both", "undo"].includes(store.pending?.do);
    const isLost = store.connection.isLost;
    frame.saved.hidden = !isDeciding && deeds.standing === 0;
    if (isLost) frame.setSaved("lost", "not connected");
    else if (isDeciding) frame.setSaved("waiting", "1 decision on its way");
    else frame.setSaved("saved", `${count(deeds.standing, "decision")} on disk`);
  }

  #drawRail(state, found, facts) {
    const { groups, dropped, kept, conflicts } = numbersAt(found, state.threshold, facts.rows);
    this.happens.textContent = `What happens at ${state.threshold.toFixed(2)}`;
    for (const [name, number] of Object.entries({ rows: facts.rows, groups, dropped, kept })) this.sums[name].textContent = thousands(number);
    this.conflicts.hidden = conflicts === 0 && state.view !== "conflicts";
    this.conflictNumber.textContent = conflicts === 0 ? "No conflicts here." : `~ ${count(conflicts, "conflict")}. `;
    this.conflictWords.textContent = conflicts === 0 ? "" : "Nearly the same text, another label. Dropping a copy would hide the question: which label is right?";
    this.conflictLink.textContent = state.view === "conflicts" ? "Back to the groups" : `Look at the ${count(conflicts, "pair")}`;
    const notes = [...(found.isRaised ? [floorWords(found)] : []), ...this.store.view.deeds.notes];
    if (this.isOther("notes", notes)) this.notes.replaceChildren(...notes.map((each) => el("p", each)));
  }

  #drawLsh(state, view, facts) {
    const { lsh, found } = view;
    const shown = { ...this.#bandsNow, threshold: state.threshold };
    if (this.isOther("lsh", shown, lsh.histogram, found.floor)) this.lsh.draw({ ...shown, found, many: facts.many, histogram: lsh.histogram });
    this.lshRail.draw(shown, lsh, view.threshold);
  }

  get #bandsNow() {
    const { hoped, view } = this.store;
    return { bands: hoped.bands ?? view.lsh.bands, rows: hoped.rows ?? view.lsh.rows };
  }

  /** Move bands or rows; where both take too many values, the other one gives way. */
  #moveBands(part, value) {
    const { hashes } = this.store.facts;
    const other = part === "bands" ? "rows" : "bands";
    if (value < 1 || value > hashes) return;
    this.store.choose({ [part]: value, [other]: Math.min(this.#bandsNow[other], Math.floor(hashes / value)) });
  }

  #drawZone(view, facts) {
    const { pair, groups, pairs } = view;
    const isRate = view.view === "rate";
    this.zone.dataset.view = this.all.dataset.view = view.view;
    this.groups.node.hidden = !isRate || !groups?.total;
    this.pair.node.hidden = pair === null;
    this.nothing.hidden = pair !== null || (view.view === "lsh" && view.lsh.pairs === 0);
    if (isRate && groups?.total) this.groups.draw(groups, this.store.hoped.cluster ?? groups.at);
    if (pair === null) return this.#drawNothing(view);
    this.pair.drawHead(this.#pairTitle(view, facts), pairs, pair.similarity);
    if (this.isOther("sides", pair)) this.pair.drawSides(pair);
    const isFree = this.store.pending === null && !this.store.connection.isLost;
    this.pair.drawActions({ isShown: isRate, canDecide: isFree && pair.fate === "dropped", words: pairWords(view) });
    return undefined;
  }

  #pairTitle({ view, groups, pairs, lsh }) {
    if (view === "conflicts") return "The same text, two labels";
    if (view === "lsh") return `${count(pairs.total, "true pair")} that ${lsh.bands} × ${lsh.rows} does not see`;
    const stay = groups.stay === 1 ? "one row stays" : `${thousands(groups.stay)} rows stay`;
    return `Group ${thousands(groups.at + 1)} of ${thousands(groups.total)}: ${stay}`;
  }

  #drawNothing({ view, threshold, lsh }) {
    const [title, text] = this.nothing.children;
    const at = threshold.toFixed(2);
    if (view === "lsh") {
      title.textContent = lsh.missed === null ? "Too many rows to try it on each pair" : "No pair is missed";
      text.textContent = lsh.missed === null ? "The numbers above are the average over all pairs." : `All ${count(lsh.pairs, "pair")} share a band. Fewer bands, or more rows in each, miss some.`;
    } else {
      title.textContent = view === "conflicts" ? `No two rows from ${at} on have different labels` : `No two rows are ${at} alike or more`;
      text.textContent = view === "conflicts" ? "R goes back to the groups of copies." : "Move the line to the left to see looser copies.";
    }
  }

  #goPair(step) {
    const { pairs } = this.store.view;
    const at = (this.store.hoped.pair ?? pairs.at) + step;
    if (at >= 0 && at < pairs.total) this.store.choose({ pair: at });
  }

  #goGroup(step) {
    const { groups } = this.store.view;
    if (!groups?.total) return;
    const at = (this.store.hoped.cluster ?? groups.at) + step;
    if (at >= 0 && at < groups.total) this.store.choose({ cluster: at });
  }

  #decide(kind) {
    const { pair, view } = this.store.view;
    if (view === "rate" && pair?.fate === "dropped") this.store.act(kind, { pair: pair.records });
  }

  #undo() {
    if (this.store.view.deeds.last !== null) this.store.act("undo");
  }

  #readMissed() {
    this.pair.node.scrollIntoView({ block: "nearest" });
    this.pair.sides.focus({ preventScroll: true });
  }

  press(name, event) {
    const { facts, view } = this.store;
    if (facts.rows === 0) return false;
    if (name === "u" || name === "Ctrl+z") return this.#did(() => this.#undo());
    if (DEDUP_LETTERS[name]) return this.#did(() => this.store.choose({ view: DEDUP_LETTERS[name] }));
    if (view.found === null) return false;
    if (name === "p" || name === "n") return this.#did(() => this.#goPair(name === "n" ? 1 : -1));
    if (view.view === "lsh") return this.#pressLsh(name, event);
    if (name === "k") return this.#did(() => this.#decide("keep_other"));
    if (name === "b") return this.#did(() => this.#decide("keep_both"));
    if (event.target === this.pair.sides && ["PageUp", "PageDown", "Home", "End"].includes(name)) return false;
    if (view.view === "rate" && (name === "ArrowUp" || name === "ArrowDown")) return this.#did(() => this.#goGroup(name === "ArrowDown" ? 1 : -1));
    return this.rate.line.press(name, event);
  }

  #pressLsh(name, event) {
    if (event.target === this.lsh.line.pill) return this.lsh.line.press(name, event);
    if (name === "d") return this.#did(() => this.store.choose({ bands: null, rows: null }));
    const step = { ArrowLeft: ["bands", -1], ArrowRight: ["bands", 1], ArrowDown: ["rows", -1], ArrowUp: ["rows", 1] }[name];
    const { lsh } = this.store.view;
    if (step === undefined || lsh === null) return false;
    const [part, by] = step;
    return this.#did(() => this.#moveBands(part, this.#bandsNow[part] + by));
  }

  #did(deed) {
    deed();
    return true;
  }

  foot() {
    const { facts, view } = this.store;
    if (facts.rows === 0 || view.found === null) return [[["?", "all keys"]]];
    const { last } = view.deeds;
    const right = last === null ? [this.#computed(view.found)] : [last, this.undo];
    if (view.view === "lsh") return [[["←", ""], ["→", "bands"], ["↑", ""], ["↓", "rows"], ["D", "datasketch's choice"]], "bars: how many of your pairs are that similar"];
    if (view.view === "conflicts") return [[["←", ""], ["→", "move the line 0.01"], ["P", ""], ["N", "next pair"], ["R", "groups"]], ...right];
    return [[["←", ""], ["→", "move the line 0.01"], ["↑", ""], ["↓", "next group"], ["K", "keep the other"]], ...right];
  }

  #computed({ seconds, isExact }) {
    const took = seconds < 0.1 ? "less than 0.1 s" : `${seconds.toFixed(1)} s`;
    return `computed once in ${took}${isExact ? ", exact" : ""}`;
  }
}

/** What is to be said of a pair. */
function pairWords({ view, pair }) {
  if (view === "conflicts") return "Neither is dropped for the other. Correct the label that is wrong in the Reviewer, or in the file.";
  if (view === "lsh") return "These two are true copies at this threshold, and share no band.";
  if (pair.fate === "conflict") return "both stay: their labels differ";
  if (pair.fate === "decided") return "both stay, as was decided";
  return "decisions go into the recipe";
}

export default () => explorer(DedupScreen);

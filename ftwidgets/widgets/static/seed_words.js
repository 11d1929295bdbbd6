/** What is said when something goes wrong: what happened, what is safe, what to do. */

import { count } from "./dom.js";

const DEEDS = { approve: "The candidate", approveReady: "The candidates", shipped: "The examples", remove: "The removal", undo: "The undo" };

/** A kernel that is gone, or late; `null` while all is well. */
export function kernelWords({ saving, seeds, isKept }) {
  if (saving !== "lost" && saving !== "late") return null;
  const saved = `${count(seeds.count, "seed")} on disk.`;
  const kept = isKept ? "What you typed is kept in this tab." : "What you typed is on this screen only: copy it.";
  return saving === "lost"
    ? { tone: "error", title: "The kernel (Python) stopped, or this cell was run again.", text: `${saved} ${kept} Run this cell again to go on.` }
    : { tone: "warning", title: "The kernel (Python) does not answer yet.", text: `${saved} ${kept} It may be busy; if it has stopped, run this cell again.` };
}

/** What was not done, and what is safe all the same. */
export function deedWords({ seeds, facts }, deed) {
  const what = DEEDS[deed.do] ?? (deed.own ? "The change" : `Seed ${seeds.count + 1}`);
  const here = deed.do === "save" ? "What you typed is still here. " : "";
  const there = seeds.count === 0 ? "No other seed has changed." : `The ${count(seeds.count, "seed")} on disk ${seeds.count === 1 ? "is" : "are"} safe in ${facts.file}.`;
  return { what, safe: `${here}${there}` };
}

/** @returns {[string, string]} what can be said of the disk, for the head */
export function savedWords({ saving, pending, seeds }, isRefused) {
  const saved = `${count(seeds.count, "seed")} on disk`;
  if (saving === "lost") return ["lost", "not connected"];
  if (pending && saving !== "saved") return ["waiting", "not saved yet"];
  return isRefused ? ["lost", "not saved"] : ["saved", saved];
}

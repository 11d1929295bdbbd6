/** How are the parts of a split and their numbers said? */

import { count } from "./dom.js";
import { thousands } from "./explorer_parts.js";

export const SPLIT_PARTS = ["train", "validation", "test"];

/** From how many rows on a share is told to a tenth of a percent. */
const SAMPLE = 200;

/** A share in percent: whole ones from small numbers. */
export function shareWords(part, whole) {
  if (!whole) return "–";
  const percent = (100 * part) / whole;
  return `${whole < SAMPLE ? Math.round(percent) : percent.toFixed(1)} %`;
}

/** "3–4 rows", "1 row". */
export function sizeWords({ low, high }) {
  return low === high ? count(low, "row") : `${thousands(low)}–${thousands(high)} rows`;
}

/** A reason as a sentence of its own. */
export function sentence(words) {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

const families = (number) => count(number, "family", "families");

/** What else is known of a half, below its number. */
export function besideWords(half) {
  const rows = half.parts[1][1];
  const validation = rows ? `and ${thousands(half.known.validation)} of ${count(rows, "validation row")}; ` : "";
  const torn = half.straddling === 1 ? "1 family stands" : `${families(half.straddling)} stand`;
  return `${validation}${half.straddling ? torn : "no family stands"} in several parts.`;
}

/** All of a half in one sentence, for those who do not see the picture. */
export function halfWords(half) {
  const parts = half.parts.map(([name, rows, number]) => `${name} ${count(rows, "row")} of ${families(number)}`).join(", ");
  const ranges = (half.ranges ?? []).map((each) => `${sizeWords(each)}: ${families(each.families)}, ${thousands(each.torn)} in several parts`).join("; ");
  return `${parts}. ${thousands(half.known.test)} test rows have a sibling in train.${ranges ? ` Families of ${ranges}.` : ""}`;
}

/** What counts as a sibling, in words one can repeat. */
export function siblingWords(near, groupBy) {
  const alike = near === null ? "" : `, or at least ${near.toFixed(2)} of its words`;
  return `A sibling has the same ${groupBy === null ? "" : `${groupBy}, the same `}user text${alike}.`;
}

export const LESSON = "A random split puts siblings on both sides: the test then measures memory.";

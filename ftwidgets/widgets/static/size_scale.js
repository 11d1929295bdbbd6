/** Where does a number of examples stand? On one scale, in steps one can read. */

import { thousands } from "./explorer_parts.js";

/** Ends of the scale; fewer and more examples stand at its ends. */
export const SIZE_ENDS = [10, 20000];

export const SIZE_TICKS = [10, 50, 200, 1000, 5000, 20000];

/** Where the scale itself ends, in logarithms. */
export const SIZE_DOMAIN = SIZE_ENDS.map(Math.log10);

/** Where a number stands, from 0 to 1. */
export function placeOfSize(number) {
  const [low, high] = SIZE_DOMAIN;
  const at = Math.log10(Math.max(number, SIZE_ENDS[0]));
  return Math.min(1, (at - low) / (high - low));
}

/** The number at a place, in steps of that place. */
export function sizeAtPlace(place) {
  const [low, high] = SIZE_DOMAIN;
  if (place <= 0) return 0;
  return roundSize(10 ** (low + Math.min(1, place) * (high - low)));
}

/** How far apart numbers are that one can choose by hand there. */
function stepOfSize(number) {
  if (number < 100) return 1;
  return number < 1000 ? 10 : number < 10000 ? 100 : 1000;
}

function roundSize(number) {
  const step = stepOfSize(number);
  return Math.round(number / step) * step;
}

/** The number some steps on: to the next round one first, never below 0. */
export function moveSize(number, steps) {
  if (!Number.isFinite(steps)) return steps < 0 ? 0 : SIZE_ENDS[1];
  let moved = number;
  for (let left = Math.abs(steps); left > 0; left -= 1) {
    const down = stepOfSize(moved - 1);
    const up = stepOfSize(moved);
    moved = steps > 0 ? (Math.floor(moved / up) + 1) * up : (Math.ceil(moved / down) - 1) * down;
  }
  return Math.min(Math.max(number, SIZE_ENDS[1]), Math.max(0, moved));
}

export function tickName(number) {
  return thousands(number);
}

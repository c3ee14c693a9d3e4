/** A stable sort by a question that may fail: halves are sorted, then merged, so that the same questions are asked in the same order each time. */
import type { Evaluation } from './evaluation.ts';

/** `comesAfter(a, b)`: must `a` stand behind `b`? Equal ones stay as they are. */
export function mergeSort<T>(list: readonly T[], comesAfter: (a: T, b: T) => boolean, run: Evaluation): readonly T[] {
  if (list.length <= 1) return list;
  run.spend(list.length);
  const middle = Math.floor(list.length / 2);
  const left = mergeSort(list.slice(0, middle), comesAfter, run);
  const right = mergeSort(list.slice(middle), comesAfter, run);
  const merged: T[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) merged.push(comesAfter(left[l]!, right[r]!) ? right[r++]! : left[l++]!);
  while (l < left.length) merged.push(left[l++]!);
  while (r < right.length) merged.push(right[r++]!);
  return merged;
}

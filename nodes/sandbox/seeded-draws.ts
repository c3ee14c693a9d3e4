/** A seeded sequence that can be taken up again after a restart: it counts what was drawn. */
import { seededRandom } from './landscape.ts';

export interface SeededDraws {
  next(): number;
  readonly drawn: number;
}

export function createSeededDraws(seed: number, drawn = 0): SeededDraws {
  const random = seededRandom(seed);
  for (let skip = 0; skip < drawn; skip++) random();
  let count = drawn;
  return {
    next() {
      count++;
      return random();
    },
    get drawn() {
      return count;
    },
  };
}

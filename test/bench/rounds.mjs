// Ours and the reference in turn, so that what disturbs the machine disturbs both; medians are taken.

export const ROUNDS = 5;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `measure` gives the figure of one round; who begins changes from round to round. Gives the figures of each contender. */
export async function alternate(contenders, measure, rounds = ROUNDS) {
  const figures = contenders.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    const order = contenders.map((_, index) => (round % 2 === 0 ? index : contenders.length - 1 - index));
    for (const index of order) figures[index].push(await measure(contenders[index], round));
  }
  return figures;
}

/** Medians of both, and how far the ratio went up and down between rounds. */
export function compare([ours, reference]) {
  const ratios = ours.map((figure, round) => figure / reference[round]);
  return { ours: median(ours), reference: median(reference), spread: [Math.min(...ratios), Math.max(...ratios)] };
}

/** `share` 0.95: what 95 of 100 values keep. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

import { expect, test } from 'vitest';
import { nextCard } from './next-card.ts';

const nodes = (
  [
    ['start', 0, 0],
    ['good', 240, 0],
    ['bad', 240, 160],
    ['end', 480, 0],
  ] as const
).map(([id, x, y]) => ({ id, position: [x, y] as const }));
const edges = [
  { from: 'start', to: 'good' },
  { from: 'start', to: 'bad' },
  { from: 'good', to: 'end' },
];

test.each([
  ['start', 'ArrowRight', 'good'],
  ['end', 'ArrowLeft', 'good'],
  ['good', 'ArrowDown', 'bad'],
  ['bad', 'ArrowUp', 'good'],
  ['bad', 'ArrowRight', undefined],
  ['start', 'ArrowLeft', undefined],
] as const)('from %s %s leads to %s', (from, key, to) => {
  expect(nextCard(nodes, edges, from, key)).toBe(to);
});

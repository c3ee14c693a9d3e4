import { expect, test } from 'vitest';
import { tidyLayout } from './tidy-layout.ts';

const ports = ['out', 'else', 'error'].map((name) => ({ name, label: name, kind: 'out' as const }));
const nodes = ['start', 'check', 'good', 'bad', 'end'].map((id) => ({ id, ports }));
const edge = (from: string, port: string, to: string) => ({ from, port, to });

test('the first way out goes straight on, the second below, and ways that meet come after both', () => {
  const places = tidyLayout(nodes, [
    edge('start', 'out', 'check'),
    edge('check', 'else', 'bad'),
    edge('check', 'out', 'good'),
    edge('good', 'out', 'end'),
    edge('bad', 'out', 'end'),
  ]);
  const [y, x] = [(id: string) => places[id]![1], (id: string) => places[id]![0]];
  expect(['start', 'check', 'good', 'end'].map(y)).toEqual([0, 0, 0, 0]);
  expect(y('bad')).toBeGreaterThan(64);
  expect(x('bad')).toBe(x('good'));
  expect(x('end')).toBeGreaterThan(x('good'));
});

test('no two cards stand on one another, and a circle ends', () => {
  const places = Object.values(
    tidyLayout(nodes, [edge('start', 'out', 'check'), edge('check', 'out', 'start'), edge('check', 'else', 'good')]),
  );
  expect(new Set(places.map(String)).size).toBe(nodes.length);
});

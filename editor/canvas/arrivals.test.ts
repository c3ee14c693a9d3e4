import { describe, expect, test } from 'vitest';
import { wiresOfArrivals } from './arrivals.ts';
import type { CanvasEdge, CanvasStatus } from './canvas-types.ts';

const edge = (from: string, to: string, taken?: boolean) =>
  ({ id: `${from}-${to}`, from, to, ...(taken === undefined ? {} : { taken }) }) as CanvasEdge;
const counts = (count: number): CanvasStatus => ({ state: 'running', text: '', counts: [{ state: 'running', count }] });

function pulses(statuses: { readonly [id: string]: CanvasStatus }, known: ReadonlyMap<string, number>, edges: readonly CanvasEdge[]) {
  return wiresOfArrivals(Object.keys(statuses), (id) => statuses[id], new Map(known), edges).map(({ id }) => id);
}

describe('CAN-15: something comes along a wire', () => {
  const edges = [edge('a', 'b'), edge('b', 'c'), edge('x', 'c')];

  test('when a step begins at a card, and not when it goes on', () => {
    const running = { b: { state: 'running', text: '' } };
    expect(pulses(running, new Map(), edges)).toEqual(['a-b']);
    expect(pulses({ b: { state: 'completed', text: '' } }, new Map([['b', 1]]), edges)).toEqual([]);
  });

  test('when more runs stand at a card than before, and not when they leave', () => {
    expect(pulses({ b: counts(3) }, new Map([['b', 2]]), edges)).toEqual(['a-b']);
    expect(pulses({ b: counts(1) }, new Map([['b', 2]]), edges)).toEqual([]);
  });

  test('along the wire that the run went, where that is known', () => {
    expect(pulses({ c: counts(1) }, new Map(), [edge('b', 'c', false), edge('x', 'c', true)])).toEqual(['x-c']);
  });

  test('what went comes again', () => {
    const known = new Map([['b', 1]]);
    wiresOfArrivals(['b'], () => undefined, known, edges);
    expect(wiresOfArrivals(['b'], () => counts(1), known, edges).map(({ id }) => id)).toEqual(['a-b']);
  });
});

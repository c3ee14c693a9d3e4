import { describe, expect, test } from 'vitest';
import type { CanvasEdge, CanvasNode } from './canvas-types.ts';
import { boxesOf, type Drawing, isFarAway, MOST_WHOLE, partsIn, readWindow, windowKey } from './canvas-window.ts';

const node = (id: string, x: number, y: number) => ({ id, position: [x, y], ports: [] }) as unknown as CanvasNode;
const edge = (from: string, to: string) => ({ id: `${from}-${to}`, from, to, port: 'out' }) as CanvasEdge;
const view = (x: number, y: number, zoom = 1) => ({ width: 1000, height: 600, transform: [x, y, zoom] as const });

const partsOf = (drawing: Drawing, kept: readonly string[] = []) =>
  partsIn(
    readWindow(windowKey(view(0, 0))),
    drawing,
    boxesOf(drawing, ({ position }) => position),
    new Set(kept),
  );

/** Beside a crowd that is far away: a flow of few is drawn whole. */
function seen(few: readonly CanvasNode[], edges: readonly CanvasEdge[], kept: readonly string[] = []) {
  const nodes = [...few, ...Array.from({ length: MOST_WHOLE }, (_, i) => node(`crowd-${i}`, 90_000, i * 100))];
  const parts = partsOf({ nodes, edges, byId: new Map(nodes.map((one) => [one.id, one])) }, kept);
  return { nodes: parts.nodes.map(({ id }) => id), edges: parts.edges.map(({ id }) => id) };
}

describe('CAN-1: what the library is given', () => {
  test('is what stands in the tiles of the view', () => {
    expect(seen([node('a', 0, 0), node('b', 1_040, 0), node('far', 4_000, 0), node('below', 0, 3_000)], []).nodes).toEqual(['a', 'b']);
  });

  test('holds both ends of a wire that leaves the view, and a wire that only crosses it', () => {
    const nodes = [
      node('a', 0, 0),
      node('right', 5_000, 0),
      node('left', -5_000, 100),
      node('gone', 5_000, 5_000),
      node('goner', 6_000, 5_000),
    ];
    expect(seen(nodes, [edge('a', 'right'), edge('left', 'right'), edge('gone', 'goner')])).toEqual({
      nodes: ['a', 'right', 'left'],
      edges: ['a-right', 'left-right'],
    });
  });

  test('holds the card that Tab stops at, wherever it stands', () => {
    expect(seen([node('a', 0, 0), node('far', 4_000, 0)], [], ['far']).nodes).toEqual(['a', 'far']);
  });

  test('leaves out a wire to a node that is not there', () => {
    expect(seen([node('a', 0, 0)], [edge('a', 'gone')]).edges).toEqual([]);
  });

  test('is the whole of a flow of few nodes', () => {
    const few = [node('a', 0, 0), node('far', 90_000, 0)];
    const drawing = { nodes: few, edges: [], byId: new Map(few.map((one) => [one.id, one])) };
    expect(partsOf(drawing).nodes).toBe(few);
  });

  test('changes only when the view leaves its tiles', () => {
    expect(windowKey(view(-30, -30))).toBe(windowKey(view(-20, -10)));
    expect(windowKey(view(-30, -30))).not.toBe(windowKey(view(-300, -30)));
  });

  test('is known before the frame was measured', () => {
    const { left, right } = readWindow(windowKey({ width: 0, height: 0, transform: [0, 0, 1] }));
    expect(right - left).toBeGreaterThan(1_000);
  });
});

test('CAN-2: the overview begins below a zoom of 0.34 and ends above 0.38, so that no tremble of the wheel changes it twice', () => {
  const steps = [1, 0.35, 0.33, 0.36, 0.38, 0.39, 0.35];
  let far = false;
  expect(steps.map((zoom) => (far = isFarAway(far, zoom)))).toEqual([false, false, true, true, true, false, false]);
});

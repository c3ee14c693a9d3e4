import ELK from 'elkjs/lib/elk.bundled.js';
import { describe, expect, test } from 'vitest';
import type { Port } from '#flows/node-manifest.ts';
import { CARD_WIDTH, cardHeight, GRID } from './card-size.ts';
import { type LayoutEdge, type LayoutNode, layOut } from './layout-graph.ts';

const elk = new ELK();
const run = (graph: Parameters<typeof elk.layout>[0]) => elk.layout(graph);
const ports = (...names: string[]): Port[] => names.map((name) => ({ name, label: name, kind: 'out' }));
const node = (id: string, more: Partial<LayoutNode> = {}): LayoutNode => ({
  id,
  ports: ports('out'),
  position: [0, 0],
  trigger: false,
  ...more,
});
const edge = (from: string, to: string, port = 'out'): LayoutEdge => ({ id: `${from}:${port}:${to}`, from, port, to });

describe('CAN-6: a tidy drawing', () => {
  test('goes from left to right on the grid, and no card covers another', async () => {
    const nodes = [node('a', { ports: ports('yes', 'no') }), node('b'), node('c'), node('d')];
    const places = await layOut(nodes, [edge('a', 'b', 'yes'), edge('a', 'c', 'no'), edge('b', 'd'), edge('c', 'd')], run);
    expect(places['a']![0]).toBeLessThan(places['b']![0]);
    expect(places['b']![0]).toBeLessThan(places['d']![0]);
    // The first way out stands above the second.
    expect(places['b']![1]).toBeLessThan(places['c']![1]);
    for (const place of Object.values(places)) expect(place.map((value) => value % GRID)).toEqual([0, 0]);
    for (const one of nodes)
      for (const other of nodes) {
        if (one === other) continue;
        const [[ax, ay], [bx, by]] = [places[one.id]!, places[other.id]!];
        expect(Math.abs(ax - bx) >= CARD_WIDTH || ay + cardHeight(one) <= by || by + cardHeight(other) <= ay).toBe(true);
      }
  });

  test('keeps its left upper corner, so that a part stays among the rest', async () => {
    const nodes = [node('a', { position: [400, 300] }), node('b', { position: [420, 900] })];
    const places = await layOut(nodes, [edge('a', 'b')], run);
    expect(places['a']).toEqual([400, 300]);
  });

  test('puts what stands in a container below its card, and the next card beside both', async () => {
    const nodes = [node('loop'), node('x', { within: 'loop' }), node('y', { within: 'loop' }), node('after')];
    const places = await layOut(nodes, [edge('loop', 'after'), edge('x', 'y')], run);
    expect(places['x']![1]).toBeGreaterThan(places['loop']![1] + cardHeight(nodes[0]!));
    expect(places['after']![0]).toBeGreaterThanOrEqual(places['y']![0] + CARD_WIDTH);
  });

  test('is found for a flow that leads back to itself, too', async () => {
    const places = await layOut([node('a'), node('b')], [edge('a', 'b'), edge('b', 'a')], run);
    expect(Object.keys(places)).toEqual(['a', 'b']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowNode } from './flow.ts';
import { type Drawn, findCycles, graphOf, previousNodes, reachableFrom, topologicalOrder, upstreamOf } from './graph.ts';

const node: FlowNode = { type: 'core/delay', version: 1, config: {} };

/** `a>b b>c` */
function drawn(text: string): Drawn {
  const edges = text.split(' ').map((edge) => ({ from: edge.split('>')[0]!, to: edge.split('>')[1]! }));
  return {
    nodes: Object.fromEntries(
      edges.flatMap(({ from, to }) => [
        [from, node],
        [to, node],
      ]),
    ),
    edges,
  };
}

const sorted = (ids: Iterable<string> | undefined) => [...(ids ?? [])].sort();

describe('FLW-6 walks over a flow', () => {
  // trigger → validate → change (→ error: raise) → emit; validate's other way → refuse
  const graph = graphOf(
    drawn('trigger>validate validate>change validate>refuse change>emit change>raise refuse>tell emit>tell raise>tell'),
  );

  test('neighbours, reach and upstream', () => {
    expect(previousNodes(graph, 'tell')).toEqual(['refuse', 'emit', 'raise']);
    expect(sorted(reachableFrom(graph, 'change'))).toEqual(['change', 'emit', 'raise', 'tell']);
    expect(sorted(upstreamOf(graph, 'emit'))).toEqual(['change', 'trigger', 'validate']);
    expect(upstreamOf(graph, 'trigger').size).toBe(0);
  });

  test('edges to nodes that are not there are passed over', () => {
    const half = graphOf({
      nodes: { a: node },
      edges: [
        { from: 'a', to: 'gone' },
        { from: 'gone', to: 'a' },
      ],
    });
    expect(previousNodes(half, 'a')).toEqual([]);
    expect(findCycles(half)).toEqual([]);
  });

  test('cycles are named, a node that leads to itself too, and what hangs behind one is not', () => {
    expect(findCycles(graphOf(drawn('a>b b>c c>b c>d e>e')))).toEqual([['b', 'c'], ['e']]);
    expect(findCycles(graph)).toEqual([]);
    expect(topologicalOrder(graphOf(drawn('a>b b>c c>b c>d')))).toEqual(['a']);
  });

  test('in any drawing: an order exists exactly when there is no cycle, and it respects every edge', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { minLength: 1, maxLength: 12 }), (pairs) => {
        const any = graphOf(drawn(pairs.map(([from, to]) => `${from}>${to}`).join(' ')));
        const order = topologicalOrder(any);
        expect(order.length === any.nodeIds.length).toBe(findCycles(any).length === 0);
        for (const [from, to] of pairs) if (order.includes(to)) expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
      }),
    );
  });
});

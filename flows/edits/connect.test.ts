import { describe, expect, test } from 'vitest';
import { findSampleManifest, sampleFlow } from '../../test/support/sample-flow.ts';
import type { FlowEdge } from '../flow.ts';
import { connect, connectInstead, whyNotConnect, whyNotLead } from './connect.ts';

describe('FLW-15 connecting', () => {
  test('adds an edge, once', () => {
    const edge = { from: 'change', port: 'error', to: 'told' };
    const flow = connect(sampleFlow, edge);
    expect(flow.edges).toEqual([...sampleFlow.edges, edge]);
    expect(connect(flow, edge)).toBe(flow);
    expect(connect(sampleFlow, { from: 'requested', to: 'told' }).edges.at(-1)).toEqual({ from: 'requested', to: 'told' });
  });

  const refused: readonly [FlowEdge, string][] = [
    [{ from: 'gone', to: 'reply' }, 'not there'],
    [{ from: 'reply', to: 'reply' }, 'itself'],
    [{ from: 'reply', to: 'requested' }, 'trigger'],
    [{ from: 'reply', to: 'change' }, 'back to itself'],
    [{ from: 'change', port: 'maybe', to: 'reply' }, 'no such port'],
    [{ from: 'requested', port: 'out', to: 'change' }, 'connected already'],
    [{ from: 'reply', to: 'restore' }, 'compensation'],
  ];
  test.each(refused)('%j may not be drawn', (edge, why) => {
    expect(whyNotConnect(sampleFlow, edge, { nodeTypes: findSampleManifest })).toContain(why);
  });

  test('an edge into another container may not be drawn, a good one may', () => {
    const inside = { ...sampleFlow, nodes: { ...sampleFlow.nodes, told: { ...sampleFlow.nodes['told']!, parent: 'loop' } } };
    expect(whyNotConnect(inside, { from: 'change', port: 'error', to: 'told' }, { nodeTypes: findSampleManifest })).toContain('container');
    expect(whyNotConnect(sampleFlow, { from: 'change', port: 'error', to: 'told' }, { nodeTypes: findSampleManifest })).toBeUndefined();
  });
});

describe('FLW-15 in place of an edge that does not fit', () => {
  const context = { nodeTypes: findSampleManifest };
  /** `told` in `each`, which stands in `part` as `blocked` does; `answer` stands in the flow itself. */
  const nested = {
    ...sampleFlow,
    nodes: {
      ...sampleFlow.nodes,
      part: { type: 'core/scope', version: 1, config: {} },
      each: { type: 'core/for-each', version: 1, config: { items: [] }, parent: 'part' },
      told: { ...sampleFlow.nodes['told']!, parent: 'each' },
      blocked: { ...sampleFlow.nodes['blocked']!, parent: 'part' },
    },
    edges: [{ from: 'requested', to: 'change' }],
  };
  const instead: readonly [FlowEdge, FlowEdge | undefined][] = [
    [
      { from: 'change', port: 'blocked', to: 'told' },
      { from: 'change', port: 'blocked', to: 'part' },
    ],
    [
      { from: 'told', port: 'out', to: 'answer' },
      { from: 'part', port: 'out', to: 'answer' },
    ],
    [
      { from: 'told', port: 'error', to: 'answer' },
      { from: 'part', port: 'error', to: 'answer' },
    ],
    [
      { from: 'told', port: 'out', to: 'blocked' },
      { from: 'each', port: 'out', to: 'blocked' },
    ],
    [
      { from: 'answer', port: 'out', to: 'requested' },
      { from: 'requested', port: 'out', to: 'answer' },
    ],
    // There already, its own container, itself, round a circle, or nothing wrong with it.
    [{ from: 'change', port: 'out', to: 'requested' }, undefined],
    [{ from: 'each', port: 'out', to: 'told' }, undefined],
    [{ from: 'told', port: 'out', to: 'each' }, undefined],
    [{ from: 'change', port: 'out', to: 'change' }, undefined],
    [{ from: 'change', port: 'out', to: 'answer' }, undefined],
    [{ from: 'change', port: 'out', to: 'gone' }, undefined],
  ];
  test.each(instead)('of %j stands %j', (edge, other) => {
    expect(connectInstead(nested, edge, context)).toEqual(other);
    if (other !== undefined) expect(whyNotConnect(nested, other, context)).toBeUndefined();
  });

  test('what is asked of many targets at once is answered as of each', () => {
    for (const flow of [sampleFlow, nested])
      for (const from of Object.keys(flow.nodes)) {
        const whyNot = whyNotLead(flow, { from, port: 'out' }, context);
        for (const to of Object.keys(flow.nodes)) expect(whyNot(to)).toBe(whyNotConnect(flow, { from, port: 'out', to }, context));
      }
  });
});

import { describe, expect, test } from 'vitest';
import { findSampleManifest, sampleFlow } from '../../test/support/sample-flow.ts';
import type { FlowEdge } from '../flow.ts';
import { connect, whyNotConnect } from './connect.ts';

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

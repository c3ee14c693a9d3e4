import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryFlow } from '../test/support/arbitrary-flow.ts';
import { sampleFlow } from '../test/support/sample-flow.ts';
import { canonicalText } from './canonical.ts';
import type { FlowDocument, FlowNode } from './flow.ts';
import { mergeFlows, resolveConflict } from './flow-merge.ts';
import { isFlowDocument } from './validate-flow.ts';

function withNode(flow: FlowDocument, id: string, change: Partial<FlowNode>): FlowDocument {
  return { ...flow, nodes: { ...flow.nodes, [id]: { ...flow.nodes[id]!, ...change } } };
}

function withoutNode(flow: FlowDocument, id: string): FlowDocument {
  const { [id]: _, ...nodes } = flow.nodes;
  return { ...flow, nodes, edges: flow.edges.filter(({ from, to }) => from !== id && to !== id) };
}

const same = (a: FlowDocument, b: FlowDocument) => expect(canonicalText(a)).toBe(canonicalText(b));
const added: FlowNode = { type: 'test/raise', version: 1, config: { title: 'x' } };

describe('FLW-14 merging two people’s changes', () => {
  test('different fields of one node go together', () => {
    const mine = withNode(sampleFlow, 'change', { timeoutMs: 30_000 });
    const theirs = withNode(sampleFlow, 'change', { config: { ...sampleFlow.nodes['change']!.config, mode: 'all' } });
    const { flow, conflicts } = mergeFlows(sampleFlow, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(flow.nodes['change']).toMatchObject({ timeoutMs: 30_000, config: { mode: 'all', salesOrder: '= trigger.body.erpOrderNumber' } });
  });

  test('the same field changed twice is a conflict; mine stands until somebody decides', () => {
    const mine = withNode(sampleFlow, 'change', { timeoutMs: 30_000 });
    const theirs = withNode(sampleFlow, 'change', { timeoutMs: 20_000 });
    const { flow, conflicts } = mergeFlows(sampleFlow, mine, theirs);
    expect(conflicts).toEqual([
      {
        path: ['nodes', 'change', 'timeoutMs'],
        pointer: '/nodes/change/timeoutMs',
        nodeId: 'change',
        base: 15_000,
        mine: 30_000,
        theirs: 20_000,
      },
    ]);
    same(flow, mine);
    same(resolveConflict(flow, conflicts[0]!, 'theirs'), theirs);
    same(resolveConflict(flow, conflicts[0]!, 'mine'), mine);
  });

  test('one removes what the other changes', () => {
    const mine = withNode(sampleFlow, 'told', { config: { title: 'New words' } });
    const { flow, conflicts } = mergeFlows(sampleFlow, mine, withoutNode(sampleFlow, 'told'));
    expect(conflicts).toMatchObject([{ pointer: '/nodes/told', mine: { config: { title: 'New words' } } }]);
    expect(conflicts[0]).not.toHaveProperty('theirs');
    expect(flow.nodes['told']?.config).toEqual({ title: 'New words' });
  });

  test('one removes a node that the other connects: the edge is the conflict and hangs nowhere', () => {
    const mine: FlowDocument = { ...sampleFlow, edges: [...sampleFlow.edges, { from: 'change', port: 'error', to: 'told' }] };
    const { flow, conflicts } = mergeFlows(sampleFlow, mine, withoutNode(sampleFlow, 'told'));
    expect(conflicts).toMatchObject([{ pointer: '/edges/change:error:told', mine: { from: 'change', port: 'error', to: 'told' } }]);
    expect(flow.edges.filter(({ to }) => to === 'told')).toEqual([]);
    expect(flow.nodes).not.toHaveProperty('told');
  });

  test('two new nodes with one id are not mixed', () => {
    const mine = withNode(sampleFlow, 'extra', added);
    const theirs = withNode(sampleFlow, 'extra', { ...added, config: { title: 'y' } });
    expect(mergeFlows(sampleFlow, mine, theirs).conflicts.map(({ pointer }) => pointer)).toEqual(['/nodes/extra']);
  });

  test('two flows that are too large together leave mine', () => {
    const many = (prefix: string): FlowDocument => ({
      ...sampleFlow,
      nodes: { ...sampleFlow.nodes, ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${prefix}${i}`, added])) },
    });
    const { flow, conflicts } = mergeFlows(sampleFlow, many('a'), many('b'));
    expect(conflicts.map(({ pointer }) => pointer)).toEqual(['']);
    same(flow, many('a'));
  });

  test('for any flows: who changed alone wins, equal changes agree, the shape holds', () => {
    fc.assert(
      fc.property(arbitraryFlow, arbitraryFlow, arbitraryFlow, (base, mine, theirs) => {
        same(mergeFlows(base, mine, base).flow, mine);
        same(mergeFlows(base, base, theirs).flow, theirs);
        expect(mergeFlows(base, mine, mine)).toMatchObject({ conflicts: [] });
        const merged = mergeFlows(base, mine, theirs);
        expect(isFlowDocument(merged.flow)).toBe(true);
        for (const one of merged.conflicts) expect(isFlowDocument(resolveConflict(merged.flow, one, 'theirs'))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('for any flows: without conflicts both orders give the same flow', () => {
    // Each side changes some fields of the base, so that many pairs do not collide.
    const change = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('timeoutMs', 'version'), fc.integer({ min: 1, max: 3 }));
    const changes = fc.array(change, { maxLength: 3 });
    const changed = (flow: FlowDocument, list: readonly [string, string, number][]) =>
      list.reduce((at, [id, field, value]) => (at.nodes[id] === undefined ? at : withNode(at, id, { [field]: value })), flow);
    let clean = 0;
    fc.assert(
      fc.property(arbitraryFlow, changes, changes, arbitraryFlow, fc.boolean(), (base, a, b, other, far) => {
        const [mine, theirs] = [changed(base, a), far ? other : changed(base, b)];
        const [one, two] = [mergeFlows(base, mine, theirs), mergeFlows(base, theirs, mine)];
        expect(one.conflicts.map(({ pointer }) => pointer)).toEqual(two.conflicts.map(({ pointer }) => pointer));
        if (one.conflicts.length > 0) return;
        clean++;
        same(one.flow, two.flow);
      }),
      { numRuns: 300 },
    );
    expect(clean).toBeGreaterThan(50);
  });
});

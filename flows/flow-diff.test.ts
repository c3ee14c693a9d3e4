import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryFlow } from '../test/support/arbitrary-flow.ts';
import { sampleFlow } from '../test/support/sample-flow.ts';
import { canonicalText } from './canonical.ts';
import type { FlowDocument, FlowNode } from './flow.ts';
import { applyDiff, changesOf, diffFlows, type FlowDiff } from './flow-diff.ts';
import { meaningHash } from './meaning-hash.ts';

function withNode(id: string, change: Partial<FlowNode>): FlowDocument {
  return { ...sampleFlow, nodes: { ...sampleFlow.nodes, [id]: { ...sampleFlow.nodes[id]!, ...change } } };
}

const pointers = (diff: FlowDiff) => ({
  layout: diff.layout.map(({ pointer }) => pointer),
  structure: diff.structure.map(({ pointer }) => pointer),
  meaning: diff.meaning.map(({ pointer }) => pointer),
});

describe('FLW-13 a diff in three layers, by node and field', () => {
  test('a changed expression is one field of one node', () => {
    const change = sampleFlow.nodes['change']!;
    const diff = diffFlows(sampleFlow, withNode('change', { config: { ...change.config, salesOrder: '= trigger.body.order' } }));
    expect(diff).toEqual({
      layout: [],
      structure: [],
      meaning: [
        {
          path: ['nodes', 'change', 'config', 'salesOrder'],
          pointer: '/nodes/change/config/salesOrder',
          nodeId: 'change',
          from: '= trigger.body.erpOrderNumber',
          to: '= trigger.body.order',
        },
      ],
    });
  });

  test('moving and naming are layout, coming and going is structure', () => {
    const { told: _, ...nodes } = sampleFlow.nodes;
    const moved: FlowDocument = {
      ...sampleFlow,
      description: 'Other words.',
      nodes: { ...nodes, change: { ...nodes['change']!, label: 'Change it', note: 'Ask finance' } },
      edges: sampleFlow.edges.filter(({ from, to }) => from !== 'told' && to !== 'told'),
      layout: { requested: [0, 0], change: [300, 0] },
      concurrency: 5,
    };
    expect(pointers(diffFlows(sampleFlow, moved))).toEqual({
      layout: ['/description', '/layout/change', '/nodes/change/label', '/nodes/change/note'],
      structure: ['/edges/large:large:told', '/edges/told::answer', '/nodes/told'],
      meaning: ['/concurrency'],
    });
  });

  test('equal flows have no diff, whatever their order of writing', () => {
    expect(changesOf(diffFlows(sampleFlow, { ...sampleFlow, edges: [...sampleFlow.edges].reverse() }))).toEqual([]);
  });

  const same = (a: FlowDocument, b: FlowDocument) => expect(canonicalText(a)).toBe(canonicalText(b));

  test('for any two flows: applied it leads from one to the other', () => {
    fc.assert(
      fc.property(arbitraryFlow, arbitraryFlow, (a, b) => {
        const diff = diffFlows(a, b);
        same(applyDiff(a, diff), b);
        expect(changesOf(diff).length === 0).toBe(canonicalText(a) === canonicalText(b));
        // Stored and sent as JSON.
        expect(JSON.parse(JSON.stringify(diff))).toEqual(diff);
      }),
      { numRuns: 300 },
    );
  });

  test('for any two flows: nothing but layout changed exactly when the meaning hash is the same', () => {
    fc.assert(
      fc.property(arbitraryFlow, arbitraryFlow, (a, b) => {
        const { structure, meaning } = diffFlows(a, b);
        expect(structure.length + meaning.length === 0).toBe(meaningHash(a, {}) === meaningHash(b, {}));
        const looks = applyDiff(a, { layout: diffFlows(a, b).layout, structure: [], meaning: [] });
        expect(meaningHash(looks, {})).toBe(meaningHash(a, {}));
      }),
      { numRuns: 200 },
    );
  });

  test('a change inside a node that is gone is passed over', () => {
    const { reply: _, ...nodes } = sampleFlow.nodes;
    const without = { ...sampleFlow, nodes };
    const diff = diffFlows(sampleFlow, withNode('reply', { timeoutMs: 5 }));
    same(applyDiff(without, diff), without);
  });
});

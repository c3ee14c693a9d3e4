import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryFlow } from '../test/support/arbitrary-flow.ts';
import { findSampleManifest, sampleFlow } from '../test/support/sample-flow.ts';
import { canonicalText, sortEdges } from './canonical.ts';
import type { FlowDocument } from './flow.ts';
import { meaningHash } from './meaning-hash.ts';
import { collectSchemas } from './schema-refs.ts';
import { checkFlow, isFlowDocument } from './validate-flow.ts';

const sortedFlow = (flow: FlowDocument): FlowDocument => ({ ...flow, edges: sortEdges(flow.edges) });

describe('FLW-10 the one text of a flow', () => {
  test('reads as people expect it', () => {
    const flow: FlowDocument = {
      layout: { b: [260, 0], a: [0, 0.5] },
      edges: [
        { to: 'b', from: 'a' },
        { from: 'a', port: 'error', to: 'b' },
      ],
      nodes: {
        b: { config: { z: 1, a: ['x', {}] }, version: 1, type: 'core/map' },
        a: { type: 'core/manual', version: 1, label: 'Go', config: {} },
      },
      contract: { major: 1, input: { type: 'object', properties: { zeta: {}, alpha: {} } } },
      owner: 'planning',
      layer: 'process',
      name: 'Größe',
      id: 'x',
      format: 1,
    };
    expect(canonicalText(flow)).toMatchInlineSnapshot(`
      "{
        "format": 1,
        "id": "x",
        "name": "Größe",
        "layer": "process",
        "owner": "planning",
        "contract": {
          "major": 1,
          "input": {
            "type": "object",
            "properties": {
              "zeta": {},
              "alpha": {}
            }
          }
        },
        "nodes": {
          "a": {
            "type": "core/manual",
            "version": 1,
            "label": "Go",
            "config": {}
          },
          "b": {
            "type": "core/map",
            "version": 1,
            "config": {
              "a": [
                "x",
                {}
              ],
              "z": 1
            }
          }
        },
        "edges": [
          { "from": "a", "to": "b" },
          { "from": "a", "port": "error", "to": "b" }
        ],
        "layout": {
          "a": [0, 0.5],
          "b": [260, 0]
        }
      }
      "
    `);
  });

  test('the order in which a flow was built does not show', () => {
    const shuffled = Object.fromEntries(Object.entries(sampleFlow).reverse()) as unknown as FlowDocument;
    const nodes = Object.fromEntries(Object.entries(shuffled.nodes).reverse());
    expect(canonicalText({ ...shuffled, nodes, edges: [...shuffled.edges].reverse() })).toBe(canonicalText(sampleFlow));
  });

  test('moving a node changes one line', () => {
    const lines = (flow: FlowDocument) => canonicalText(flow).split('\n');
    const before = lines(sampleFlow);
    const after = lines({ ...sampleFlow, layout: { ...sampleFlow.layout, change: [300, 40] } });
    expect(after.filter((line, i) => line !== before[i])).toEqual(['    "change": [300, 40],']);
  });

  test('for any flow: read again it is equal, and written again it is the same text', () => {
    fc.assert(
      fc.property(arbitraryFlow, (flow) => {
        const text = canonicalText(flow);
        const again = JSON.parse(text) as FlowDocument;
        expect(again).toEqual(sortedFlow(flow));
        expect(canonicalText(again)).toBe(text);
        expect(text.endsWith('}\n')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('FLW-10 the meaning hash', () => {
  const schemas = collectSchemas(sampleFlow);
  const hash = (flow: FlowDocument) => meaningHash(flow, schemas);

  test('looks do not count: layout, labels, notes, description, order', () => {
    const { layout: _, description: __, ...bare } = sampleFlow;
    const nodes = Object.fromEntries(
      Object.entries(sampleFlow.nodes)
        .reverse()
        .map(([id, node]) => [id, { ...node, label: 'Other', note: 'new' }]),
    );
    const notes = { 'note-1': { text: 'Why', at: [0, 0], size: [220, 120] } } as const;
    expect(hash({ ...bare, notes, nodes, edges: [...sampleFlow.edges].reverse() })).toBe(hash(sampleFlow));
    expect(hash(sampleFlow)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('everything else counts', () => {
    const change = sampleFlow.nodes['change']!;
    const others: readonly FlowDocument[] = [
      { ...sampleFlow, name: 'Other' },
      { ...sampleFlow, deadlineMs: 1 },
      { ...sampleFlow, edges: sampleFlow.edges.slice(1) },
      { ...sampleFlow, nodes: { ...sampleFlow.nodes, change: { ...change, timeoutMs: 1 } } },
      {
        ...sampleFlow,
        nodes: { ...sampleFlow.nodes, change: { ...change, config: { ...change.config, label: 'a label in a config is config' } } },
      },
      { ...sampleFlow, lane: { ...sampleFlow.lane!, onFailure: 'continue' } },
    ];
    expect(new Set([sampleFlow, ...others].map(hash)).size).toBe(others.length + 1);
  });

  test('a schema that changes under its name counts', () => {
    expect(Object.keys(schemas)).toEqual(['schemas/order-change.json']);
    expect(meaningHash(sampleFlow, { ...schemas, 'schemas/order-change.json': { type: 'object' } })).not.toBe(hash(sampleFlow));
  });
});

test('FLW-2 checking never throws and never changes, whatever is drawn', () => {
  fc.assert(
    fc.property(arbitraryFlow, (flow) => {
      const before = JSON.stringify(flow);
      expect(isFlowDocument(flow)).toBe(true);
      for (const { message, help, path } of checkFlow(flow, { nodeTypes: findSampleManifest }))
        expect(`${message}${help}${path}`).not.toContain('undefined');
      expect(JSON.stringify(flow)).toBe(before);
    }),
    { numRuns: 300 },
  );
});

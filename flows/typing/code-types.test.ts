import { expect, test } from 'vitest';
import { findSampleManifest, sampleFlow } from '../../test/support/sample-flow.ts';
import type { FlowDocument } from '../flow.ts';
import type { JsonSchema } from '../json.ts';
import type { NodeManifest } from '../node-manifest.ts';
import { codeTypesAt } from './code-types.ts';

const text = { type: 'string' };
const code: NodeManifest = {
  ...findSampleManifest('core/map')!,
  type: 'core/code',
  output: { derive: 'code-output' },
  config: {
    type: 'object',
    properties: { code: text, input: { format: 'expression' }, output: { type: 'object', format: 'json-schema' } },
  },
};
const context = { nodeTypes: (type: string) => (type === 'core/code' ? code : findSampleManifest(type)) };

/** The lines that speak of this step, behind a trigger whose message has this schema. */
function linesFor(input: JsonSchema, config: FlowDocument['nodes'][string]['config']): readonly string[] {
  const flow: FlowDocument = {
    ...sampleFlow,
    contract: { major: 1, input },
    nodes: {
      start: { type: 'test/webhook', version: 1, config: { path: 'x' } },
      sum: { type: 'core/code', version: 1, config: { code: 'return input', ...config } },
    },
    edges: [{ from: 'start', to: 'sum' }],
  };
  const lines = codeTypesAt(flow, 'sum', context)!.split('\n');
  return lines.slice(
    0,
    lines.findIndex((line) => line.startsWith('declare const lib')),
  );
}

const order: JsonSchema = {
  type: 'object',
  required: ['order', 'items', 'state'],
  properties: {
    order: { type: 'string', pattern: '^[0-9]{10}$' },
    state: { enum: ['new', 'old', 3] },
    note: { type: ['string', 'null'] },
    'ship-to': text,
    extra: {},
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['quantity'],
        properties: { quantity: { type: 'string', format: 'decimal' }, count: { type: 'integer' } },
      },
    },
  },
};

test('FTY-10 code sees its input as the schemas have it: constants, what may be missing, what is not known', () => {
  expect(linesFor(order, { input: '= trigger.body' })).toEqual([
    '/** What the step gives to the code; nothing else of the run is there. */',
    'declare const input: { /** 10 digits with leading zeros */ order: string; state: "new" | "old" | 3; note?: string | null; "ship-to"?: string; extra?: any; items: Array<{ /** decimal as text */ quantity: string; /** integer */ count?: number }> };',
  ]);
  expect(linesFor(order, { input: { of: '= trigger.body.note', all: ['= trigger.body.order', 5] } }).at(-1)).toBe(
    'declare const input: { of?: string | null; all: [string, 5] };',
  );
});

test('FTY-10 an input that may not be found is null, and one that nothing is known of is anything', () => {
  expect(linesFor(order, { input: '= trigger.body.`ship-to`' }).at(-1)).toBe('declare const input: string | null;');
  expect(linesFor({}, { input: '= trigger.body' }).at(-1)).toBe('declare const input: any;');
  expect(linesFor(order, {}).at(-1)).toBe('declare const input: null;');
});

test('FTY-10 a schema that refers to itself has a name, and one that would be endless ends', () => {
  const part = {
    type: 'object',
    required: ['id'],
    properties: { id: text, parts: { type: 'array', items: { $ref: '#/$defs/bom-part' } } },
  };
  const tree = { type: 'object', required: ['top'], properties: { top: { $ref: '#/$defs/bom-part' } }, $defs: { 'bom-part': part } };
  const lines = linesFor(tree, { input: '= trigger.body' });
  expect(lines).toContain('type BomPart = { id: string; parts?: BomPart[] };');
  expect(lines.at(-1)).toBe('declare const input: { top: BomPart };');
});

test('FTY-10 the output that a step declares has a name of its own', () => {
  const output = { type: 'object', required: ['total'], properties: { total: { type: 'number' } } };
  expect(linesFor(order, { output: output as never }).at(-1)).toBe('type Output = { total: number };');
});

test('FTY-10 a node that is no code has none', () => {
  expect(codeTypesAt(sampleFlow, Object.keys(sampleFlow.nodes)[0]!, context)).toBeUndefined();
  expect(codeTypesAt(sampleFlow, '__proto__', context)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { findSampleManifest, sampleFlow } from '../../test/support/sample-flow.ts';
import type { FlowDocument } from '../flow.ts';
import type { Json, JsonSchema } from '../json.ts';
import { checkFlow } from '../validate-flow.ts';
import { findInlineSamples } from './inline-samples.ts';

const withInput = (input: JsonSchema): FlowDocument => ({ ...sampleFlow, contract: { ...sampleFlow.contract, input } });
const problemsOf = (input: JsonSchema) =>
  checkFlow(withInput(input), { nodeTypes: findSampleManifest }).map(({ code, path }) => `${code} ${path}`);

function nested(levels: number): JsonSchema {
  let schema: JsonSchema = { type: 'string' };
  for (let level = 1; level < levels; level += 1) schema = { not: schema };
  return schema;
}

test('COD-6 a schema of more than 64 KiB or 32 levels is a problem; a document that is deeper still is one itself', () => {
  expect(problemsOf(nested(32))).toEqual([]);
  expect(problemsOf(nested(33))).toEqual(['schema-too-deep /contract/input']);
  expect(problemsOf(nested(5_000))).toEqual(['flow-too-deep ']);
  expect(problemsOf({ enum: [] as readonly Json[], description: 'x'.repeat(65_000) })).toEqual([]);
  expect(problemsOf({ description: 'x'.repeat(66_000) })).toEqual(['schema-too-large /contract/input']);
});

test('COD-6 code and schemas of analysts are found with their places; schemas of ours are passed over', () => {
  const config = {
    properties: {
      script: { type: 'string', 'x-language': 'javascript' },
      shape: { type: 'object', format: 'json-schema' },
      text: { type: 'string' },
    },
  };
  const node = (config: FlowDocument['nodes'][string]['config']) => ({ type: 'test/any', version: 1, config });
  const flow: FlowDocument = {
    ...sampleFlow,
    contract: { major: 1, input: { $ref: 'schemas/order-change.json' }, output: { type: 'object' } },
    nodes: {
      one: node({ script: 'return 1', shape: { type: 'string' }, text: 'return 2' }),
      two: node({ shape: { $ref: 'schemas/stock.json' } }),
    },
  };
  expect(findInlineSamples(flow, () => ({ config }))).toEqual([
    { path: '/contract/output', what: { kind: 'schema', schema: { type: 'object' } } },
    { path: '/nodes/one/config/script', nodeId: 'one', what: { kind: 'code', code: 'return 1' } },
    { path: '/nodes/one/config/shape', nodeId: 'one', what: { kind: 'schema', schema: { type: 'string' } } },
  ]);
});

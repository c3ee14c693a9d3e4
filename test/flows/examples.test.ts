/**
 * The examples as documents: all that publishing would check, for a first start makes them live without checking them again (EXA-1), and
 * the text they are kept in.
 */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { canonicalText } from '#flows/canonical.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { checkFlow } from '#flows/validate-flow.ts';
import { nodeTypes } from '#nodes/catalog.ts';
import { createExpressionEngine } from '#runtime/expressions/expression-engine.ts';
import type { VersionRow } from '#runtime/store/flow-definitions.ts';
import { createFlowLanguage } from '#runtime/versions/create-flow-language.ts';
import { createTrial } from '#runtime/versions/try-out-flow.ts';

const types = new Map(nodeTypes.map((type) => [type.manifest.type, type]));
const expressions = createExpressionEngine({ size: 1 });
afterAll(() => expressions.close());
const tryOut = createTrial(expressions, (type) => types.get(type)?.manifest);

/** Called flows stand before their callers: what stands behind is not published yet when a flow is. */
function contextOf(flowId: string) {
  const before = exampleFlows.slice(
    0,
    exampleFlows.findIndex(({ id }) => id === flowId),
  );
  return {
    nodeTypes: (type: string) => types.get(type)?.manifest,
    checkConfig: (type: string, config: JsonObject) => types.get(type)?.checkConfig?.(config) ?? [],
    flows(called: string, major: number) {
      const found = before.find(({ id, contract }) => id === called && contract.major === major);
      return found === undefined
        ? undefined
        : { contract: found.contract, document: found, ...(found.lane === undefined ? {} : { lane: found.lane.name }) };
    },
  };
}

describe.each(exampleFlows.map((flow) => [flow.id, flow] as const))('%s', (id, flow) => {
  test('FLW-2 has no problem at all, not even a warning', () => {
    expect(checkFlow(flow, contextOf(id))).toEqual([]);
  });

  test('EXA-1 D12 has code and schemas that can be used', async () => {
    expect(await tryOut(flow)).toEqual([]);
  });

  test('FLW-10 is kept in its canonical text, so that a change shows as what it is', () => {
    const text = readFileSync(new URL(`../../flows/examples/${id}.flow.json`, import.meta.url), 'utf8');
    expect(text).toBe(canonicalText(flow));
  });

  test('says what it is for, and every node has a name and a place on the canvas', () => {
    expect(flow.description).toMatch(/\.$/);
    expect(Object.keys(flow.layout ?? {}).sort()).toEqual(Object.keys(flow.nodes).sort());
    for (const node of Object.values(flow.nodes)) expect(node.label).toBeTruthy();
  });
});

test('EXA-1 no two are called at the same address', () => {
  const addresses = exampleFlows.flatMap(({ contract, nodes }) =>
    Object.values(nodes).flatMap(({ type, config }) => {
      const found = types.get(type);
      if (found === undefined || !('trigger' in found) || found.trigger.kind !== 'http') return [];
      const { path, methods } = found.trigger.route(config);
      return methods.map((method) => `${method} v${contract.major}/${path}`);
    }),
  );
  expect(addresses.length).toBeGreaterThan(5);
  expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
});

describe('WVR-1: with all examples published', () => {
  const language = createFlowLanguage({
    nodeTypes,
    expressions,
    definitions: {
      listFlowIds: () => exampleFlows.map(({ id }) => id),
      latestVersion: (id) => (exampleFlows.some((flow) => flow.id === id) ? 1 : undefined),
      findVersion(flowId, version) {
        const document = exampleFlows.find(({ id }) => id === flowId);
        return document && ({ flowId, version, document, major: document.contract.major } as VersionRow);
      },
    },
  });

  test.each(exampleFlows.map((flow) => [flow.id, flow] as const))('%s goes past none of their system APIs', (_id, flow) => {
    expect(language.check(flow).problems).toEqual([]);
  });

  test('each system flow is such an API, and one that goes past them is told so', () => {
    expect(language.systemApis().map(({ flowId }) => flowId)).toEqual(
      exampleFlows.filter(({ layer }) => layer === 'system').map(({ id }) => id),
    );
    const past: FlowDocument = { ...exampleFlows.find(({ id }) => id === 'sap-plant-orders')!, id: 'past', layer: 'process' };
    expect(language.check(past).problems.map(({ code, nodeId }) => [code, nodeId])).toEqual([
      ['system-api-passed', 'ask'],
      ['system-api-passed', 'items'],
    ]);
  });
});

/** The examples as documents: what checking says of them, and the text they are kept in. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalText } from '#flows/canonical.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import { checkFlow } from '#flows/validate-flow.ts';
import { nodeTypes } from '#nodes/catalog.ts';

const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));

/** Called flows stand before their callers: what stands behind is not published yet when a flow is. */
function contextOf(flowId: string) {
  const before = exampleFlows.slice(
    0,
    exampleFlows.findIndex(({ id }) => id === flowId),
  );
  return {
    nodeTypes: (type: string) => manifests.get(type),
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

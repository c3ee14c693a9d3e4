/** While somebody draws, only what may have changed is looked at again: the same must come out. */
import { expect, test } from 'vitest';
import { type CheckContext, prepare } from '#flows/check/checked-flow.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { checkFlowTypes } from '#flows/typing/check-flow-types.ts';
import { checkFlowWithTypes, createFlowChecker } from '#flows/validate-flow.ts';
import { nodeTypes } from '#nodes/catalog.ts';
import { createLargeFlow } from '../support/large-flow.ts';
import { makeMistakes } from '../support/seeded-mistakes.ts';

const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));
const context: CheckContext = {
  nodeTypes: (type) => manifests.get(type),
  flows(called, major) {
    const found = exampleFlows.find(({ id, contract }) => id === called && contract.major === major);
    return found === undefined
      ? undefined
      : { contract: found.contract, document: found, ...(found.lane === undefined ? {} : { lane: found.lane.name }) };
  },
};

test('FTY-9 after an edit, and after it is taken back, the same is found as by looking at everything', () => {
  const mistakes = makeMistakes(exampleFlows, 60, 99);
  for (const { flow: wrong, what } of mistakes) {
    const right = exampleFlows.find(({ id }) => id === wrong.id)!;
    const check = createFlowChecker(context);
    for (const document of [right, wrong, right, structuredClone(wrong)])
      expect(check(document), what).toEqual(checkFlowWithTypes(document, context));
  }
}, 120_000);

test('FTY-9 after a key press in a flow of 200 nodes, only the node that was edited is typed anew', () => {
  const flow = createLargeFlow(200);
  const node = flow.nodes['step-101']!;
  const rows = [{ target: 'order', expression: 'trigger.body.plant' }, ...(node.config['rows'] as readonly never[]).slice(1)];
  const edited: FlowDocument = { ...flow, nodes: { ...flow.nodes, 'step-101': { ...node, config: { rows } } } };
  const { typing: before } = checkFlowTypes(prepare(flow, context));
  const { typing: after } = checkFlowTypes(prepare(edited, context), before);
  const anew = Object.keys(flow.nodes).filter((id) => after.node(id) !== before.node(id));
  expect(anew).toContain('step-101');
  // Those that read the whole of what it gives, too.
  expect(anew.length).toBeLessThanOrEqual(5);
}, 120_000);

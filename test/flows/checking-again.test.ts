/** While somebody draws, only what may have changed is looked at again: the same must come out, and fast. */
import { expect, test } from 'vitest';
import type { CheckContext } from '#flows/check/checked-flow.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import type { FlowDocument } from '#flows/flow.ts';
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

test('FTY-9 a key press in a flow of 200 nodes costs a part of looking at everything', () => {
  const flow = createLargeFlow(200);
  const typed = (text: string): FlowDocument => {
    const node = flow.nodes['step-101']!;
    const rows = [{ target: 'order', expression: text }, ...(node.config['rows'] as readonly never[]).slice(1)];
    return { ...flow, nodes: { ...flow.nodes, 'step-101': { ...node, config: { rows } } } };
  };
  const check = createFlowChecker(context);
  check(flow);
  const texts = ['trigger.body.salesOrde', 'trigger.body.salesOrder', 'trigger.body.salesOrder & ""', 'trigger.body.plant'];
  for (const text of texts) expect(check(typed(text))).toEqual(checkFlowWithTypes(typed(text), context));
  const timed = (run: () => unknown): number => {
    const began = performance.now();
    run();
    return performance.now() - began;
  };
  const documents = Array.from({ length: 20 }, (_, at) => typed(`trigger.body.salesOrder & "${at}"`));
  const again = documents.map((document) => timed(() => check(document))).sort((a, b) => a - b);
  const whole = documents
    .slice(0, 5)
    .map((document) => timed(() => checkFlowWithTypes(document, context)))
    .sort((a, b) => a - b);
  console.info(`again ${again[10]!.toFixed(1)} ms, everything ${whole[2]!.toFixed(1)} ms`);
  expect(again[10]!).toBeLessThan(whole[2]! / 2);
}, 120_000);

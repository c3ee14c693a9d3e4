/** What the examples bring to be tried with, as a first start installs it: every test passes, every sample is taken and comes to an end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowTestReport, FlowTestView, SampleView } from '#flows/api/flow-tests.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunAccepted, RunView } from '#flows/api/runs.ts';
import { type CheckContext, prepare } from '#flows/check/checked-flow.ts';
import { outputAt } from '#flows/derive.ts';
import { portsOf } from '#flows/derive-ports.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import { allExampleTests } from '#flows/examples/tests/all-example-tests.ts';
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { StepDouble } from '#flows/flow-test.ts';
import { withStandIns } from '#flows/sealed-token.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { CallTyping } from '#flows/typing/call-typing.ts';
import { FlowTyping } from '#flows/typing/flow-typing.ts';
import { nodeTypes } from '#nodes/catalog.ts';
import { requireName } from '#runtime/http/schemas.ts';
import { type Api, eventually } from '../support/api.ts';
import { problemsAgainst } from '../support/canonical.ts';
import { findMisfit } from '../support/conforms-to-type.ts';
import { ENVIRONMENT, type FlowWorld, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
let api: Api;
beforeAll(async () => {
  world = await startFlowWorld();
  api = world.api;
}, 60_000);
afterAll(() => world?.close());

describe.each(allExampleTests.map((brought) => [brought.flow, brought] as const))('%s', (flow, brought) => {
  const samples = Object.keys(brought.samples(() => '2027-03-01'));

  test('are installed with the flow, under the name of the system', async () => {
    const stored = (await api.get<Page<FlowTestView>>(`/api/flows/${flow}/tests`)).items;
    expect(stored.map(({ name }) => name).sort()).toEqual(Object.keys(brought.tests).sort());
    expect(stored.every(({ changedBy }) => changedBy === 'system')).toBe(true);
    // As the API would take them, so that they can be edited.
    for (const { name } of stored) requireName(name);
    const kept = (await api.get<Page<SampleView>>(`/api/flows/${flow}/samples`)).items;
    expect(kept.map(({ name }) => name).sort()).toEqual(samples.sort());
  });

  test.each(Object.keys(brought.tests))('API-90 FTY-8 test: %s', async (name) => {
    const { results } = await api.send<FlowTestReport>('POST', `/api/flows/${flow}/tests/run`, { names: [name] });
    expect(results.map(({ passed, faults }) => ({ passed, faults }))).toEqual([{ passed: true, faults: [] }]);
    expect(results.flatMap(({ events }) => unpromised(flow, events))).toEqual([]);
  });

  test('FTY-2 answer as the systems do: by a port of the node, in the shape that it promises', () => {
    const document = exampleFlows.find(({ id }) => id === flow)!;
    for (const { doubles = {} } of Object.values(brought.tests))
      for (const [path, answers] of Object.entries(doubles))
        expect(answers.flatMap((answer) => faultsOf(answer, nodeAt(document, path)))).toEqual([]);
  });

  test.each(samples)('sample: %s', async (name) => {
    const sample = (await api.get<Page<SampleView>>(`/api/flows/${flow}/samples`)).items.find((one) => one.name === name)!;
    const { runId } = await api.send<RunAccepted>('POST', '/api/runs', { environment: ENVIRONMENT, flow, input: sample.payload });
    const stands = ['completed', 'waiting', 'stale', 'superseded'];
    const run = await eventually(async () => {
      const now = await api.get<RunView>(`/api/runs/${runId}`);
      if (now.state === 'parked' || now.state === 'failed') throw new Error(`${now.state}: ${JSON.stringify(now.error)}`);
      return stands.includes(now.state) ? now : undefined;
    }, 'the sample has gone its way');
    expect(stands).toContain(run.state);
    expect(unpromised(flow, await world.trace(run))).toEqual([]);
  });
});

test('every example flow brings them', () => {
  expect(allExampleTests.map(({ flow }) => flow)).toEqual(exampleFlows.map(({ id }) => id));
});

const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));
const checking: CheckContext = {
  nodeTypes: (type) => manifests.get(type),
  flows(flowId) {
    const found = exampleFlows.find(({ id }) => id === flowId);
    return found === undefined ? undefined : { contract: found.contract, document: found };
  },
};
const typings = new Map<FlowDocument, FlowTyping>();

/** By what schemas allow, not only by what they name. */
function typingOf(document: FlowDocument): FlowTyping {
  const known = typings.get(document) ?? new FlowTyping(prepare(document, checking), { declared: false, calls: new CallTyping(checking) });
  typings.set(document, known);
  return known;
}

/** FTY-2, FTY-8: what steps gave that their node types do not promise, or that is not of the inferred type, by the port that they ended at. */
function unpromised(flow: string, events: readonly TraceEvent[]): readonly string[] {
  const document = exampleFlows.find(({ id }) => id === flow)!;
  return events.flatMap((event) => {
    if (event.type !== 'step-completed' || event.path === '') return [];
    const { document: around, node } = standsAt(document, event.path);
    const { manifest } = nodeTypes.find((type) => type.manifest.type === node.type)!;
    if (manifest.kind === 'trigger') return [];
    const schema = outputAt(manifest, node, event.port, { contract: around.contract });
    const output = withStandIns(event.output);
    const id = event.path
      .split('/')
      .at(-1)!
      .replace(/@[\d.]+$/, '');
    const misfit = findMisfit(output, typingOf(around).output(id, event.port));
    return [...problemsAgainst(schema, output), ...(misfit === undefined ? [] : [` is not of its type: ${misfit}`])].map(
      (problem) => `${event.path} (${node.type}, ${event.port})${problem}`,
    );
  });
}

function nodeAt(document: FlowDocument, path: string): FlowNode {
  return standsAt(document, path).node;
}

/** What a path means: `parts/lines@2/orders/change` goes through loops of a flow and the flows that it calls. */
function standsAt(document: FlowDocument, path: string): { readonly document: FlowDocument; readonly node: FlowNode } {
  const [first, ...rest] = path.replace(/@[\d.]+/g, '').split('/');
  const node = document.nodes[first!];
  if (node === undefined) throw new Error(`${document.id} has no node "${first}"`);
  if (rest.length === 0) return { document, node };
  const inside = node.type === 'core/call-flow' ? exampleFlows.find(({ id }) => id === node.config['flow'])! : document;
  return standsAt(inside, rest.join('/'));
}

function faultsOf(answer: StepDouble, node: FlowNode): readonly string[] {
  if (!('output' in answer)) return [];
  const { manifest } = nodeTypes.find((type) => type.manifest.type === node.type)!;
  const names = portsOf(manifest, node).map(({ name }) => name);
  const port = answer.port ?? names[0]!;
  return [
    ...(names.includes(port) ? [] : [`${node.type} has no port "${port}"`]),
    ...problemsAgainst(outputAt(manifest, node, port, { contract: { major: 1 } }), answer.output),
  ];
}

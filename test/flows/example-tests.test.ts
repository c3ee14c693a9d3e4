/** What the examples bring to be tried with, as a first start installs it: every test passes, every sample is taken and comes to an end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowTestReport, FlowTestView, Page, RunAccepted, RunView, SampleView } from '#flows/api.ts';
import { portsOf } from '#flows/derive-ports.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import { allExampleTests } from '#flows/examples/tests/all-example-tests.ts';
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { StepDouble } from '#flows/flow-test.ts';
import { nodeTypes } from '#nodes/catalog.ts';
import { requireName } from '#runtime/http/schemas.ts';
import { type Api, eventually } from '../support/api.ts';
import { problemsAgainst } from '../support/canonical.ts';
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

  test.each(Object.keys(brought.tests))('API-90 test: %s', async (name) => {
    const { results } = await api.send<FlowTestReport>('POST', `/api/flows/${flow}/tests/run`, { names: [name] });
    expect(results.map(({ passed, faults }) => ({ passed, faults }))).toEqual([{ passed: true, faults: [] }]);
  });

  test('answer as the systems do: by a port of the node, in the shape that it promises', () => {
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
  });
});

test('every example flow brings them', () => {
  expect(allExampleTests.map(({ flow }) => flow)).toEqual(exampleFlows.map(({ id }) => id));
});

function nodeAt(document: FlowDocument, path: string): FlowNode {
  const [first, ...rest] = path.split('/');
  const node = document.nodes[first!];
  if (node === undefined) throw new Error(`${document.id} has no node "${first}"`);
  if (rest.length === 0) return node;
  return nodeAt(exampleFlows.find(({ id }) => id === node.config['flow'])!, rest.join('/'));
}

function faultsOf(answer: StepDouble, node: FlowNode): readonly string[] {
  if (!('output' in answer)) return [];
  const { manifest } = nodeTypes.find((type) => type.manifest.type === node.type)!;
  const names = portsOf(manifest, node).map(({ name }) => name);
  const port = answer.port ?? names[0]!;
  return [
    ...(names.includes(port) ? [] : [`${node.type} has no port "${port}"`]),
    ...('derive' in manifest.output ? [] : problemsAgainst(manifest.output, answer.output)),
  ];
}

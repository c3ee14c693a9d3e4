/** While somebody draws, only what may have changed is looked at again: the same must come out. */
import { expect, test } from 'vitest';
import { type CheckContext, prepare } from '#flows/check/checked-flow.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { checkFlowTypes } from '#flows/typing/check-flow-types.ts';
import { checkFlowWithTypes, createFlowChecker } from '#flows/validate-flow.ts';
import { nodeTypes } from '#nodes/catalog.ts';
// @ts-expect-error Plain JavaScript, so that scripts run it without a build.
import { makeLargeDraft } from '../bench/large-draft.mjs';
import { createLargeFlow } from '../support/large-flow.ts';
import { makeMistakes, seeded } from '../support/seeded-mistakes.ts';

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

test('FTY-9 however a flow of many blocks is edited, one edit upon another, the same is found as by looking at everything', () => {
  const draw = seeded(4711);
  let flow: FlowDocument = makeLargeDraft(44);
  const check = createFlowChecker(context);
  const kinds = new Map<string, number>();
  for (let edit = 0; edit < 80; edit += 1) {
    const kind = EDITS[Math.floor(draw() * EDITS.length)]!;
    const before = flow;
    flow = kind(structuredClone(flow), 1 + Math.floor(draw() * 5), draw);
    const found = check(structuredClone(flow));
    expect(found, `edit ${edit}: ${kind.name}`).toEqual(checkFlowWithTypes(flow, context));
    if (found.problems.length > 0) kinds.set(kind.name, (kinds.get(kind.name) ?? 0) + 1);
    // Most mistakes are taken back, some stay for a while.
    if (draw() < 0.7) flow = before;
  }
  // Mistakes were among them, of many kinds.
  expect(kinds.size).toBeGreaterThan(5);
}, 120_000);

type Edit = (flow: FlowDocument, block: number, draw: () => number) => FlowDocument;

/** What people do to the block, by hand and key press by key press. */
const EDITS: readonly Edit[] = [
  function typesIntoMap(flow, block, draw) {
    return withConfig(flow, `lines-${block}`, ({ rows }) => {
      const text = 'trigger.body.salesOrder';
      const [first, ...rest] = rows as readonly JsonObject[];
      return { rows: [{ ...first, expression: text.slice(0, 1 + Math.floor(draw() * text.length)) }, ...rest] };
    });
  },
  function dropsRow(flow, block, draw) {
    return withConfig(flow, `lines-${block}`, ({ rows }) => {
      const list = rows as readonly JsonObject[];
      const gone = Math.floor(draw() * list.length);
      return { rows: list.filter((_, at) => at !== gone) };
    });
  },
  function judgesOtherwise(flow, block, draw) {
    const read = draw() < 0.5 ? `steps.\`lines-${block}\`.total` : 'trigger.body.customerClass';
    const sense = draw() < 0.5 ? `${read} = "A"` : `$exists(${read})`;
    return withConfig(flow, `judge-${block}`, (config) => ({ ...config, cases: [{ port: 'large', when: `= ${sense}` }] }));
  },
  function closesWay(flow, block, draw) {
    return withConfig(flow, `judge-${block}`, (config) => ({
      ...config,
      cases: [{ port: 'large', when: draw() < 0.5 ? '= false' : '= true' }],
    }));
  },
  function renamesPort(flow, block) {
    return withConfig(flow, `judge-${block}`, (config) => ({ ...config, otherwise: 'little' }));
  },
  function validatesOther(flow, block, draw) {
    const value = draw() < 0.5 ? '= trigger.body' : `= steps.\`lines-${block}\`.items`;
    return withConfig(flow, `check-${block}`, (config) => ({ ...config, value }));
  },
  function changesSchema(flow, block, draw) {
    const type = draw() < 0.5 ? 'number' : 'string';
    return withConfig(flow, `check-${block}`, (config) => ({
      ...config,
      schema: { type: 'object', required: ['order'], properties: { order: { type }, total: { type } } },
    }));
  },
  function callsOtherwise(flow, block, draw) {
    const operation = draw() < 0.5 ? 'change' : 'rea';
    return withConfig(flow, `order-${block}`, (config) => ({ ...config, input: { operation, salesOrder: '= trigger.body.items' } }));
  },
  function declaresAnswer(flow, block, draw) {
    const free = { type: draw() < 0.5 ? 'string' : 'number' };
    return withConfig(flow, `stock-${block}`, (config) => ({ ...config, answer: { type: 'object', properties: { free } } }));
  },
  function writesBroken(flow, block) {
    return withConfig(flow, `told-${block}`, (config) => ({ ...config, subject: '= (steps.' }));
  },
  function readsLater(flow, block) {
    return withConfig(flow, `told-${block}`, (config) => ({ ...config, subject: `= steps.\`lines-${block + 1}\`.order` }));
  },
  function renamesNode(flow, block) {
    return withNode(flow, `lines-${block}`, (node) => ({ ...node, label: `Lines of ${block}` }));
  },
  function takesEdgeAway(flow, block) {
    return { ...flow, edges: flow.edges.filter(({ from }) => from !== `stock-${block}`) };
  },
  function takesNodeAway(flow, block) {
    const { [`check-${block}`]: _gone, ...nodes } = flow.nodes;
    return { ...flow, nodes, edges: flow.edges.filter(({ from, to }) => from !== `check-${block}` && to !== `check-${block}`) };
  },
  function waitsForAll(flow, block, draw) {
    return withConfig(flow, `asked-${block}`, () => (draw() < 0.5 ? {} : { mode: 'count', count: 3 }));
  },
  function takesContractAway(flow) {
    return { ...flow, contract: { major: 1, input: { type: 'object', properties: { salesOrder: { type: 'number' } } } } };
  },
  function changesLane(flow) {
    return { ...flow, lane: { ...flow.lane!, name: 'other' }, deadlineMs: 1000 };
  },
  function swapsNodes(flow) {
    return { ...flow, nodes: Object.fromEntries(Object.entries(flow.nodes).reverse()) };
  },
];

function withConfig(flow: FlowDocument, id: string, change: (config: JsonObject) => JsonObject): FlowDocument {
  return withNode(flow, id, (node) => ({ ...node, config: change(node.config) }));
}

/** The node may be gone. */
function withNode(flow: FlowDocument, id: string, change: (node: FlowNode) => FlowNode): FlowDocument {
  const node = flow.nodes[id];
  return node === undefined ? flow : { ...flow, nodes: { ...flow.nodes, [id]: change(node) } };
}

test('FTY-9 after a key press in a flow of 200 nodes, only the node that was edited is typed anew', () => {
  const flow = createLargeFlow(200);
  const node = flow.nodes['step-101']!;
  const rows = [{ target: 'order', expression: 'trigger.body.plant' }, ...(node.config['rows'] as readonly never[]).slice(1)];
  const edited: FlowDocument = { ...flow, nodes: { ...flow.nodes, 'step-101': { ...node, config: { rows } } } };
  const before = checkFlowTypes(prepare(flow, context));
  const { typing: after } = checkFlowTypes(prepare(edited, context), before);
  const anew = Object.keys(flow.nodes).filter((id) => after.node(id) !== before.typing.node(id));
  expect(anew).toContain('step-101');
  // Those that read the whole of what it gives, too.
  expect(anew.length).toBeLessThanOrEqual(5);
}, 120_000);

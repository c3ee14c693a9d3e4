import { describe, expect, test } from 'vitest';
import { findSampleManifest, sampleFlow } from '../../test/support/sample-flow.ts';
import { type CheckContext, prepare } from '../check/checked-flow.ts';
import type { FlowDocument, FlowNode } from '../flow.ts';
import type { JsonSchema } from '../json.ts';
import type { NodeManifest } from '../node-manifest.ts';
import { checkFlowWithTypes } from '../validate-flow.ts';
import { FlowTyping } from './flow-typing.ts';

const text = { type: 'string' };
const called: FlowDocument = {
  ...sampleFlow,
  id: 'called',
  contract: {
    major: 1,
    input: {
      type: 'object',
      required: ['operation'],
      properties: { operation: { enum: ['read', 'change'] }, order: text },
      anyOf: [
        { properties: { operation: { const: 'read' } }, required: ['order'] },
        { properties: { operation: { const: 'change' } }, required: [] },
      ],
    },
  },
  nodes: {
    start: { type: 'test/webhook', version: 1, config: { path: 'x' } },
    route: { type: 'core/switch', version: 1, config: { cases: [{ port: 'change', when: '= trigger.body.operation = "change"' }] } },
    read: { type: 'core/respond', version: 1, config: { body: { order: '= trigger.body.order' } } },
    change: { type: 'core/respond', version: 1, config: { body: { changed: true } } },
  },
  edges: [
    { from: 'start', to: 'route' },
    { from: 'route', port: 'change', to: 'change' },
    { from: 'route', port: 'otherwise', to: 'read' },
  ],
};

const codeManifest: NodeManifest = {
  ...findSampleManifest('core/map')!,
  type: 'core/code',
  output: { derive: 'code-output' },
  config: { type: 'object', properties: { code: text, output: { type: 'object', format: 'json-schema' } } },
};
const context: CheckContext = {
  nodeTypes: (type) => {
    if (type === 'core/code') return codeManifest;
    const manifest = findSampleManifest(type);
    return type === 'core/respond' && manifest !== undefined ? { ...manifest, output: { derive: 'respond-output' } } : manifest;
  },
  flows: (flowId) => (flowId === 'called' ? { contract: called.contract, document: called } : undefined),
};

const body: JsonSchema = {
  type: 'object',
  required: ['order', 'lines'],
  properties: {
    order: { type: 'string', pattern: '^[0-9]{10}$' },
    note: text,
    state: { enum: ['new', 'old'] },
    lines: { type: 'array', items: { type: 'object', required: ['item'], properties: { item: text } } },
  },
};

/** `code? path` of what types find in these nodes, one after the other behind a trigger with that body. */
function found(nodes: { readonly [id: string]: Partial<FlowNode> }, edges?: FlowDocument['edges'], input: JsonSchema = body) {
  const ids = ['start', ...Object.keys(nodes)];
  const drawn = Object.fromEntries(
    Object.entries(nodes).map(([id, node]) => [id, { type: 'test/raise', version: 1, config: { title: 'x' }, ...node }]),
  );
  const flow = {
    format: 1,
    id: 'typed',
    name: 'Typed',
    layer: 'process',
    owner: 'tests',
    contract: { major: 1, input },
    nodes: { start: { type: 'test/webhook', version: 1, config: { path: 'x' } }, ...drawn },
    edges: edges ?? ids.slice(1).map((to, at) => ({ from: ids[at]!, to })),
  };
  const { problems } = checkFlowWithTypes(flow, context);
  return problems
    .filter(({ code }) => code.startsWith('type-'))
    .map(({ code, severity, path }) => `${code}${severity === 'error' ? '' : '?'} ${path}`);
}

const map = (expression: string): Partial<FlowNode> => ({ type: 'core/map', config: { rows: [{ target: 'value', expression }] } });
const title = (expression: string): Partial<FlowNode> => ({ config: { title: expression } });

describe('FTY-3 what a node knows because of the way that led to it', () => {
  const asked: Partial<FlowNode> = { type: 'core/switch', config: { cases: [{ port: 'noted', when: '= $exists(trigger.body.note)' }] } };

  test('behind the port of a case the case was true, behind otherwise it was not', () => {
    const edges = [
      { from: 'start', to: 'asked' },
      { from: 'asked', port: 'noted', to: 'a' },
      { from: 'asked', port: 'otherwise', to: 'b' },
    ];
    expect(found({ asked, a: title('= trigger.body.note'), b: title('= trigger.body.note') }, edges)).toEqual([
      'type-not-mapped /nodes/b/config/title',
    ]);
  });

  test('of two steps of which one has run, one is there', () => {
    const edges = [
      { from: 'start', to: 'asked' },
      { from: 'asked', port: 'noted', to: 'a' },
      { from: 'asked', port: 'otherwise', to: 'b' },
      { from: 'a', to: 'c' },
      { from: 'b', to: 'c' },
    ];
    const nodes = { asked, a: map('"one"'), b: map('"other"') };
    expect(found({ ...nodes, c: title('= steps.a.value ?? steps.b.value') }, edges)).toEqual([]);
    expect(found({ ...nodes, c: title('= steps.a.value') }, edges)).toEqual(['type-may-be-missing? /nodes/c/config/title']);
  });
});

describe('FTY-4 what is asked at a place', () => {
  test('the config of the node type', () => {
    expect(found({ a: title('= trigger.body.lines') })).toEqual(['type-wrong-type /nodes/a/config/title']);
    expect(found({ a: title('= $join(trigger.body.lines.item, ", ") ?? "none"') })).toEqual([]);
  });

  test('the contract of the called flow, by the operation that is called', () => {
    const call = (input: FlowNode['config'][string]): Partial<FlowNode> => ({
      type: 'core/call-flow',
      config: { flow: 'called', major: 1, input },
    });
    expect(found({ a: call({ operation: 'read', order: '= trigger.body.order' }) })).toEqual([]);
    expect(found({ a: call({ operation: 'change' }) })).toEqual([]);
    expect(found({ a: call({ operation: 'read' }) })).toEqual(['type-not-mapped /nodes/a/config/input/order']);
    expect(found({ a: call({ operation: 'raed', order: '= trigger.body.order' }) })).toEqual([
      'type-wrong-value /nodes/a/config/input/operation',
    ]);
  });

  test('the shape that a map is to give', () => {
    const shape = { type: 'object', required: ['order', 'state'], properties: { order: { type: 'integer' }, state: text } };
    const rows = [{ target: 'order', expression: 'trigger.body.order' }];
    expect(found({ a: { type: 'core/map', config: { rows, schema: shape } } })).toEqual([
      'type-wrong-type? /nodes/a/config/rows/0/expression',
      'type-not-mapped? /nodes/a/config/rows',
    ]);
    const all = [...rows, { target: 'state', expression: '"new"' }];
    expect(
      found({ a: { type: 'core/map', config: { rows: all, schema: { ...shape, properties: { order: text, state: text } } } } }),
    ).toEqual([]);
  });

  test('a row of a map is named with the place in its own text', () => {
    const row = { target: 'items[].item', expression: 'itme', scope: 'trigger.body.lines' };
    const flow = { ...sampleFlow, contract: { major: 1, input: body } };
    const drawn = {
      format: 1,
      id: 'typed',
      name: 'Typed',
      layer: 'process',
      owner: 'tests',
      contract: flow.contract,
      nodes: {
        start: { type: 'test/webhook', version: 1, config: { path: 'x' } },
        a: { type: 'core/map', version: 1, config: { rows: [row] } },
      },
      edges: [{ from: 'start', to: 'a' }],
    };
    const [problem] = checkFlowWithTypes(drawn, context).problems;
    expect(problem).toMatchObject({
      code: 'type-unknown-field',
      path: '/nodes/a/config/rows/0/expression',
      place: { offset: 0, length: 4 },
      fixed: 'item',
    });
  });
});

test('FTY-5 a field that a schema neither names nor forbids is a warning; one that it forbids is an error', () => {
  const nodes = { a: title('= "Order " & trigger.body.ordre') };
  expect(found(nodes)).toEqual(['type-unknown-field? /nodes/a/config/title']);
  expect(found(nodes, undefined, { ...body, additionalProperties: false })).toEqual(['type-unknown-field /nodes/a/config/title']);
});

test('FTY-5 what is not finished yet hides no mistake elsewhere: an open way out, a loose node, a setting that is not filled', () => {
  const strict = { ...body, additionalProperties: false };
  const wrong = title('= "Order " & trigger.body.ordre');
  const mistake = 'type-unknown-field /nodes/a/config/title';
  const open: Partial<FlowNode> = { type: 'core/switch', config: { cases: [{ port: 'noted', when: '= $exists(trigger.body.note)' }] } };
  expect(found({ a: wrong, b: open }, undefined, strict)).toEqual([mistake]);
  expect(found({ a: wrong, loose: wrong }, [{ from: 'start', to: 'a' }], strict)).toEqual([mistake]);
  const empty: Partial<FlowNode> = { type: 'core/map', config: { rows: [] } };
  expect(found({ a: wrong, m: empty, b: title('= steps.m.order') }, undefined, strict)).toEqual([mistake]);
});

test('FTY-5 of a drawing that is wrong only that is said', () => {
  const strict = { ...body, additionalProperties: false };
  const edges = [
    { from: 'start', to: 'a' },
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ];
  expect(found({ a: title('= trigger.body.ordre'), b: {} }, edges, strict)).toEqual([]);
});

test('FTY-6 a called flow answers to this call', () => {
  const call: Partial<FlowNode> = {
    type: 'core/call-flow',
    config: { flow: 'called', major: 1, input: { operation: 'read', order: '= trigger.body.order' } },
  };
  expect(found({ a: call, b: title('= steps.a.order') })).toEqual([]);
  expect(found({ a: call, b: title('= "Changed: " & steps.a.changed') })).toEqual(['type-unknown-field? /nodes/b/config/title']);
});

test('FTY-11 of what a node sees only what it reads is typed', () => {
  const ids = Array.from({ length: 200 }, (_, at) => `step-${at}`);
  const node = (config: FlowNode['config'], type = 'core/map'): FlowNode => ({ type, version: 1, config });
  const steps = ids.map((id, at) => [
    id,
    node({ rows: [{ target: 'value', expression: at === 80 ? 'steps.`step-7`.value' : 'trigger.body.order' }] }),
  ]);
  const flow: FlowDocument = {
    ...sampleFlow,
    contract: { major: 1, input: body },
    nodes: {
      start: node({ path: 'x' }, 'test/webhook'),
      ...Object.fromEntries(steps),
      last: node({ title: '= steps.`step-80`.value' }, 'test/raise'),
    },
    edges: ['start', ...ids].map((from, at) => ({ from, to: ids[at] ?? 'last' })),
  };
  const typing = new FlowTyping(prepare(flow, context), { declared: true });
  expect(typing.node('last')!.scopes).toHaveLength(1);
  expect(typing.node('last')!.isTyped).toBe(false);
  expect(typing.node('last')!.config.findings).toEqual([]);
  expect([...ids, 'last'].filter((id) => typing.node(id)!.isTyped)).toEqual(['step-7', 'step-80', 'last']);
});

describe('FTY-10 the output that code declares', () => {
  const output = { type: 'object', required: ['total'], properties: { total: { type: 'string' } } };
  const code = (text: string, declared: object = output): Partial<FlowNode> => ({
    type: 'core/code',
    config: { code: text, output: declared as never },
  });

  test('is what steps behind it see', () => {
    expect(found({ sum: code('return f()'), use: title('= steps.sum.totl') })).toContain('type-unknown-field? /nodes/use/config/title');
    expect(found({ sum: code('return f()'), use: title('= steps.sum.total') })).toEqual([]);
  });

  test('is not what the code gives that never returns; and nothing is said where it may', () => {
    expect(found({ sum: code('const total = 1;') })).toEqual(['type-wrong-type /nodes/sum/config/code']);
    expect(found({ sum: code('const total = 1;', { type: ['object', 'null'] }) })).toEqual([]);
    expect(found({ sum: code('const total = () => { return 1; }') })).toEqual([]);
    expect(found({ sum: code('const returned = 1;') })).toEqual(['type-wrong-type /nodes/sum/config/code']);
  });

  test('is wrong where no value fits it', () => {
    const endless = { type: 'object', required: ['a'], additionalProperties: false, properties: { a: false } };
    expect(found({ sum: code('return 1', endless) })).toEqual(['type-wrong-type /nodes/sum/config/output']);
  });
});

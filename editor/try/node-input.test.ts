import { expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { TraceEvent } from '#flows/trace.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { fromText, inputOfRun, inputOfTry, madeUpInput, toText } from './node-input.ts';

const node = (type: string, more: object = {}) => ({ type, version: 1, config: {}, ...more });
const flow = {
  id: 'orders',
  contract: { major: 1 },
  nodes: {
    start: node('core/manual'),
    look: node('read'),
    each: node('core/for-each'),
    change: node('write', { parent: 'each' }),
    tell: node('write'),
  },
  edges: [
    { from: 'start', to: 'look' },
    { from: 'look', to: 'each' },
    { from: 'each', to: 'tell' },
  ],
} as unknown as FlowDocument;
const completed = (path: string, output: unknown, port = 'out') =>
  ({ type: 'step-completed', path, port, output }) as unknown as TraceEvent;

test('a run gives its message and what the steps before the node gave, not what came after it', () => {
  const events = [completed('look', { amount: 5 }, 'found'), completed('tell', {})];
  expect(inputOfRun(flow, 'tell', { order: '1' }, events)).toEqual({
    input: { order: '1' },
    steps: { look: { port: 'found', output: { amount: 5 } } },
  });
});

test('inside of a loop the first item of the run is the item, and steps inside are not mistaken for steps before', () => {
  const events = [
    completed('look', 1),
    { type: 'loop-started', path: 'each', items: [{ item: '10' }, { item: '20' }] } as unknown as TraceEvent,
    completed('change@0', 2),
  ];
  expect(inputOfRun(flow, 'change', null, events)).toEqual({
    input: null,
    steps: { look: { port: 'out', output: 1 } },
    item: { item: '10' },
  });
});

test('masked values are made up, in the message as in the steps', () => {
  const sealed = { name: { $sealed: 'personal:abc' } };
  const { input, steps } = inputOfRun(flow, 'tell', sealed, [completed('look', sealed)]);
  expect([input, steps['look']?.output]).toEqual([{ name: 'Sample 1' }, { name: 'Sample 1' }]);
});

test('the last try is an input, too', () => {
  const step = { path: 'look', port: 'found', output: { amount: 7 } };
  expect(inputOfTry(flow, 'tell', {}, [step, { ...step, path: 'tell' }] as never)).toEqual({
    input: {},
    steps: { look: { port: 'found', output: { amount: 7 } } },
  });
});

test('made up it fits the schemas, and pins stand where there are some', () => {
  const read = {
    type: 'read',
    kind: 'step',
    effects: 'read',
    ports: [{ name: 'found', label: 'Found', kind: 'out' }],
    output: { type: 'object', properties: { amount: { type: 'integer', minimum: 1 } } },
  };
  const manifests = new Map<string, unknown>([
    ['read', read],
    ['core/manual', { ...read, kind: 'trigger', output: { type: 'object', properties: { order: { type: 'string' } } } }],
  ]) as unknown as Manifests;
  expect(madeUpInput(flow, 'tell', manifests, new Map())).toEqual({
    input: { order: '' },
    steps: { look: { port: 'found', output: { amount: 1 } } },
  });
  const pins = new Map([['look', { port: 'found', output: 'pinned' }]]);
  expect(madeUpInput(flow, 'change', manifests, pins)).toEqual({
    input: { order: '' },
    steps: { look: { port: 'found', output: 'pinned' } },
    item: {},
  });
});

test('as text it has the names of expressions, and comes back as it was, ways out included', () => {
  const input = { input: { order: '1' }, steps: { look: { port: 'found', output: 5 } }, item: 3 };
  expect(JSON.parse(toText(input))).toEqual({ trigger: { body: { order: '1' } }, steps: { look: 5 }, item: 3 });
  expect(fromText(toText(input), input)).toEqual(input);
  expect(fromText('{ "steps": ', input)).toEqual(expect.any(String));
  expect(fromText('{ "steps": [] }', input)).toContain('steps');
  expect(fromText('{}', input)).toEqual({ steps: {} });
});

import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { languageOf } from './node-language.ts';

const aManifest = (type: string, kind: NodeManifest['kind'], output: NodeManifest['output']): NodeManifest => ({
  type,
  version: 1,
  label: type,
  summary: '',
  category: 'logic',
  icon: '<svg/>',
  kind,
  effects: 'pure',
  config: { type: 'object', properties: {} },
  ports: [{ name: 'out', label: 'Out', kind: 'out' }],
  output,
  help: '',
});
const manifests = new Map(
  [
    aManifest('core/start', 'trigger', { derive: 'contract-input' }),
    aManifest('core/read', 'step', {
      type: 'object',
      properties: { items: { type: 'array', items: { $ref: '#/$defs/item' } }, 'odd name': { type: 'string', title: 'Odd' } },
      $defs: { item: { type: 'object', properties: { quantity: { type: 'number' } } } },
    }),
  ].map((manifest) => [manifest.type, manifest]),
);
const flow: FlowDocument = {
  format: 1,
  id: 'a-flow',
  name: 'A flow',
  layer: 'process',
  owner: 'sales',
  contract: { major: 1, input: { $ref: 'schemas/order-change.json' } },
  nodes: {
    start: { type: 'core/start', version: 1, config: {} },
    'read-it': { type: 'core/read', version: 1, config: {} },
    next: { type: 'core/read', version: 1, config: {} },
  },
  edges: [
    { from: 'start', to: 'read-it' },
    { from: 'read-it', to: 'next' },
  ],
};
const context = { nodeTypes: (type: string) => manifests.get(type) };
const language = (nodeId: string | undefined) => languageOf(flow, nodeId, context, undefined);
const offered = (nodeId: string | undefined, text: string, within?: string) =>
  language(nodeId)
    .completionsAt(text, text.length, within)
    .items.map((item) => item.text);

test('FTY-11 steps are typed ahead one by one, and then the same is known', () => {
  const ahead = language('next');
  let parts = 0;
  while (ahead.typeAhead()) parts += 1;
  // The drawing is read, then numbered; what each of its three nodes sees; the one step before.
  expect(parts).toBe(6);
  expect(ahead.typeAhead()).toBe(false);
  expect(ahead.completionsAt('steps.', 6)).toEqual(language('next').completionsAt('steps.', 6));
  // Who asks meanwhile need not wait until all parts have had their turn.
  const asked = language('next');
  for (let part = 0; part < 3; part += 1) expect(asked.typeAhead()).toBe(true);
  expect(asked.completionsAt('steps.', 6)).toEqual(ahead.completionsAt('steps.', 6));
  while (asked.typeAhead());
  const beforeRun = language(undefined);
  while (beforeRun.typeAhead());
  expect(beforeRun.completionsAt('run.', 4)).toEqual(language(undefined).completionsAt('run.', 4));
});

describe('the language of a node', () => {
  test('knows the body as its schema says, whether written there or named', () => {
    expect(offered('next', 'quanti')).toContain('trigger.body.items.quantity');
  });

  test('of the steps only those before, through lists to the fields of their items, odd names in backquotes', () => {
    expect(offered('next', 'steps.')).toEqual(['`read-it`', '`read-it`.items', '`read-it`.`odd name`', '`read-it`.items.quantity']);
    const { items } = language('next').completionsAt('steps.`read-it`.', 16);
    expect(items).toContainEqual({
      kind: 'field',
      label: '`odd name`',
      text: '`odd name`',
      caret: 10,
      type: 'text | nothing',
      about: 'Odd',
    });
  });

  test('before a run knows no steps', () => {
    expect(offered(undefined, 'steps')).not.toContain('steps');
    expect(offered(undefined, 'run.')).toContain('id');
  });

  test('of an expression that is computed for each item of a list speaks of the item, with places in the expression', () => {
    const within = 'steps.`read-it`.items';
    expect(language('next').completionsAt('quan', 4, within)).toMatchObject({ from: 0, to: 4, items: [{ text: 'quantity' }, {}, {}] });
    expect(language('next').typeOf('quantity', within)).toBe('number');
    expect(language('next').hoverAt('quantity', 3, within)).toMatchObject({ from: 0, to: 8, title: 'quantity: number | nothing' });
    expect(language('next').findingsIn('quantitty', within)).toMatchObject([{ from: 0, to: 9, severity: 'error' }]);
  });

  test('names the fault of what cannot be read where it stands, and what typing finds of the rest', () => {
    expect(language('next').findingsIn('1 + ')).toMatchObject([{ severity: 'error', from: 3, to: 4 }]);
    expect(language('next').findingsIn('steps.`read-it`.itms')).toMatchObject([{ from: 16, to: 20, help: 'Did you mean "items"?' }]);
    expect(language('next').findingsIn('')).toEqual([]);
  });

  test('gives values for a sample, and none where only a run has them or it takes too long', () => {
    const sample = { trigger: { body: { items: [{ quantity: 2 }, { quantity: 3 }] } } };
    const value = (text: string) => languageOf(flow, 'next', context, sample).sampleValue?.(text);
    expect(value('$sum(trigger.body.items.quantity)')).toEqual({ text: '5' });
    expect(value('trigger.body.orderId')).toEqual({ text: 'nothing' });
    expect(value('$sum(trigger)')).toHaveProperty('failed');
    expect(value('$now()')).toBeUndefined();
    expect(value('( $f := function($n) { $f($n + 1) + 1 }; $f(0) )')).toBeUndefined();
    expect(value('1 +')).toBeUndefined();
    expect(language('next').sampleValue).toBeUndefined();
  });
});

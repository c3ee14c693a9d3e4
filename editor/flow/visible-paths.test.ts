import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { visiblePaths } from './visible-paths.ts';

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
const paths = (nodeId: string | undefined) => visiblePaths(flow, nodeId, manifests).map(({ path }) => path);

describe('what an expression sees', () => {
  test('the body as its schema says, whether written there or named', () => {
    expect(paths('next')).toContain('trigger.body.items.quantity');
  });

  test('of the steps only those before, through lists to the fields of their items, odd names in backquotes', () => {
    expect(paths('next').filter((path) => path.startsWith('steps.'))).toEqual([
      'steps.`read-it`',
      'steps.`read-it`.items',
      'steps.`read-it`.items.quantity',
      'steps.`read-it`.`odd name`',
    ]);
    expect(visiblePaths(flow, 'next', manifests)).toContainEqual({ path: 'steps.`read-it`.`odd name`', type: 'string', about: 'Odd' });
  });

  test('before a run there are no steps', () => {
    expect(paths(undefined).some((path) => path.startsWith('steps.'))).toBe(false);
    expect(paths(undefined)).toContain('run.id');
  });
});

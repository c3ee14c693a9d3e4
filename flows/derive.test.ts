import { describe, expect, test } from 'vitest';
import { type DeriveContext, outputOf } from './derive.ts';
import { defaultPort, portsOf } from './derive-ports.ts';
import type { JsonObject } from './json.ts';
import type { Derived, NodeManifest } from './node-manifest.ts';

function manifest(part: Partial<NodeManifest>): NodeManifest {
  return {
    type: 'core/any',
    version: 1,
    label: 'Any',
    summary: 'Any.',
    category: 'logic',
    icon: '',
    kind: 'step',
    effects: 'pure',
    config: {},
    ports: [],
    output: {},
    help: '',
    ...part,
  };
}

const ports = (derive: Derived['derive'], config: JsonObject) => portsOf(manifest({ ports: { derive } }), { config });
const output = (derive: Derived['derive'], config: JsonObject, context: DeriveContext) =>
  outputOf(manifest({ output: { derive } }), { config }, context);

describe('FLW-7 ports that depend on the config', () => {
  test('a switch has a way for each case, then otherwise, then error', () => {
    const derived = ports('switch-ports', {
      cases: [{ port: 'large', when: '= a' }, { port: 'eu-only', when: '= b' }, { port: 'large', when: '= c' }, 'broken'],
    });
    expect(derived.map(({ name, kind, optional }) => [name, kind, optional])).toEqual([
      ['large', 'business', undefined],
      ['eu-only', 'business', undefined],
      ['otherwise', 'business', true],
      ['error', 'error', undefined],
    ]);
    expect(derived[1]!.label).toBe('Eu only');
    expect(defaultPort(derived)).toBe('large');
  });

  test('a switch without cases still has otherwise, under the name it is given', () => {
    expect(ports('switch-ports', { otherwise: 'small' }).map(({ name }) => name)).toEqual(['small', 'error']);
  });

  test('an approval has a way for each choice, and timeout only with a due time', () => {
    expect(ports('approval-ports', {}).map(({ name }) => name)).toEqual(['approve', 'reject', 'error']);
    expect(ports('approval-ports', { choices: ['take', 'leave'], timeoutMs: 1000 }).map(({ name }) => name)).toEqual([
      'take',
      'leave',
      'timeout',
      'error',
    ]);
  });

  test('a call has its answer and error', () => {
    expect(ports('call-flow-ports', { flow: 'x', major: 1 }).map(({ name }) => name)).toEqual(['out', 'error']);
  });

  test('a manifest that names the wrong way is our own fault', () => {
    expect(() => ports('map-output', {})).toThrow('core/any: "map-output" is no way to derive ports');
  });
});

describe('FLW-8 outputs that depend on the config', () => {
  const context: DeriveContext = {
    contract: { major: 1, input: { $ref: 'schemas/order-change.json' } },
    calledFlow: (flowId, major) =>
      flowId === 'sap-sales-order' && major === 1 ? { contract: { major: 1, output: { type: 'object' } } } : undefined,
  };

  test('a map gives the fields of its rows', () => {
    const rows = [
      { target: 'order', expression: 'trigger.body.orderId' },
      { target: 'items.item', scope: 'trigger.body.items', expression: 'number' },
      { target: 'broken..target', expression: '1' },
    ];
    expect(output('map-output', { rows }, context)).toEqual({
      type: 'object',
      additionalProperties: false,
      properties: { order: {}, items: { type: 'array', items: { type: 'object', additionalProperties: false, properties: { item: {} } } } },
    });
  });

  test('a call gives what the called contract says, nothing known where it is not there', () => {
    expect(output('call-flow-output', { flow: 'sap-sales-order', major: 1 }, context)).toEqual({ type: 'object' });
    expect(output('call-flow-output', { flow: 'sap-sales-order', major: 2 }, context)).toEqual({});
    expect(output('call-flow-output', {}, { contract: { major: 1 } })).toEqual({});
  });

  test('a trigger gives its own schema, else what the contract takes in', () => {
    expect(output('trigger-body', { body: { type: 'string' } }, context)).toEqual({ type: 'string' });
    expect(output('trigger-body', {}, context)).toEqual({ $ref: 'schemas/order-change.json' });
    expect(output('contract-input', {}, context)).toEqual({ $ref: 'schemas/order-change.json' });
    expect(output('contract-input', {}, { contract: { major: 1 } })).toEqual({});
  });
});

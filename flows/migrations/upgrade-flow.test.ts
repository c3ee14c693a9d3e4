import { describe, expect, test } from 'vitest';
import { sampleFlow } from '../../test/support/sample-flow.ts';
import { FLOW_FORMAT } from '../flow.ts';
import type { JsonObject } from '../json.ts';
import { type FlowMigration, migrations } from './migrations.ts';
import { upgradeFlow } from './upgrade-flow.ts';

/** As a later format might arrive: 2 renames a field, 3 adds one. */
const later: readonly FlowMigration[] = [
  { from: 1, describe: 'The owner is called capability.', up: ({ owner, ...rest }) => ({ ...rest, capability: owner! }) },
  { from: 2, describe: 'Flows have tags.', up: (document) => ({ ...document, tags: [] }) },
];

const upgraded = (document: unknown, list?: readonly FlowMigration[], current?: number) =>
  upgradeFlow(document, list, current) as unknown as { document?: JsonObject; problems?: { code: string }[] };

describe('FLW-16 the way up from older formats', () => {
  test('a flow of the current format stays as it is', () => {
    expect(upgraded(sampleFlow).document).toBe(sampleFlow);
  });

  test('the list is in order and without gaps, up to the current format', () => {
    expect(migrations.map(({ from }) => from)).toEqual(
      Array.from({ length: migrations.length }, (_, i) => FLOW_FORMAT - migrations.length + i),
    );
  });

  test('every step is taken once, in order, and the given document is not changed', () => {
    const before = structuredClone(sampleFlow);
    const { document } = upgraded(sampleFlow, later, 3);
    expect(document).toMatchObject({ format: 3, capability: 'order-management', tags: [] });
    expect(document).not.toHaveProperty('owner');
    expect(sampleFlow).toEqual(before);
    expect(upgraded({ format: 2, capability: 'x' }, later, 3).document).toEqual({ format: 3, capability: 'x', tags: [] });
  });

  test.each([
    ['format-newer', { ...sampleFlow, format: 2 }],
    ['format-missing', { ...sampleFlow, format: '1' }],
    ['format-missing', { ...sampleFlow, format: 1.5 }],
    ['format-missing', {}],
    ['format-unknown', { ...sampleFlow, format: 0 }],
    ['shape-type', 'text'],
    ['shape-type', null],
    ['shape-missing', { format: 1 }],
  ])('%s', (code, document) => {
    const { problems, document: none } = upgraded(document);
    expect(none).toBeUndefined();
    expect(problems![0]!.code).toBe(code);
  });
});

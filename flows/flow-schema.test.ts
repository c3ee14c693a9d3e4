import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FromSchema } from 'json-schema-to-ts';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { FlowDocument } from './flow.ts';
import type { flowSchema } from './flow-schema.ts';
import { checkFlowShape } from './flow-validator.generated.ts';
import type { JsonObject } from './json.ts';

/**
 * Both sides made comparable: `readonly` everywhere, optional fields without `undefined`, a config as any object (a JSON Schema can
 * say no more) and a pair of numbers as a list of them (2020-12 has `prefixItems`, the type generator has not).
 */
type Comparable<T> = T extends string | number | boolean
  ? T
  : JsonObject extends T
    ? 'any object'
    : T extends readonly (infer Item)[]
      ? readonly Comparable<Item>[]
      : { readonly [K in keyof T]: Comparable<Exclude<T[K], undefined>> };

describe('FLW-1 the schema is the only definition', () => {
  test('the types say the same as the schema', () => {
    type Drawn = Comparable<FromSchema<typeof flowSchema>>;
    type Typed = Comparable<FlowDocument>;
    expectTypeOf<Drawn>().toEqualTypeOf<Typed>();
    expectTypeOf<Drawn['nodes'][string]>().toEqualTypeOf<Typed['nodes'][string]>();
    expectTypeOf<NonNullable<Drawn['lane']>>().toEqualTypeOf<NonNullable<Typed['lane']>>();
    // @ts-expect-error a flow without nodes is none
    expectTypeOf<Omit<Drawn, 'nodes'>>().toEqualTypeOf<Typed>();
  });

  test('the committed validator is the one that the schema gives', () => {
    const script = fileURLToPath(new URL('build/generate-validators.mjs', import.meta.url));
    const result = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
  });

  test('the validator runs in a browser under a strict policy: it loads nothing and makes no code', () => {
    const text = readFileSync(new URL('flow-validator.generated.ts', import.meta.url), 'utf8');
    expect([...text.matchAll(/^import .*$/gm)].map(([line]) => line)).toEqual(["import type { ShapeFault } from './shape-fault.ts';"]);
    expect(text).not.toMatch(/require\(|new Function|eval\(/);
  });
});

describe('FLW-1 the shape of a flow', () => {
  const flow = {
    format: 1,
    id: 'order-change',
    name: 'Sales order change',
    layer: 'process',
    owner: 'order-management',
    contract: { major: 1 },
    nodes: { start: { type: 'core/manual', version: 1, config: {} } },
    edges: [],
  };
  const faults = (change: object) =>
    checkFlowShape({ ...flow, ...change }).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);

  test('a small flow has it', () => {
    expect(checkFlowShape(flow)).toEqual([]);
  });

  const wrong: readonly [what: string, change: object, fault: string][] = [
    ['another format', { format: 2 }, '/format const'],
    ['a name for an id', { id: 'Order Change' }, '/id pattern'],
    ['an id that is too long', { id: 'a'.repeat(65) }, '/id maxLength'],
    ['an unknown field', { colour: 'red' }, ' additionalProperties'],
    ['a layer that is none', { layer: 'data' }, '/layer enum'],
    ['a contract without major', { contract: {} }, '/contract required'],
    ['a node without config', { nodes: { a: { type: 'core/map', version: 1 } } }, '/nodes/a required'],
    ['a node id with capitals', { nodes: { A: { type: 'core/map', version: 1, config: {} } } }, '/nodes pattern'],
    ['a node type without folder', { nodes: { a: { type: 'map', version: 1, config: {} } } }, '/nodes/a/type pattern'],
    ['an edge without target', { edges: [{ from: 'start' }] }, '/edges/0 required'],
    ['a place with one number', { layout: { start: [1] } }, '/layout/start minItems'],
    ['a note without a size', { notes: { 'note-1': { text: '', at: [0, 0] } } }, '/notes/note-1 required'],
    ['a text as time', { deadlineMs: '1 h' }, '/deadlineMs type'],
    [
      'a retry class that ends a step',
      { nodes: { a: { type: 'a/b', version: 1, config: {}, retry: { attempts: 3, on: ['invalid'] } } } },
      '/nodes/a/retry/on/0 enum',
    ],
  ];
  test.each(wrong)('%s is a fault', (_what, change, fault) => {
    expect(faults(change)).toContain(fault);
  });

  test.each([[null], [[]], ['flow'], [7], [undefined]])('%j is no flow', (document) => {
    expect(checkFlowShape(document)).not.toEqual([]);
  });

  test('at most 500 nodes', () => {
    const node = { type: 'core/map', version: 1, config: {} };
    const nodes = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, node]));
    expect(faults({ nodes: nodes(500) })).toEqual([]);
    expect(faults({ nodes: nodes(501) })).toEqual(['/nodes maxProperties']);
  });
});

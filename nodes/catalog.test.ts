import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { OptionsWish } from '#flows/connection-manifest.ts';
import { isDerived } from '#flows/node-manifest.ts';
import { schemas } from '#flows/schemas/schemas.ts';
import { connectionTypes, nodeTypes } from './catalog.ts';

/** Formats that only tell the editor which field to draw. */
const EDITOR_FORMATS = ['expression', 'duration-ms', 'connection', 'flow', 'value-map', 'secret', 'multiline', 'json-schema', 'map-rows'];

function createValidator(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    verbose: true,
    useDefaults: true,
  });
  ajv.addVocabulary(['x-millrace', 'x-fixed', 'x-when', 'x-language', 'x-called', 'x-unit', 'x-options']);
  addFormats.default(ajv);
  for (const format of EDITOR_FORMATS) ajv.addFormat(format, true);
  for (const [ref, schema] of Object.entries(schemas)) ajv.addSchema(schema, ref);
  return ajv;
}

const names = nodeTypes.map(({ manifest }) => manifest.type);

test('every node type and every connection type is listed once', () => {
  expect(new Set(names).size).toBe(names.length);
  const connections = connectionTypes.map(({ manifest }) => manifest.type);
  expect(new Set(connections).size).toBe(connections.length);
});

/** All wishes in a schema, wherever they stand in it. */
function wishesIn(schema: unknown): readonly OptionsWish[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = (schema as { readonly 'x-options'?: OptionsWish })['x-options'];
  return [...(own === undefined ? [] : [own]), ...Object.values(schema).flatMap(wishesIn)];
}

test('API-180 what a field asks its system for is a list that the connection type has, with what it depends on', () => {
  const asked = nodeTypes.flatMap(({ manifest }) => wishesIn(manifest.config).map((wish) => ({ manifest, wish })));
  expect(new Set(asked.map(({ manifest }) => manifest.connection))).toEqual(new Set(['sap-odata', 'salesforce', 'files']));
  for (const { manifest, wish } of asked) {
    const lists = connectionTypes.find((one) => one.manifest.type === manifest.connection)?.options ?? {};
    expect(lists, `${manifest.type} ${wish.list}`).toHaveProperty(wish.list);
    expect([...(wish.with ?? [])].sort(), `${manifest.type} ${wish.list}`).toEqual([...lists[wish.list]!.wants].sort());
    const fields = Object.keys(manifest.config['properties'] as object);
    expect(fields, `${manifest.type} ${wish.list}`).toEqual(expect.arrayContaining([...(wish.with ?? [])]));
  }
});

describe.each(nodeTypes.map((nodeType) => [nodeType.manifest.type, nodeType] as const))('%s', (type, nodeType) => {
  const { manifest } = nodeType;

  test('is complete: name, sentence, icon, help with an example', () => {
    expect(type).toMatch(/^[a-z]+\/[a-z][a-z0-9-]*$/);
    expect(manifest.label.length).toBeGreaterThan(2);
    expect(manifest.summary).toMatch(/\.$/);
    expect(manifest.icon).toMatch(/^<svg viewBox="0 0 24 24"[\s\S]*currentColor[\s\S]*<\/svg>$/);
    expect(manifest.help).toContain('Example');
    expect(manifest.example).toBeDefined();
    expect(manifest.kind === 'trigger').toBe('trigger' in nodeType);
  });

  test('its config is closed and its example fits it', () => {
    expect(manifest.config['additionalProperties']).toBe(false);
    const validate = createValidator().compile(manifest.config);
    validate(structuredClone(manifest.example?.config));
    const wrong = ((validate.errors ?? []) as ErrorObject[]).filter(({ data }) => !(typeof data === 'string' && data.startsWith('=')));
    expect(wrong.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'oneOf')).toEqual([]);
  });

  test('its output schema compiles and the example output fits it', () => {
    if (isDerived(manifest.output)) return;
    const validate = createValidator().compile(manifest.output);
    if (manifest.example?.output === undefined) return;
    validate(manifest.example.output);
    expect(validate.errors).toBeNull();
  });

  test('STP-4 a write says how its repetition is recognised; what can fail has an error port', () => {
    if (manifest.effects === 'write') expect(manifest.idempotency).toBeDefined();
    if (manifest.effects !== 'write' && manifest.effects !== 'read') return;
    // The environment's own master data is reached through no connection.
    if (type === 'core/publish-master-data') return;
    expect(manifest.connection).toBeDefined();
    expect(connectionTypes.map((connection) => connection.manifest.type)).toContain(manifest.connection);
    expect(isDerived(manifest.ports) || manifest.ports.some(({ kind }) => kind === 'error')).toBe(true);
  });
});

describe.each(connectionTypes.map((connection) => [connection.manifest.type, connection] as const))(
  'connection %s',
  (_type, { manifest }) => {
    test('is complete and its settings schema compiles', () => {
      expect(manifest.summary).toMatch(/\.$/);
      expect(manifest.icon).toMatch(/^<svg/);
      expect(manifest.settings['additionalProperties']).toBe(false);
      createValidator().compile(manifest.settings);
    });
  },
);

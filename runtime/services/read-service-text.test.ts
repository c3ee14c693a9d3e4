/** Descriptions as YAML: what would take long to read, or says a thing twice. */
import { expect, test } from 'vitest';
import { SERVICE_LIMITS } from '#flows/services/service.ts';
import { readServiceText } from './read-service-text.ts';

const SMALL =
  'openapi: 3.0.3\ninfo: { title: Orders, version: "1" }\npaths:\n  /orders:\n    get: { responses: { "200": { description: all } } }\n';

test('SVC-1 a description of very many names is read in a time that grows with its length, not with its square', () => {
  const schemas = Array.from({ length: 30_000 }, (_, at) => `    Name${at}: {}\n`).join('');
  const { description } = readServiceText(`${SMALL}components:\n  schemas:\n${schemas}`);
  expect(description?.operations).toHaveLength(1);
}, 20_000);

test('SVC-1 what stands twice in one object is refused by its name', () => {
  const { description, problems } = readServiceText(`${SMALL}  "/orders":\n    get: {}\n`);
  expect(description).toBeUndefined();
  expect(problems).toMatchObject([{ code: 'description-malformed', message: '"/orders" stands twice in one object.' }]);
  expect(readServiceText(SMALL).description).toBeDefined();
});

test('SVC-1 YAML is taken up to a size of its own, which says what to do', () => {
  const { description, problems } = readServiceText(`${SMALL}x-note: ${'a'.repeat(SERVICE_LIMITS.yamlBytes)}\n`);
  expect(description).toBeUndefined();
  expect(problems).toMatchObject([{ code: 'description-too-large', help: expect.stringContaining('JSON') as string }]);
});

test('SVC-1 a long pattern is taken whole: cut, it would be another one', () => {
  const pattern = `^(${Array.from({ length: 150 }, (_, at) => `k${at}`).join('|')})$`;
  const body = { content: { 'application/json': { schema: { type: 'object', properties: { kind: { type: 'string', pattern } } } } } };
  const document = { openapi: '3.0.3', info: {}, paths: { '/orders': { post: { requestBody: body, responses: {} } } } };
  const { description } = readServiceText(JSON.stringify(document));
  expect(description?.operations[0]?.config['request']).toMatchObject({ properties: { body: { properties: { kind: { pattern } } } } });
});

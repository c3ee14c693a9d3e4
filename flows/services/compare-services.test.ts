import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { compareOperation, compareServices } from './compare-services.ts';

const object = (properties: JsonObject, required: readonly string[] = [], more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  required: [...required],
  ...more,
});
const config = (body: JsonObject, out: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  method: 'POST',
  path: '/x',
  request: object({ body }, ['body']),
  answers: object({ out }),
  ...more,
});
const text = { type: 'string' };
const whole = { type: 'integer' };
const number = { type: 'number' };

describe('SVC-7: a newer description', () => {
  test.each([
    ['the same', config(object({ a: text })), config(object({ a: text })), undefined],
    ['one more field that may be given', config(object({ a: text })), config(object({ a: text, b: text })), []],
    ['one more field that comes', config({}, object({ a: text })), config({}, object({ a: text, b: text })), []],
    ['wider what is taken', config(object({ a: whole })), config(object({ a: number })), []],
    ['narrower what comes', config({}, object({ a: number })), config({}, object({ a: whole })), []],
    ['another method', config({}), config({}, {}, { method: 'PUT' }), ['The method is "PUT" instead of "POST".']],
    [
      'a field that has to be given',
      config(object({ a: text })),
      config(object({ a: text, b: text }, ['b'])),
      ['"body.b" has to be given now.'],
    ],
    [
      'a field that is not taken',
      config(object({ a: text, b: text })),
      config(object({ a: text }, [], { additionalProperties: false })),
      ['"body.b" is not taken any more.'],
    ],
    ['narrower what is taken', config(object({ a: number })), config(object({ a: whole })), ['"body.a" is not taken as number any more.']],
    ['only some values', config(object({ a: text })), config(object({ a: { ...text, enum: ['x'] } })), ['"body.a" may only be "x" now.']],
    [
      'a value less',
      config(object({ a: { ...text, enum: ['x', 'y'] } })),
      config(object({ a: { ...text, enum: ['x'] } })),
      ['"body.a" may not be "y" any more.'],
    ],
    ['a field that does not come', config({}, object({ a: text })), config({}, object({})), ['"out.a" does not come any more.']],
    [
      'a field that may be missing',
      config({}, object({ a: text }, ['a'])),
      config({}, object({ a: text })),
      ['"out.a" may be missing now.'],
    ],
    [
      'null where there was none, in a list',
      config({}, object({ a: { type: 'array', items: text } })),
      config({}, object({ a: { type: 'array', items: { type: ['string', 'null'] } } })),
      ['"out.a[]" may come as null, which it did not before.'],
    ],
  ])('%s', (_, older, newer, reasons) => {
    const change = compareOperation('x', older, newer);
    expect(change?.reasons).toEqual(reasons);
    expect(change?.breaks ?? false).toBe(reasons !== undefined && reasons.length > 0);
  });

  test('circles are walked once', () => {
    const node = (more: JsonObject) => object({ next: { $ref: '#/$defs/Node' }, ...more });
    const circle = (more: JsonObject): JsonObject => ({
      ...config({}),
      answers: { ...object({ out: { $ref: '#/$defs/Node' } }), $defs: { Node: node(more) } },
    });
    expect(compareOperation('x', circle({ a: text }), circle({}))?.reasons).toEqual(['"out.a" does not come any more.']);
  });

  test('operations that came and went are named', () => {
    const operation = (id: string) => ({ id, label: id, summary: id, type: 'http/operation' as const, config: config({}) });
    expect([...compareServices([operation('a'), operation('b')], [operation('b'), operation('c')])]).toMatchObject([
      { operation: 'a', kind: 'removed', breaks: true },
      undefined,
      { operation: 'c', kind: 'added', breaks: false },
    ]);
  });

  test('of thousands of choices and fields it takes a time that grows with their number, not with its square', () => {
    const many = (count: number, mark: string) => Array.from({ length: count }, (_, index) => `${mark}${index}`);
    const cost = (count: number) => {
      const side = (mark: string) => {
        const names = many(count, mark);
        const fields = object(Object.fromEntries(names.map((name) => [name, text])), names);
        return { ...config(object({ choice: { enum: names }, fields })), answers: object({ out: fields }) };
      };
      const [older, newer] = [side('a'), side('b')];
      const rounds = [1, 2, 3].map(() => {
        const began = process.cpuUsage();
        expect(compareOperation('x', older, newer)?.reasons).toHaveLength(40);
        const { user, system } = process.cpuUsage(began);
        return user + system;
      });
      return Math.min(...rounds);
    };
    expect(cost(24_000) / cost(3_000)).toBeLessThan(30);
  });
});

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import type { FieldProps, Form } from './field-props.ts';
import { fieldsOf } from './form-model.ts';
import { isSamePart } from './same-field.ts';

const SCHEMA = {
  properties: {
    input: { type: 'object' },
    entity: { type: 'string', 'x-options': { list: 'entities' } },
    key: { type: 'string', 'x-options': { list: 'fields', with: ['entity'] } },
    rows: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string', 'x-options': { list: 'fields', with: ['entity'] } } } },
    },
    script: { type: 'string', 'x-language': 'javascript' },
    plain: { type: 'string' },
  },
} satisfies JsonObject;

const drawField = () => null;
const change = () => undefined;
const value: JsonObject = { entity: 'A_SalesOrder', plain: 'one' };

function form(parts: Partial<Form> = {}): Form {
  const whole = { schema: SCHEMA, value };
  return {
    expressions: true,
    readOnly: false,
    errors: new Map(),
    language: undefined,
    input: '{}',
    choices: CHOICES,
    options: undefined,
    whole,
    drawField,
    ...parts,
  };
}

const CHOICES: Form['choices'] = {};

/** As a form makes them with each drawing. */
function props(name: string, parts: Partial<Form> = {}): FieldProps {
  const field = fieldsOf(SCHEMA).find((one) => one.name === name)!;
  return { field, value: value[name], pointer: `/${name}`, form: form(parts), onChange: change };
}

const filled = (more: JsonObject): Partial<Form> => ({ whole: { schema: SCHEMA, value: { ...value, ...more } } });

describe('FRM-7: a field is drawn anew', () => {
  test('not when the form was drawn anew, or another field has another value', () => {
    for (const name of Object.keys(SCHEMA.properties)) {
      expect(isSamePart(props(name), props(name)), name).toBe(true);
      expect(isSamePart(props(name), props(name, filled({ plain: 'two' }))), name).toBe(true);
    }
  });

  test('when its own value, description or place is another', () => {
    const before = props('plain');
    expect(isSamePart(before, { ...before, value: 'two' })).toBe(false);
    expect(isSamePart(before, { ...before, pointer: '/rows/0/plain' })).toBe(false);
    expect(isSamePart(before, { ...before, field: { ...before.field, required: true } })).toBe(false);
    expect(isSamePart(before, { ...before, onChange: () => undefined })).toBe(false);
  });

  test('when a field that its list depends on has another value, also from within a table', () => {
    const another = filled({ entity: 'A_Product' });
    expect(isSamePart(props('key'), props('key', another))).toBe(false);
    expect(isSamePart(props('rows'), props('rows', another))).toBe(false);
    expect(isSamePart(props('entity'), props('entity', another))).toBe(true);
    expect(isSamePart(props('plain'), props('plain', another))).toBe(true);
  });

  test('when the input is another and it is code that sees it', () => {
    expect(isSamePart(props('script'), props('script', { input: 'trigger.body' }))).toBe(false);
    expect(isSamePart(props('plain'), props('plain', { input: 'trigger.body' }))).toBe(true);
  });

  test('when something else is said about it or what is in it, and not when about others', () => {
    const said = { errors: new Map([['/rows/0/field', 'There is no such field.']]) };
    expect(isSamePart(props('rows'), props('rows', said))).toBe(false);
    expect(isSamePart(props('plain'), props('plain', said))).toBe(true);
    expect(isSamePart(props('rows', said), props('rows', { errors: new Map(said.errors) }))).toBe(true);
  });

  test('when the form may only be looked at, or knows more', () => {
    expect(isSamePart(props('plain'), props('plain', { readOnly: true }))).toBe(false);
    expect(isSamePart(props('plain'), props('plain', { choices: { flow: [] } }))).toBe(false);
  });
});

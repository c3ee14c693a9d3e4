/**
 * Whether a field of a form must be drawn anew. A key is pressed in one field of hundreds, and the form as a whole is another value then:
 * only what the field itself shows counts, its value, its messages and what of the other fields it reads. Pure.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import type { FieldProps, Form } from './field-props.ts';
import { messagesWithin } from './form-messages.ts';
import { asList, asObject, type FormField } from './form-model.ts';

/** What is a field, or a part of one: an item of its list, a row of its table. */
export type FieldPart = Pick<FieldProps, 'field' | 'pointer' | 'form'>;

/** For `memo`: everything else that it is given is held against its identity. */
export function isSamePart<Props extends FieldPart>(before: Props, after: Props): boolean {
  const names = Object.keys(after) as (keyof Props)[];
  return names.length === Object.keys(before).length && names.every((name) => isSame(name, before, after));
}

function isSame<Props extends FieldPart>(name: keyof Props, before: Props, after: Props): boolean {
  if (before[name] === after[name]) return true;
  if (name === 'field') return isSameDescription(before.field, after.field);
  return name === 'form' && isSameForm(before.form, after.form, after);
}

/** Made anew with every drawing, mostly of the same words. */
function isSameDescription(before: FormField, after: FormField): boolean {
  return (Object.keys(after) as (keyof FormField)[]).every((name) => before[name] === after[name]);
}

function isSameForm(before: Form, after: Form, { field, pointer }: FieldPart): boolean {
  const reads = readsOf(field.schema);
  return (
    before.expressions === after.expressions &&
    before.readOnly === after.readOnly &&
    before.choices === after.choices &&
    before.language === after.language &&
    before.options === after.options &&
    before.drawField === after.drawField &&
    before.whole.schema === after.whole.schema &&
    (!reads.input || before.input === after.input) &&
    reads.fields.every((name) => before.whole.value[name] === after.whole.value[name]) &&
    (before.errors === after.errors || messagesWithin(before.errors, pointer) === messagesWithin(after.errors, pointer))
  );
}

/** What a field reads of the form beside its own value. */
interface Reads {
  /** Names in the form's value that a list of its system depends on. */
  readonly fields: readonly string[];
  /** Code sees what the form's input gives. */
  readonly input: boolean;
}

const NOTHING: Reads = { fields: [], input: false };
const known = new WeakMap<object, Reads>();

/** Of all that is drawn for the schema, however deep. */
function readsOf(part: Json): Reads {
  if (typeof part !== 'object' || part === null) return NOTHING;
  let reads = known.get(part);
  if (reads === undefined) known.set(part, (reads = findReads(part)));
  return reads;
}

function findReads(part: JsonObject | readonly Json[]): Reads {
  const within = Object.values(part).map(readsOf);
  const schema = asObject(part);
  const own = asList(asObject(schema['x-options'])['with']).map(String);
  const fields = [...new Set([...own, ...within.flatMap((reads) => reads.fields)])];
  const input = schema['x-language'] !== undefined || within.some((reads) => reads.input);
  return fields.length === 0 && !input ? NOTHING : { fields, input };
}

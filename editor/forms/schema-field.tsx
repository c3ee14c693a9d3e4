/** A JSON Schema: one of the canonical ones by its name, or one written out. */
import { NativeSelect, Stack } from '@mantine/core';
import { useContext, useState } from 'react';
import type { JsonObject } from '#flows/json.ts';
import { SCHEMA_REFS } from '#flows/schemas/schema-refs.ts';
import { t } from '../text.ts';
import type { FieldProps } from './field-props.ts';
import { messageAt } from './form-messages.ts';
import { asObject, sentenceOf } from './form-model.ts';
import { HalfWrittenContext } from './half-written.ts';
import { JsonField } from './json-field.tsx';
import { SchemaFromSample } from './schema-from-sample.tsx';

const NONE = '';
const OWN = 'own';

export function SchemaField({ field, value, pointer, form, onChange }: FieldProps) {
  const ref = asObject(value)['$ref'];
  const named = typeof ref === 'string' ? ref : undefined;
  const halfWritten = useContext(HalfWrittenContext);
  const [writing, setWriting] = useState(
    () => (value !== undefined && named === undefined) || (!form.readOnly && halfWritten.find(pointer) !== undefined),
  );
  const chosen = writing ? OWN : (named ?? NONE);
  function choose(next: string): void {
    setWriting(next === OWN);
    if (next === NONE) onChange(undefined);
    else if (next === OWN) onChange(named === undefined ? value : ({ type: 'object', properties: {} } satisfies JsonObject));
    else onChange({ $ref: next });
  }
  const known: readonly string[] = SCHEMA_REFS;
  const refs = named === undefined || known.includes(named) ? known : [...known, named];
  return (
    <Stack gap={4}>
      <NativeSelect
        size="xs"
        label={field.label}
        description={field.description}
        required={field.required}
        disabled={form.readOnly}
        error={messageAt(form.errors, pointer, true)}
        data={[
          { value: NONE, label: t('schema.none', 'none') },
          { value: OWN, label: t('schema.own', 'written here') },
          { group: t('schema.canonical', 'Canonical'), items: refs.map((name) => ({ value: name, label: nameOf(name) })) },
        ]}
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {writing && !form.readOnly && <SchemaFromSample onSchema={onChange} />}
      {writing && (
        <JsonField
          kind="schema"
          label={t('schema.text', 'JSON Schema')}
          place={pointer}
          readOnly={form.readOnly}
          value={value}
          onChange={onChange}
        />
      )}
    </Stack>
  );
}

/** `schemas/order-change.json` → `Order change`. */
function nameOf(ref: string): string {
  return sentenceOf(ref.replace(/^schemas\//, '').replace(/\.json$/, ''));
}

/** The fields of an object. Of many, those that may stay empty and are so come when they are asked for. */
import { Button, Group, Stack } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Fragment, useContext, useState } from 'react';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { t } from '../text.ts';
import { useStableFor } from '../ui/use-stable.ts';
import { below, type Form } from './field-props.ts';
import { type FormField, fieldsOf, withField } from './form-model.ts';
import { HalfWrittenContext } from './half-written.ts';

export interface ObjectFieldsProps {
  readonly schema: JsonSchema;
  readonly value: JsonObject;
  readonly pointer: string;
  readonly form: Form;
  readonly onChange: (value: JsonObject) => void;
}

/** As many optional fields as stand there without being asked for. */
const MOST_AT_FIRST = 5;

export function ObjectFields({ schema, value, pointer, form, onChange }: ObjectFieldsProps) {
  const [all, setAll] = useState(false);
  const fields = fieldsOf(schema, value);
  const halfWritten = useContext(HalfWrittenContext);
  // What was filled or half written when the form was opened stays, also while it is emptied.
  const [opened] = useState(value);
  const [begun] = useState(() => new Set(fields.map(({ name }) => name).filter((name) => halfWritten.holds(below(pointer, name)))));
  const changeOf = useStableFor((name: string, next: Json | undefined) => onChange(withField(value, name, next)));
  const isQuiet = ({ name, required }: FormField) =>
    !required && value[name] === undefined && opened[name] === undefined && !begun.has(name);
  const quiet = fields.filter((field) => isQuiet(field) && !form.errors.has(below(pointer, field.name)));
  const hidden = form.readOnly ? quiet : all || quiet.length <= MOST_AT_FIRST ? [] : quiet.slice(fields.length - quiet.length > 3 ? 0 : 2);
  return (
    <Stack gap="sm">
      {fields
        .filter((field) => !hidden.includes(field))
        .map((field) => (
          <Fragment key={field.name}>
            {form.drawField({
              field,
              value: value[field.name],
              pointer: below(pointer, field.name),
              form,
              onChange: changeOf(field.name),
            })}
          </Fragment>
        ))}
      {hidden.length > 0 && !form.readOnly && (
        <Group>
          <Button
            variant="subtle"
            size="compact-xs"
            title={hidden.map(({ label }) => label).join(', ')}
            rightSection={<IconChevronDown size={12} aria-hidden />}
            onClick={() => setAll(true)}
          >
            {t('form.more', '{count} more fields', { count: hidden.length })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

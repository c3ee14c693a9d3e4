/** Names of one's own, each with a value: headers, query, fields of a system. */
import { ActionIcon, Box, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Json, JsonSchema } from '#flows/json.ts';
import { t } from '../text.ts';
import { AddButton } from './add-button.tsx';
import { below, type FieldProps } from './field-props.ts';
import { asObject, fieldOf, messageAt } from './form-model.ts';

type Entry = readonly [name: string, value: Json];

export function NamedValues({ field, value, pointer, form, onChange }: FieldProps) {
  const entries: readonly Entry[] = Object.entries(asObject(value));
  const schema = asObject(field.schema['additionalProperties']);
  const set = (next: readonly Entry[]) => onChange(next.length === 0 && !field.required ? undefined : Object.fromEntries(next));
  const rename = (at: number, name: string) => set(entries.map((entry, i) => (i === at ? [name, entry[1]] : entry)));
  return (
    <Input.Wrapper
      role="group"
      aria-label={field.label}
      labelElement="div"
      label={field.label}
      description={field.description}
      error={messageAt(form.errors, pointer, false)}
      required={field.required}
      size="xs"
    >
      <Stack gap={6} mt={4}>
        {entries.map(([name, part], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being edited here
          <Group key={i} gap={4} align="flex-start" wrap="nowrap" className="named-value">
            <NameInput name={name} taken={entries.map(([other]) => other)} readOnly={form.readOnly} onRename={(next) => rename(i, next)} />
            <Box flex={1} miw={0}>
              {form.drawField({
                field: { ...fieldOf(name, partSchema(schema), false), label: name, description: undefined },
                value: part,
                pointer: below(pointer, name),
                form,
                onChange: (next) => set(entries.map((entry, at) => (at === i ? [name, next ?? ''] : entry))),
              })}
            </Box>
            {!form.readOnly && (
              <ActionIcon
                className="named-remove"
                aria-label={t('form.remove-value', 'Remove {name}', { name })}
                onClick={() => set(entries.filter((_, at) => at !== i))}
              >
                <IconTrash size={14} />
              </ActionIcon>
            )}
          </Group>
        ))}
        <AddButton form={form} label={field.label} onAdd={() => set([...entries, [freeName(entries.map(([name]) => name)), '']])} />
      </Stack>
    </Input.Wrapper>
  );
}

/** A field whose type nobody named may be anything. */
function partSchema(schema: JsonSchema): JsonSchema {
  const [first] = Array.isArray(schema['anyOf']) ? (schema['anyOf'] as readonly Json[]) : [];
  return first === undefined ? schema : asObject(first);
}

interface NameInputProps {
  readonly name: string;
  readonly taken: readonly string[];
  readonly readOnly: boolean;
  readonly onRename: (name: string) => void;
}

/** The name counts when one leaves the field: half a name must not become another entry's. */
function NameInput({ name, taken, readOnly, onRename }: NameInputProps) {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? name;
  const problem =
    text === ''
      ? t('form.name-missing', 'A name')
      : text !== name && taken.includes(text)
        ? t('form.name-taken', 'Is there already')
        : undefined;
  function leave(): void {
    if (typed !== undefined && problem === undefined && typed !== name) onRename(typed);
    setTyped(undefined);
  }
  return (
    <TextInput
      w="34%"
      aria-label={t('form.name', 'Name')}
      classNames={{ input: 'mono' }}
      readOnly={readOnly}
      value={text}
      error={problem}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && leave()}
    />
  );
}

function freeName(names: readonly string[]): string {
  for (let n = 1; ; n++) if (!names.includes(`name${n}`)) return `name${n}`;
}

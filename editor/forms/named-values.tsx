/** Names of one's own, each with a value: headers, query, fields of a system. */
import { ActionIcon, Box, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, memo, Suspense, useMemo, useState } from 'react';
import type { OptionsWish } from '#flows/connection-manifest.ts';
import type { Json, JsonSchema } from '#flows/json.ts';
import { fromPointer } from '#flows/json-pointer.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { useStableFor } from '../ui/use-stable.ts';
import { AddButton } from './add-button.tsx';
import { FieldGroup } from './field-group.tsx';
import { below, type FieldProps, type Form } from './field-props.ts';
import { asObject, fieldOf, wishOf } from './form-model.ts';
import { isSamePart } from './same-field.ts';
import { REMOVES_ITEM, useItemFocus } from './use-item-focus.ts';

const OptionsField = later(() => import('./options-field.tsx'), 'OptionsField');

type Entry = readonly [name: string, value: Json];

export function NamedValues({ field, value, pointer, form, onChange }: FieldProps) {
  const entries: readonly Entry[] = Object.entries(asObject(value));
  const names = entries.map(([name]) => name);
  const joined = JSON.stringify(names);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same list as long as it says the same
  const taken = useMemo(() => names, [joined]);
  const set = (next: readonly Entry[]) => onChange(next.length === 0 && !field.required ? undefined : Object.fromEntries(next));
  const focus = useItemFocus();
  const changeOf = useStableFor((at: number, to: Entry | undefined) => {
    if (to === undefined) focus.left(at);
    set(entries.toSpliced(at, 1, ...(to === undefined ? [] : [to])));
  });
  return (
    <FieldGroup field={field} pointer={pointer} form={form} place={focus.place}>
      <Stack gap={6} mt={4}>
        {entries.map(([name, part], i) => (
          <NamedValue
            // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being edited here
            key={i}
            field={field}
            pointer={below(pointer, name)}
            form={form}
            name={name}
            value={part}
            taken={taken}
            onValue={changeOf(i)}
          />
        ))}
        {missingNames(form.errors, pointer, taken).map(([name, message]) => (
          <Group key={name} gap={6} wrap="nowrap" justify="space-between">
            <Input.Error size="xs">{message}</Input.Error>
            {!form.readOnly && (
              <Button
                size="compact-xs"
                variant="default"
                flex="none"
                leftSection={<IconPlus size={12} aria-hidden />}
                aria-label={t('form.add-named', 'Add {name}', { name })}
                onClick={() => set([...entries, [name, '']])}
              >
                {name}
              </Button>
            )}
          </Group>
        ))}
        <AddButton form={form} label={field.label} onAdd={() => set([...entries, [freeName(taken), '']])} />
      </Stack>
    </FieldGroup>
  );
}

/** Names that are wanted and not there, each with what is said of it. */
function missingNames(errors: Form['errors'], pointer: string, taken: readonly string[]): readonly (readonly [string, string])[] {
  return [...errors].flatMap(([at, message]) => {
    if (!at.startsWith(`${pointer}/`)) return [];
    const [name, ...deeper] = fromPointer(at.slice(pointer.length));
    return name === undefined || deeper.length > 0 || taken.includes(name) ? [] : [[name, message] as const];
  });
}

interface NamedValueProps extends Pick<FieldProps, 'field' | 'pointer' | 'form'> {
  readonly name: string;
  readonly value: Json;
  /** The names of all. */
  readonly taken: readonly string[];
  /** Undefined takes it away. */
  readonly onValue: (entry: Entry | undefined) => void;
}

const NamedValue = memo(function NamedValue({ field, pointer, form, name, value, taken, onValue }: NamedValueProps) {
  const schema = asObject(field.schema['additionalProperties']);
  const wish = wishOf(asObject(field.schema['propertyNames']));
  return (
    <Group gap={4} align="flex-start" wrap="nowrap" className="named-value">
      <NameInput form={form} wish={wish} name={name} taken={taken} onRename={(next) => onValue([next, value])} />
      <Box flex={1} miw={0}>
        {form.drawField({
          field: { ...fieldOf(name, partSchema(schema), false), label: name, description: undefined },
          value,
          pointer,
          form,
          onChange: (next) => onValue([name, next ?? '']),
        })}
      </Box>
      {!form.readOnly && (
        <ActionIcon
          className={`named-remove ${REMOVES_ITEM}`}
          aria-label={t('form.remove-value', 'Remove {name}', { name })}
          onClick={() => onValue(undefined)}
        >
          <IconTrash size={14} />
        </ActionIcon>
      )}
    </Group>
  );
}, isSamePart);

/** A field whose type nobody named may be anything. */
function partSchema(schema: JsonSchema): JsonSchema {
  const [first] = Array.isArray(schema['anyOf']) ? (schema['anyOf'] as readonly Json[]) : [];
  return first === undefined ? schema : asObject(first);
}

interface NameInputProps {
  readonly name: string;
  readonly taken: readonly string[];
  readonly form: Form;
  readonly wish: OptionsWish | undefined;
  readonly onRename: (name: string) => void;
}

/** The name counts when one leaves the field: half a name must not become another entry's. */
function NameInput({ name, taken, form, wish, onRename }: NameInputProps) {
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
  const common = {
    'aria-label': t('form.name', 'Name'),
    classNames: { input: 'mono' },
    value: text,
    error: problem,
    onBlur: leave,
    onKeyDown: (event: KeyboardEvent) => event.key === 'Enter' && leave(),
  };
  const plain = <TextInput {...common} w="34%" readOnly={form.readOnly} onChange={(event) => setTyped(event.currentTarget.value)} />;
  if (wish === undefined || form.options === undefined || form.readOnly) return plain;
  return (
    <Suspense fallback={plain}>
      <OptionsField
        {...common}
        label={undefined}
        form={form}
        wish={wish}
        without={taken.filter((other) => other !== name)}
        onChange={setTyped}
        onTake={(next) => {
          setTyped(undefined);
          if (next !== name) onRename(next);
        }}
      />
    </Suspense>
  );
}

function freeName(names: readonly string[]): string {
  for (let n = 1; ; n++) if (!names.includes(`name${n}`)) return `name${n}`;
}

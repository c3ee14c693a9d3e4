/** A form from a JSON Schema. Each field is fixed or, where the form allows it, an expression; lists and objects nest. */
import { ActionIcon, Box, Button, Fieldset, Group, Paper, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { t } from '../text.ts';
import { asList, asObject, type FormField, fieldsOf, kindOf, startsAsExpression, takesExpression, withField } from './form-model.ts';
import { ExpressionField, LeafField } from './leaf-field.tsx';

export interface SchemaFormProps {
  readonly schema: JsonSchema;
  readonly value: JsonObject;
  /** May fields hold `= …`? Settings of connections may not. */
  readonly expressions: boolean;
  readonly readOnly?: boolean;
  /** Messages by JSON Pointer into the value. */
  readonly errors?: ReadonlyMap<string, string>;
  readonly onChange: (value: JsonObject) => void;
}

const NO_ERRORS: ReadonlyMap<string, string> = new Map();

export function SchemaForm({ schema, value, expressions, readOnly = false, errors = NO_ERRORS, onChange }: SchemaFormProps) {
  const form: Form = { expressions, readOnly, errors };
  return <ObjectFields schema={schema} value={value} pointer="" form={form} onChange={onChange} />;
}

interface Form {
  readonly expressions: boolean;
  readonly readOnly: boolean;
  readonly errors: ReadonlyMap<string, string>;
}

interface ObjectFieldsProps {
  readonly schema: JsonSchema;
  readonly value: JsonObject;
  readonly pointer: string;
  readonly form: Form;
  readonly onChange: (value: JsonObject) => void;
}

function ObjectFields({ schema, value, pointer, form, onChange }: ObjectFieldsProps) {
  return (
    <Stack gap="sm">
      {fieldsOf(schema).map((field) => (
        <AnyField
          key={field.name}
          field={field}
          value={value[field.name]}
          pointer={`${pointer}/${field.name.replaceAll('~', '~0').replaceAll('/', '~1')}`}
          form={form}
          onChange={(next) => onChange(withField(value, field.name, next))}
        />
      ))}
    </Stack>
  );
}

interface AnyFieldProps {
  readonly field: FormField;
  readonly value: Json | undefined;
  readonly pointer: string;
  readonly form: Form;
  readonly onChange: (value: Json | undefined) => void;
}

function AnyField({ field, value, pointer, form, onChange }: AnyFieldProps) {
  const switchable = form.expressions && takesExpression(field);
  const [asExpression, setAsExpression] = useState(() => form.expressions && startsAsExpression(field, value));
  // A value that came from elsewhere (undo, another person) decides; an empty field keeps what was chosen.
  const expression = switchable && (value === undefined ? asExpression : startsAsExpression(field, value));
  const error = form.errors.get(pointer);
  const leaf = { field, value, error, readOnly: form.readOnly, onChange };

  function change(mode: string): void {
    setAsExpression(mode === 'expression');
    if (value !== undefined) onChange(undefined);
  }

  return (
    <Box>
      <Group justify="space-between" gap="xs" mb={2} wrap="nowrap">
        <Text size="xs" fw={600}>
          {field.label}
          {field.required && (
            <Text span c="red" aria-hidden>
              {' '}
              *
            </Text>
          )}
        </Text>
        {switchable && !form.readOnly && (
          <SegmentedControl
            size="xs"
            aria-label={t('form.mode', '{label}: fixed or expression', { label: field.label })}
            value={expression ? 'expression' : 'fixed'}
            data={[
              { value: 'fixed', label: t('form.fixed', 'Fixed') },
              { value: 'expression', label: t('form.expression', '= Expression') },
            ]}
            onChange={change}
          />
        )}
      </Group>
      {expression ? <ExpressionField {...leaf} /> : <FixedField {...leaf} pointer={pointer} form={form} />}
    </Box>
  );
}

function FixedField(props: AnyFieldProps & { readonly error: string | undefined; readonly readOnly: boolean }) {
  const { field, value, pointer, form, error, onChange } = props;
  switch (field.kind) {
    case 'object':
      return (
        <Fieldset p="xs">
          <ObjectFields schema={field.schema} value={asObject(value)} pointer={pointer} form={form} onChange={onChange} />
        </Fieldset>
      );
    case 'list':
      return <ListField {...props} />;
    case 'named-values':
      return <NamedValues {...props} />;
    default:
      return <LeafField field={field} value={value} error={error} readOnly={form.readOnly} onChange={onChange} />;
  }
}

function ListField({ field, value, pointer, form, onChange }: AnyFieldProps) {
  const items = asList(value);
  const set = (next: readonly Json[]) => onChange(next.length === 0 && !field.required ? undefined : next);
  return (
    <Stack gap={6}>
      {field.description !== undefined && <Description text={field.description} />}
      {items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of a list have no name but their place
        <Paper key={i} withBorder p="xs">
          <Group justify="space-between" mb={4}>
            <Text size="xs" c="dimmed">
              {i + 1}
            </Text>
            {!form.readOnly && (
              <ActionIcon
                size="sm"
                aria-label={t('form.remove-item', 'Remove {label} {number}', { label: field.label, number: i + 1 })}
                onClick={() => set(items.filter((_, other) => other !== i))}
              >
                <IconTrash size={14} />
              </ActionIcon>
            )}
          </Group>
          <ObjectFields
            schema={asObject(field.schema['items'])}
            value={asObject(item)}
            pointer={`${pointer}/${i}`}
            form={form}
            onChange={(next) => set(items.map((other, at) => (at === i ? next : other)))}
          />
        </Paper>
      ))}
      <AddButton form={form} onAdd={() => set([...items, {}])} />
    </Stack>
  );
}

/** Names of one's own: headers, query, fields of a system. */
function NamedValues({ field, value, pointer, form, onChange }: AnyFieldProps) {
  const entries = Object.entries(asObject(value));
  const schema = asObject(field.schema['additionalProperties']);
  const kind = kindOf(schema) === 'json' && schema['type'] === undefined ? 'text' : kindOf(schema);
  const set = (next: readonly (readonly [string, Json])[]) =>
    onChange(next.length === 0 && !field.required ? undefined : Object.fromEntries(next));
  return (
    <Stack gap={6}>
      {field.description !== undefined && <Description text={field.description} />}
      {entries.map(([name, part], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being edited here
        <Group key={i} gap={4} align="flex-start" wrap="nowrap">
          <TextInput
            w="38%"
            aria-label={t('form.name', 'Name')}
            readOnly={form.readOnly}
            value={name}
            onChange={(event) => set(entries.map((entry, at) => (at === i ? [event.currentTarget.value, part] : entry)))}
          />
          <Box flex={1}>
            <AnyField
              field={{ name, label: '', description: undefined, required: false, schema, kind: typeof part === 'object' ? 'json' : kind }}
              value={part}
              pointer={`${pointer}/${name}`}
              form={form}
              onChange={(next) => set(entries.map((entry, at) => (at === i ? [name, next ?? ''] : entry)))}
            />
          </Box>
          {!form.readOnly && (
            <ActionIcon
              aria-label={t('form.remove-value', 'Remove {name}', { name })}
              onClick={() => set(entries.filter((_, at) => at !== i))}
            >
              <IconTrash size={14} />
            </ActionIcon>
          )}
        </Group>
      ))}
      <AddButton form={form} onAdd={() => set([...entries, [freeName(entries.map(([name]) => name)), '']])} />
    </Stack>
  );
}

function AddButton({ form, onAdd }: { readonly form: Form; readonly onAdd: () => void }) {
  if (form.readOnly) return null;
  return (
    <Group>
      <Button variant="default" size="compact-xs" leftSection={<IconPlus size={12} aria-hidden />} onClick={onAdd}>
        {t('form.add', 'Add')}
      </Button>
    </Group>
  );
}

function Description({ text }: { readonly text: string }) {
  return (
    <Text size="xs" c="dimmed">
      {text}
    </Text>
  );
}

function freeName(names: readonly string[]): string {
  for (let n = 1; ; n++) if (!names.includes(`name${n}`)) return `name${n}`;
}

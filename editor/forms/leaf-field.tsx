/** Fields that hold one value: text, number, yes or no, a choice, texts in a row, JSON, an expression. */
import { Checkbox, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';
import { asList, type FormField, fromLiteralText, literalText } from './form-model.ts';

export interface LeafFieldProps {
  readonly field: FormField;
  readonly value: Json | undefined;
  readonly error?: string | undefined;
  readonly readOnly: boolean;
  readonly onChange: (value: Json | undefined) => void;
}

export function LeafField({ field, value, error, readOnly, onChange }: LeafFieldProps) {
  const { label, description, required, schema, kind } = field;
  const fallback = schema['default'];
  const common = {
    'aria-label': label,
    description,
    error,
    readOnly,
    required,
    placeholder: fallback === undefined || typeof fallback === 'object' ? undefined : String(fallback),
  };
  switch (kind) {
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          allowDecimal={schema['type'] !== 'integer'}
          {...(schema['format'] === 'duration-ms' ? { suffix: ' ms', thousandSeparator: ' ' } : {})}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        />
      );
    case 'boolean':
      return (
        <Checkbox
          label={description ?? label}
          aria-label={label}
          disabled={readOnly}
          checked={value === undefined ? fallback === true : value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={asList(schema['enum']).map(String)}
          clearable={!required}
          searchable
          value={value === undefined ? null : String(value)}
          onChange={(next) => onChange(asList(schema['enum']).find((choice) => String(choice) === next))}
        />
      );
    case 'tags':
      return (
        <TagsInput
          {...common}
          value={asList(value).map(String)}
          onChange={(next) => onChange(next.length === 0 && !required ? undefined : next)}
        />
      );
    case 'multiline':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={16}
          value={literalText(value)}
          onChange={(event) => onChange(fromLiteralText(event.currentTarget.value))}
        />
      );
    case 'text':
      return (
        <TextInput {...common} value={literalText(value)} onChange={(event) => onChange(fromLiteralText(event.currentTarget.value))} />
      );
    default:
      return <JsonField field={field} value={value} error={error} readOnly={readOnly} onChange={onChange} />;
  }
}

/** Text that is no JSON yet stays in the field and out of the document. */
function JsonField({ field, value, error, readOnly, onChange }: LeafFieldProps) {
  const written = value === undefined ? '' : JSON.stringify(value, null, 2);
  const [typed, setTyped] = useState<{ readonly text: string; readonly problem?: string }>();
  function change(text: string): void {
    if (text.trim() === '') {
      setTyped({ text });
      return onChange(undefined);
    }
    try {
      const next = JSON.parse(text) as Json;
      setTyped({ text });
      onChange(next);
    } catch (thrown) {
      setTyped({ text, problem: t('form.no-json', 'Not JSON yet: {why}', { why: (thrown as Error).message }) });
    }
  }
  return (
    <Textarea
      aria-label={field.label}
      description={field.description}
      error={typed?.problem ?? error}
      readOnly={readOnly}
      autosize
      minRows={2}
      maxRows={18}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      placeholder={t('form.json', 'JSON')}
      value={typed?.text ?? written}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={() => typed?.problem === undefined && setTyped(undefined)}
    />
  );
}

export function ExpressionField({ field, value, error, readOnly, onChange }: LeafFieldProps) {
  const text = typeof value === 'string' ? value.replace(/^=\s?/, '') : '';
  return (
    <Textarea
      aria-label={t('form.expression-of', '{label}, expression', { label: field.label })}
      description={field.description}
      error={error}
      readOnly={readOnly}
      required={field.required}
      autosize
      minRows={1}
      maxRows={14}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      leftSection="="
      placeholder="trigger.body.…"
      value={text}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : `= ${event.currentTarget.value}`)}
    />
  );
}

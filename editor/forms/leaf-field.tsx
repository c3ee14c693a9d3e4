/** Fields that hold one value: text, number, a span of time, yes or no, a choice, texts in a row. */
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { Suspense } from 'react';
import { EnlargeButton } from '../code/enlarge-button.tsx';
import { spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { later } from '../ui/later.tsx';
import { DurationField } from './duration-field.tsx';
import type { Choice, FieldProps } from './field-props.ts';
import { messageAt } from './form-messages.ts';
import { asList, asObject, fromLiteralText, literalText, sentenceOf, wishOf } from './form-model.ts';
import { JsonField } from './json-field.tsx';
import { NumberField } from './number-field.tsx';
import { SuggestField } from './suggest-field.tsx';

// Few forms have one, and it brings half of the library along.
const OptionsField = later(() => import('./options-field.tsx'), 'OptionsField');
const TagsField = later(() => import('./tags-field.tsx'), 'TagsField');

export function LeafField({ field, value, pointer, form, onChange }: FieldProps) {
  const { label, description, required, schema, kind } = field;
  const { readOnly } = form;
  const fallback = schema['default'];
  const error = messageAt(form.errors, pointer, kind === 'json' || kind === 'tags');
  const placeholder = fallback === undefined || typeof fallback === 'object' ? undefined : String(fallback);
  const common = { label, description, error, readOnly, required };
  switch (kind) {
    case 'number':
      return (
        <NumberField {...common} placeholder={placeholder} value={typeof value === 'number' ? value : undefined} onChange={onChange} />
      );
    case 'duration':
      return (
        <DurationField
          {...common}
          fallbackMs={typeof fallback === 'number' ? fallback : undefined}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
        />
      );
    case 'boolean':
      return (
        <Checkbox
          label={label}
          description={description}
          error={error}
          disabled={readOnly}
          checked={value === undefined ? fallback === true : value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <ChoiceField
          {...common}
          choices={asList(schema['enum']).map((choice) => ({ value: choice, label: choiceText(String(choice)) }))}
          fallback={fallback}
          value={value}
          onChange={onChange}
        />
      );
    case 'lookup':
      return (
        <LookupField
          {...common}
          choices={form.choices[String(schema['format'])] ?? []}
          value={literalText(value)}
          onChange={(text) => onChange(fromLiteralText(text))}
        />
      );
    case 'tags':
      return (
        <Suspense>
          <TagsField
            {...common}
            form={form}
            wish={wishOf(asObject(schema['items']))}
            clearable={!readOnly}
            placeholder={asList(value).length === 0 ? t('form.tags', 'Type and press Enter') : undefined}
            value={(value === undefined ? asList(fallback) : asList(value)).map(String)}
            onChange={(next) => onChange(next.length === 0 && !required ? undefined : next)}
          />
        </Suspense>
      );
    case 'multiline':
      return (
        <div className="form-large">
          {schema['x-language'] === 'javascript' && (
            <span className="form-mode-beside">
              <EnlargeButton
                label={label}
                kind="javascript"
                value={literalText(value)}
                readOnly={readOnly}
                error={error}
                language={form.language}
                input={form.input}
                onChange={(text) => onChange(fromLiteralText(text))}
              />
            </span>
          )}
          <GrowingText
            {...common}
            minRows={3}
            maxRows={16}
            classNames={{ input: 'mono' }}
            value={literalText(value)}
            onChange={(event) => onChange(fromLiteralText(event.currentTarget.value))}
          />
        </div>
      );
    case 'text':
      if (wishOf(schema) !== undefined && form.options !== undefined && !readOnly)
        return (
          <Suspense fallback={<TextInput {...common} value={literalText(value)} readOnly />}>
            <OptionsField
              {...common}
              form={form}
              wish={wishOf(schema)!}
              placeholder={placeholder}
              value={literalText(value)}
              onChange={(text) => onChange(fromLiteralText(text))}
            />
          </Suspense>
        );
      return (
        <TextInput
          {...common}
          placeholder={placeholder}
          value={literalText(value)}
          onChange={(event) => onChange(fromLiteralText(event.currentTarget.value))}
        />
      );
    default:
      return <JsonField {...common} place={pointer} value={value} onChange={onChange} />;
  }
}

interface Common {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly readOnly: boolean;
  readonly required: boolean;
}

interface ChoiceFieldProps extends Common {
  readonly choices: readonly { readonly value: FieldProps['value']; readonly label: string }[];
  readonly fallback: FieldProps['value'];
  readonly value: FieldProps['value'];
  readonly onChange: FieldProps['onChange'];
}

/** The browser's own list. What holds while nothing is chosen is its first line. */
function ChoiceField({ choices, fallback, value, onChange, readOnly, ...common }: ChoiceFieldProps) {
  const byText = (text: string) => choices.find((choice) => String(choice.value) === text)?.value;
  const data = choices.map((choice) => ({ value: String(choice.value), label: choice.label }));
  const text = value === undefined ? '' : String(value);
  const unset =
    fallback === undefined
      ? t('form.choose', 'choose …')
      : t('form.default', '{choice} (default)', { choice: choiceText(String(fallback)) });
  const strange = text !== '' && !data.some((choice) => choice.value === text);
  return (
    <NativeSelect
      size="xs"
      {...common}
      disabled={readOnly}
      data={[{ value: '', label: unset }, ...(strange ? [{ value: text, label: text }] : []), ...data]}
      value={text}
      onChange={(event) => onChange(byText(event.currentTarget.value))}
    />
  );
}

interface LookupFieldProps extends Common {
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** What is not there yet can still be named: it may come later. */
function LookupField({ choices, value, ...common }: LookupFieldProps) {
  const label = choices.find((choice) => choice.value === value)?.label;
  return (
    <SuggestField {...common} description={common.description ?? (label === value ? undefined : label)} choices={choices} value={value} />
  );
}

/** Words as people write them; codes such as POST stay. */
function choiceText(choice: string): string {
  return /^[a-z]+([-_][a-z0-9]+)*$/.test(choice) ? spokenName(sentenceOf(choice).replace(/\bapi\b/i, 'API')) : choice;
}

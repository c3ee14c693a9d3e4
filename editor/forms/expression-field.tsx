/** What is computed when the step runs: the text after `=`. */
import { Textarea } from '@mantine/core';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';

export interface ExpressionFieldProps {
  readonly label: string;
  /** The label is said, not shown: what stands round the field shows it. */
  readonly bare?: boolean;
  readonly description?: string | undefined;
  readonly required?: boolean;
  readonly readOnly: boolean;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly value: Json | undefined;
  /** With its `=`; undefined when it was emptied. */
  readonly onChange: (value: string | undefined) => void;
}

export function ExpressionField(props: ExpressionFieldProps) {
  const { label, bare = false, description, required = false, readOnly, error, placeholder, value, onChange } = props;
  const text = typeof value === 'string' ? value.replace(/^=\s?/, '') : '';
  return (
    <Textarea
      label={bare ? undefined : label}
      aria-label={t('form.expression-of', '{label}, expression', { label })}
      description={description}
      error={error}
      readOnly={readOnly}
      required={required}
      autosize
      minRows={1}
      maxRows={14}
      spellCheck={false}
      autoCapitalize="off"
      classNames={{ input: 'mono' }}
      leftSection={<span className="expression-sign">=</span>}
      placeholder={placeholder ?? 'trigger.body.…'}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : `= ${event.currentTarget.value}`)}
    />
  );
}

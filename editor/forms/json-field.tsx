/** A value written as JSON. Text that is no JSON yet stays in the field and out of the document, and is there again when one comes back. */
import { Anchor, Text } from '@mantine/core';
import { useContext, useRef, useState } from 'react';
import type { Json } from '#flows/json.ts';
import { EnlargeButton } from '../code/enlarge-button.tsx';
import { t } from '../text.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { type HalfText, HalfWrittenContext } from './half-written.ts';

export interface JsonFieldProps {
  readonly label: string;
  /** What it is, where that is known: a JSON Schema is completed and marked. */
  readonly kind?: 'json' | 'schema';
  /** Under which it is kept while it is half written: the pointer to the value. */
  readonly place: string;
  readonly description?: string | undefined;
  readonly required?: boolean;
  readonly readOnly: boolean;
  readonly error?: string | undefined;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

interface Typed {
  readonly text: string;
  readonly half?: HalfText;
}

export function JsonField(props: JsonFieldProps) {
  const { label, kind = 'json', place, description, required = false, readOnly, error, value, onChange } = props;
  const written = value === undefined ? '' : JSON.stringify(value, null, 2);
  const halfWritten = useContext(HalfWrittenContext);
  const [typed, setTyped] = useState<Typed | undefined>(() => {
    const half = readOnly ? undefined : halfWritten.find(place);
    return half === undefined ? undefined : { text: half.text, half };
  });
  const whole = useRef<HTMLDivElement>(null);
  const half = typed?.half;
  const problem = half === undefined ? undefined : problemOf(half.text);
  function type(next: Typed | undefined): void {
    setTyped(next);
    halfWritten.keep(place, next?.half);
  }
  function change(text: string): void {
    if (problemOf(text) !== undefined) return type({ text, half: { text, over: half?.over ?? written } });
    type({ text });
    onChange(text.trim() === '' ? undefined : (JSON.parse(text) as Json));
  }
  function giveUp(): void {
    type(undefined);
    whole.current?.querySelector('textarea')?.focus();
  }
  return (
    <div ref={whole} className="form-large">
      <span className="form-mode-beside">
        <EnlargeButton
          label={label}
          kind={kind}
          value={typed?.text ?? written}
          readOnly={readOnly}
          error={problem ?? error}
          onChange={change}
        />
      </span>
      <GrowingText
        label={label}
        description={description}
        required={required}
        error={problem ?? error}
        readOnly={readOnly}
        minRows={2}
        maxRows={18}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        placeholder={t('form.json', 'JSON')}
        value={typed?.text ?? written}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={() => half === undefined && setTyped(undefined)}
      />
      {half !== undefined && (
        <Text size="xs" c="dimmed" aria-live="polite">
          {half.over !== written && t('form.json-behind', 'The value has changed meanwhile.')}{' '}
          <Anchor component="button" type="button" size="xs" onClick={giveUp}>
            {t('form.json-anew', 'Show the value as it is')}
          </Anchor>
        </Text>
      )}
    </div>
  );
}

/** No text is no value, and no problem. */
function problemOf(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (thrown) {
    return t('form.no-json', 'Not JSON yet: {why}', { why: (thrown as Error).message });
  }
}

/** A value written as JSON. Text that is no JSON yet stays in the field and out of the document. */
import { useState } from 'react';
import type { Json } from '#flows/json.ts';
import { EnlargeButton } from '../code/enlarge-button.tsx';
import { t } from '../text.ts';
import { GrowingText } from '../ui/growing-text.tsx';

export interface JsonFieldProps {
  readonly label: string;
  /** What it is, where that is known: a JSON Schema is completed and marked. */
  readonly kind?: 'json' | 'schema';
  readonly description?: string | undefined;
  readonly required?: boolean;
  readonly readOnly: boolean;
  readonly error?: string | undefined;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

export function JsonField({ label, kind = 'json', description, required = false, readOnly, error, value, onChange }: JsonFieldProps) {
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
    <div className="form-large">
      <span className="form-mode-beside">
        <EnlargeButton
          label={label}
          kind={kind}
          value={typed?.text ?? written}
          readOnly={readOnly}
          error={typed?.problem ?? error}
          onChange={change}
        />
      </span>
      <GrowingText
        label={label}
        description={description}
        required={required}
        error={typed?.problem ?? error}
        readOnly={readOnly}
        minRows={2}
        maxRows={18}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        placeholder={t('form.json', 'JSON')}
        value={typed?.text ?? written}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={() => typed?.problem === undefined && setTyped(undefined)}
      />
    </div>
  );
}

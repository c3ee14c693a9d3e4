/** What is computed when the step runs: the text after `=`. While one types, the paths that it could read are offered. */
import { Textarea } from '@mantine/core';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';
import { ExpressionWay } from './expression-way.tsx';
import { type Suggestion, suggestionsFor, withSuggestion } from './suggestions.ts';
import { useExpressionCheck } from './use-expression-check.ts';

export interface ExpressionFieldProps {
  readonly label: string;
  /** The label is said, not shown: what stands round the field shows it. */
  readonly bare?: boolean;
  readonly description?: string | undefined;
  readonly required?: boolean;
  readonly readOnly: boolean;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** What it sees. */
  readonly paths: readonly Suggestion[];
  readonly value: Json | undefined;
  /** With its `=`; undefined when it was emptied. */
  readonly onChange: (value: string | undefined) => void;
}

export function ExpressionField(props: ExpressionFieldProps) {
  const { label, bare = false, description, required = false, readOnly, error, placeholder, paths, value, onChange } = props;
  const text = typeof value === 'string' ? value.replace(/^=\s?/, '') : '';
  const check = useExpressionCheck(text);
  const input = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  /** Where the caret stands while the field has the focus. */
  const [caret, setCaret] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  const offered = caret === undefined || readOnly ? [] : suggestionsFor(paths, text, caret);
  const active = chosen === undefined ? undefined : offered[chosen];

  function write(next: string): void {
    onChange(next === '' ? undefined : `= ${next}`);
  }

  function take(suggestion: Suggestion): void {
    const next = withSuggestion(text, caret ?? text.length, suggestion);
    write(next.text);
    setCaret(next.caret);
    setChosen(undefined);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(next.caret, next.caret);
    });
  }

  /** Down goes into the list; until then Enter is a new line and Tab the next field, as everywhere. */
  function press(event: KeyboardEvent): void {
    if (offered.length === 0) return;
    if (event.key === 'ArrowDown') setChosen(chosen === undefined ? 0 : Math.min(offered.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp' && chosen !== undefined) setChosen(chosen === 0 ? undefined : chosen - 1);
    else if (event.key === 'Enter' && active !== undefined) take(active);
    else if (event.key === 'Escape') setCaret(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="expression-field">
      <Textarea
        ref={input}
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
        autoComplete="off"
        classNames={{ input: 'mono' }}
        leftSection={<span className="expression-sign">=</span>}
        rightSection={check === undefined ? null : <ExpressionWay check={check} />}
        rightSectionWidth={20}
        placeholder={placeholder ?? 'trigger.body.…'}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? id : undefined}
        aria-activedescendant={active === undefined ? undefined : `${id}-${chosen}`}
        value={text}
        onChange={(event) => {
          write(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
          setChosen(undefined);
        }}
        onSelect={(event) => setCaret(document.activeElement === event.currentTarget ? event.currentTarget.selectionStart : undefined)}
        onBlur={() => setCaret(undefined)}
        onKeyDown={press}
      />
      {check?.path === 'contained' && <div className="expression-contained">{check.because}</div>}
      {offered.length > 0 && (
        <div className="suggestions" role="listbox" id={id} aria-label={t('form.paths', 'What can be read here')}>
          {offered.map((suggestion, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
            <div
              key={suggestion.path}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === chosen}
              className="suggestion"
              title={suggestion.about}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(suggestion)}
            >
              <span className="mono">{suggestion.path}</span>
              <span className="suggestion-type">{suggestion.type}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

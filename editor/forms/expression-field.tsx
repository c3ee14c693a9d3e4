/**
 * What is computed when the step runs: the text after `=`. While one types, what could come next is offered, the call around the caret is
 * explained, and below stands what the expression gives.
 */
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Completion } from '#flows/expressions/language/completions.ts';
import type { Json } from '#flows/json.ts';
import { EnlargeButton } from '../code/enlarge-button.tsx';
import { t } from '../text.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { ExpressionAbout } from './expression-about.tsx';
import type { ExpressionLanguage } from './expression-language.ts';
import { ExpressionWay } from './expression-way.tsx';
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
  /** Knows what it sees; undefined until it is here. */
  readonly language: ExpressionLanguage | undefined;
  /** The list for each of whose items it is computed. */
  readonly within?: string | undefined;
  readonly value: Json | undefined;
  /** With its `=`; undefined when it was emptied. */
  readonly onChange: (value: string | undefined) => void;
}

const MOST_OFFERED = 8;

export function ExpressionField(props: ExpressionFieldProps) {
  const { label, bare = false, description, required = false, readOnly, error, placeholder, language, within, value, onChange } = props;
  const text = expressionOf(value);
  const check = useExpressionCheck(text);
  const input = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  /** Where the caret stands while the field has the focus. */
  const [caret, setCaret] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  /** The list was closed; the next key opens it again. */
  const [closed, setClosed] = useState(false);
  const found = caret === undefined || readOnly || closed ? undefined : language?.completionsAt(text, caret, within);
  const offered = found?.items.slice(0, MOST_OFFERED) ?? [];
  const active = chosen === undefined ? undefined : offered[chosen];

  /** Before the next key is heard: one typed in between would stand behind the caret that comes later. */
  const taken = useRef<{ readonly text: string; readonly caret: number }>(undefined);
  useLayoutEffect(() => {
    if (taken.current?.text !== text) return;
    input.current?.focus();
    input.current?.setSelectionRange(taken.current.caret, taken.current.caret);
    taken.current = undefined;
  });

  function write(next: string): void {
    onChange(next === '' ? undefined : `= ${next}`);
  }

  function take(completion: Completion): void {
    if (found === undefined) return;
    const next = `${text.slice(0, found.from)}${completion.text}${text.slice(found.to)}`;
    taken.current = { text: next, caret: found.from + completion.caret };
    setCaret(taken.current.caret);
    setChosen(undefined);
    write(next);
  }

  /** Down goes into the list; until then Enter is a new line and Tab the next field, as everywhere. */
  function press(event: KeyboardEvent): void {
    if (offered.length === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') setChosen(chosen === undefined ? 0 : Math.min(offered.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp' && chosen !== undefined) setChosen(chosen === 0 ? undefined : chosen - 1);
    else if (event.key === 'Enter' && active !== undefined) take(active);
    else if (event.key === 'Escape') setClosed(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="expression-field">
      <GrowingText
        ref={input}
        label={bare ? undefined : label}
        aria-label={t('form.expression-of', '{label}, expression', { label })}
        description={description}
        error={error}
        readOnly={readOnly}
        required={required}
        minRows={1}
        maxRows={14}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        classNames={{ input: 'mono' }}
        leftSection={<span className="expression-sign">=</span>}
        rightSection={
          <span className="expression-tools">
            {check !== undefined && <ExpressionWay check={check} />}
            <EnlargeButton
              label={label}
              kind="expression"
              value={text}
              readOnly={readOnly}
              error={error}
              language={language}
              within={within}
              onChange={write}
            />
          </span>
        }
        rightSectionWidth={44}
        rightSectionPointerEvents="all"
        placeholder={placeholder ?? 'trigger.body.…'}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? id : undefined}
        aria-activedescendant={active === undefined ? undefined : `${id}-${chosen}`}
        value={text}
        onChange={(event) => {
          write(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
          setChosen(undefined);
          setClosed(false);
        }}
        onSelect={(event) => setCaret(document.activeElement === event.currentTarget ? event.currentTarget.selectionStart : undefined)}
        onBlur={() => {
          setCaret(undefined);
          setClosed(false);
        }}
        onKeyDown={press}
      />
      {check?.path === 'contained' && <div className="expression-contained">{check.because}</div>}
      {offered.length > 0 && (
        <div className="suggestions" role="listbox" id={id} aria-label={t('form.paths', 'What can be read here')}>
          {offered.map((completion, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
            <div
              key={completion.label}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === chosen}
              className="suggestion"
              title={completion.about}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(completion)}
            >
              <span className="mono">{completion.label}</span>
              <span className="suggestion-type">{completion.type}</span>
            </div>
          ))}
        </div>
      )}
      {caret !== undefined && language !== undefined && <ExpressionAbout language={language} text={text} caret={caret} within={within} />}
    </div>
  );
}

/** Without its sign. */
export function expressionOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.replace(/^=\s?/, '') : '';
}

/** The whole map as JSONata text: the same document. What cannot be read as rows stays in the field, and the rows stand. */
import { Anchor } from '@mantine/core';
import { Suspense, useDeferredValue, useMemo } from 'react';
import { mapExpression } from '#flows/expressions/map-expression.ts';
import type { MapRow } from '#flows/flow.ts';
import { loadCode } from '../code/load-code.ts';
import type { ExpressionLanguage } from '../forms/expression-language.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { rowsFromText, type TextFault } from './rows-from-text.ts';

const CodeEditor = later(() => loadCode(() => import('../code/code-editor.tsx')), 'CodeEditor');

/** What is typed, as long as the rows are those that it was typed over or made of; what is no map stays until it is one. */
export interface TypedText {
  readonly text: string;
  readonly rows: readonly MapRow[];
  readonly fault?: TextFault;
}

export interface TextViewProps {
  readonly rows: readonly MapRow[];
  readonly readOnly: boolean;
  /** Kept by who shows this, so that the rows can be looked at meanwhile. */
  readonly typed: TypedText | undefined;
  readonly onTyped: (typed: TypedText | undefined) => void;
  readonly onRows: (rows: readonly MapRow[]) => void;
  /** The mapper was opened with it. */
  readonly autoFocus: boolean;
  /** Knows what the node sees; undefined until it is here. */
  readonly language: ExpressionLanguage | undefined;
  /** Escape, while nothing is open in the text. */
  readonly onEscape: () => void;
}

export function TextView({ rows, readOnly, typed, onTyped, onRows, language, autoFocus, onEscape }: TextViewProps) {
  const made = useMemo(() => mapExpression(rows), [rows]);
  const own = typed !== undefined && (typed.fault !== undefined || typed.rows === rows) ? typed : undefined;
  const text = own?.text ?? made.text ?? '';
  const settled = useDeferredValue(text);
  const problems = useMemo(() => language?.findingsIn(settled) ?? NONE, [language, settled]);
  if (made.text === undefined && own === undefined)
    return (
      <div className="mapper-text">
        <p className="mapper-hint">
          {t('mapper.text-broken', 'Some rows cannot be read, so there is no text of all of them yet. Mend them among the rows:')}
        </p>
        <ul>
          {made.faults!.map(({ row, field, message, help }) => (
            <li key={`${row} ${field} ${message}`}>
              <code>{rows[row]?.target}</code> {spoken(message)} {spoken(help)}
            </li>
          ))}
        </ul>
      </div>
    );
  function change(text: string): void {
    const read = rowsFromText(text, rows);
    if (read.rows === undefined) onTyped({ text, rows: own?.fault === undefined ? rows : own.rows, fault: read.fault });
    else {
      onTyped({ text, rows: read.rows });
      onRows(read.rows);
    }
  }
  return (
    <div className="mapper-text">
      <p className="mapper-hint">
        {t('mapper.text-help', 'The same map: what you write here are its rows. Comments between fields are not kept.')}
      </p>
      <div className="mapper-text-editor">
        <Suspense fallback={<Loading />}>
          <CodeEditor
            label={t('mapper.text', 'The map as JSONata')}
            kind="expression"
            value={text}
            readOnly={readOnly}
            problems={problems}
            expression={{ language, within: undefined }}
            autoFocus={autoFocus}
            onChange={change}
            onEscape={onEscape}
          />
        </Suspense>
      </div>
      {own?.fault !== undefined && (
        <p className="error-words" role="alert">
          {faultText(own.fault)}
        </p>
      )}
      {own?.fault !== undefined && (
        <p className="mapper-hint" aria-live="polite">
          {own.rows !== rows && t('mapper.text-behind', 'The rows have changed meanwhile.')}{' '}
          <Anchor component="button" type="button" size="xs" onClick={() => onTyped(undefined)}>
            {t('mapper.text-anew', 'Show the rows as they are')}
          </Anchor>
        </p>
      )}
    </div>
  );
}

const NONE: readonly never[] = [];

function faultText(fault: TextFault): string {
  switch (fault.kind) {
    case 'syntax':
      return t('mapper.text-syntax', '{message} (character {at}) The rows stand as they were.', {
        message: spoken(fault.message),
        at: fault.at + 1,
      });
    case 'name':
      return t(
        'mapper.text-name',
        'No row can fill "{name}": names have no points, brackets or spaces, and stand there once. The rows stand as they were.',
        { name: fault.name },
      );
    case 'no-object':
      return t('mapper.text-object', 'A map gives one object whose fields are written out by name. The rows stand as they were.');
  }
}

/** The whole map as JSONata text: the same document. What cannot be read as rows stays in the field, and the rows stand. */
import { Anchor, Textarea } from '@mantine/core';
import { type KeyboardEvent, useMemo } from 'react';
import { mapExpression } from '#flows/expressions/map-expression.ts';
import type { MapRow } from '#flows/flow.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { rowsFromText, type TextFault } from './rows-from-text.ts';

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
}

export function TextView({ rows, readOnly, typed, onTyped, onRows }: TextViewProps) {
  const made = useMemo(() => mapExpression(rows), [rows]);
  const own = typed !== undefined && (typed.fault !== undefined || typed.rows === rows) ? typed : undefined;
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
  /** What is no map yet is no edit of the draft: the field's own undo takes it back, not the page's. */
  function press(event: KeyboardEvent): void {
    if (own?.fault !== undefined && (event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key)) event.stopPropagation();
  }
  const text = own?.text ?? made.text ?? '';
  return (
    <div className="mapper-text">
      <Textarea
        aria-label={t('mapper.text', 'The map as JSONata')}
        description={t('mapper.text-help', 'The same map: what you write here are its rows. Comments between fields are not kept.')}
        classNames={{ input: 'mono' }}
        autosize
        minRows={20}
        spellCheck={false}
        readOnly={readOnly}
        value={text}
        error={own?.fault === undefined ? undefined : faultText(own.fault)}
        onKeyDown={press}
        onChange={(event) => change(event.currentTarget.value)}
      />
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

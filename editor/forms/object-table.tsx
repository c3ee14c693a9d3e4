/** Objects in a list as a table: a row each, a field in every cell, fixed or computed by itself. Keys and buttons add, remove and move rows. */
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { type CSSProperties, type KeyboardEvent, memo, useEffect, useRef } from 'react';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';
import { useStableFor } from '../ui/use-stable.ts';
import { below, type FieldProps } from './field-props.ts';
import { messageAt } from './form-messages.ts';
import { asObject, type FormField, withField } from './form-model.ts';
import { type ItemChange, withItem } from './list-items.ts';
import { isSamePart } from './same-field.ts';
import { type TablePlace, tableStep } from './table-columns.ts';
import { type ItemFocus, REMOVES_ITEM } from './use-item-focus.ts';

export interface ObjectTableProps extends Pick<FieldProps, 'field' | 'pointer' | 'form'> {
  readonly columns: readonly FormField[];
  readonly rows: readonly Json[];
  readonly onRows: (rows: readonly Json[]) => void;
  /** The row goes with its button that had the focus, or none is left. */
  readonly onRemoved: ItemFocus['left'];
}

export function ObjectTable({ field, pointer, form, columns, rows, onRows, onRemoved }: ObjectTableProps) {
  const table = useRef<HTMLTableElement>(null);
  /** Where the next drawing puts the focus: the cell may not be there yet. */
  const next = useRef<TablePlace>(undefined);
  const changeOf = useStableFor((at: number, change: ItemChange) => {
    if (change === 'remove') onRemoved(at);
    onRows(withItem(rows, at, change));
  });
  useEffect(() => {
    if (next.current === undefined) return;
    focusCell(table.current, next.current);
    next.current = undefined;
  });

  function go(changed: readonly Json[], to: TablePlace): void {
    next.current = to;
    if (changed.length === 0) onRemoved(0);
    if (changed === rows) focusCell(table.current, to);
    else onRows(changed);
  }

  function press(event: KeyboardEvent): void {
    const place = placeOf(event.target as Element);
    const step = place === undefined ? undefined : tableStep(rows, place, event);
    if (step === undefined || (form.readOnly && step.rows !== rows)) return;
    event.preventDefault();
    event.stopPropagation();
    go(step.rows, step.to);
  }

  if (rows.length === 0) return null;
  return (
    <table
      ref={table}
      className="object-table"
      style={{ '--columns': columns.length } as CSSProperties}
      aria-label={field.label}
      onKeyDown={press}
    >
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{t('table.row', 'Row')}</span>
          </th>
          {columns.map(({ name, label, description, required }) => (
            <th key={name} scope="col" title={description}>
              {label}
              {required && (
                <span className="object-table-required" aria-hidden>
                  {' '}
                  *
                </span>
              )}
            </th>
          ))}
          {!form.readOnly && (
            <th scope="col">
              <span className="unseen">{t('table.actions', 'Move and remove')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <TableRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
            key={i}
            field={field}
            pointer={below(pointer, i)}
            form={form}
            columns={columns}
            row={row}
            number={i + 1}
            isLast={i === rows.length - 1}
            onRow={changeOf(i)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface TableRowProps extends Pick<ObjectTableProps, 'field' | 'pointer' | 'form' | 'columns'> {
  readonly row: Json;
  readonly number: number;
  readonly isLast: boolean;
  readonly onRow: (change: ItemChange) => void;
}

const TableRow = memo(function TableRow({ field, pointer, form, columns, row, number, isLast, onRow }: TableRowProps) {
  const fault = messageAt(form.errors, pointer, false);
  const changeOf = useStableFor((name: string, value: Json | undefined) => onRow(withField(asObject(row), name, value)));
  const said = { label: field.label, number };
  return (
    <tr data-row={number - 1} data-pointer={pointer}>
      <th scope="row">
        {number}
        {fault !== undefined && <div className="error-words">{fault}</div>}
      </th>
      {columns.map((column, at) => (
        <td key={column.name} data-column={at}>
          {form.drawField({
            field: {
              ...column,
              label: t('table.cell', '{label}, row {row}', { label: column.label, row: number }),
              description: undefined,
            },
            value: asObject(row)[column.name],
            pointer: below(pointer, column.name),
            form,
            onChange: changeOf(column.name),
          })}
        </td>
      ))}
      {!form.readOnly && (
        <td className="object-table-actions">
          <ActionIcon
            size="sm"
            disabled={number === 1}
            aria-label={t('form.move-up', 'Move {label} {number} up', said)}
            title={t('table.up', 'Up (Alt+↑)')}
            onClick={() => onRow('up')}
          >
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            disabled={isLast}
            aria-label={t('form.move-down', 'Move {label} {number} down', said)}
            title={t('table.down', 'Down (Alt+↓)')}
            onClick={() => onRow('down')}
          >
            <IconArrowDown size={14} />
          </ActionIcon>
          <ActionIcon
            className={REMOVES_ITEM}
            size="sm"
            aria-label={t('form.remove-item', 'Remove {label} {number}', said)}
            title={t('table.remove', 'Remove (Alt+Delete)')}
            onClick={() => onRow('remove')}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </td>
      )}
    </tr>
  );
}, isSamePart);

function placeOf(element: Element): TablePlace | undefined {
  const cell = element.closest('td[data-column]');
  const row = cell?.closest('tr[data-row]');
  if (cell == null || row == null) return undefined;
  return { row: Number(row.getAttribute('data-row')), column: Number(cell.getAttribute('data-column')) };
}

function focusCell(table: HTMLTableElement | null, { row, column }: TablePlace): void {
  const cell = table?.querySelector(`tr[data-row="${row}"] td[data-column="${column}"]`);
  cell?.querySelector<HTMLElement>('input, textarea, select')?.focus();
}

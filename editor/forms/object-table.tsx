/** Objects in a list as a table: a row each, a field in every cell, fixed or computed by itself. Keys and buttons add, remove and move rows. */
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';
import { below, type FieldProps } from './field-props.ts';
import { asObject, type FormField, messageAt, withField } from './form-model.ts';
import { movedRow, type TablePlace, tableStep } from './table-columns.ts';

export interface ObjectTableProps extends Pick<FieldProps, 'field' | 'pointer' | 'form'> {
  readonly columns: readonly FormField[];
  readonly rows: readonly Json[];
  readonly onRows: (rows: readonly Json[]) => void;
}

export function ObjectTable({ field, pointer, form, columns, rows, onRows }: ObjectTableProps) {
  const table = useRef<HTMLTableElement>(null);
  /** Where the next drawing puts the focus: the cell may not be there yet. */
  const next = useRef<TablePlace>(undefined);
  useEffect(() => {
    if (next.current === undefined) return;
    focusCell(table.current, next.current);
    next.current = undefined;
  });

  function go(changed: readonly Json[], to: TablePlace): void {
    next.current = to;
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
        {rows.map((row, i) => {
          const at = below(pointer, i);
          const fault = messageAt(form.errors, at, false);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
            <tr key={i} data-row={i} data-pointer={at}>
              <th scope="row">
                {i + 1}
                {fault !== undefined && <div className="error-words">{fault}</div>}
              </th>
              {columns.map((column, at_) => (
                <td key={column.name} data-column={at_}>
                  {form.drawField({
                    field: {
                      ...column,
                      label: t('table.cell', '{label}, row {row}', { label: column.label, row: i + 1 }),
                      description: undefined,
                    },
                    value: asObject(row)[column.name],
                    pointer: below(at, column.name),
                    form,
                    onChange: (value) => onRows(rows.with(i, withField(asObject(row), column.name, value))),
                  })}
                </td>
              ))}
              {!form.readOnly && (
                <td className="object-table-actions">
                  <ActionIcon
                    size="sm"
                    disabled={i === 0}
                    aria-label={t('form.move-up', 'Move {label} {number} up', { label: field.label, number: i + 1 })}
                    title={t('table.up', 'Up (Alt+↑)')}
                    onClick={() => onRows(movedRow(rows, i, -1))}
                  >
                    <IconArrowUp size={14} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    disabled={i === rows.length - 1}
                    aria-label={t('form.move-down', 'Move {label} {number} down', { label: field.label, number: i + 1 })}
                    title={t('table.down', 'Down (Alt+↓)')}
                    onClick={() => onRows(movedRow(rows, i, 1))}
                  >
                    <IconArrowDown size={14} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    aria-label={t('form.remove-item', 'Remove {label} {number}', { label: field.label, number: i + 1 })}
                    title={t('table.remove', 'Remove (Alt+Delete)')}
                    onClick={() => onRows(rows.toSpliced(i, 1))}
                  >
                    <IconTrash size={14} />
                  </ActionIcon>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

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

/** What can be done with the lines of the target, each as one change of the map's rows. */
import type { MapRow } from '#flows/flow.ts';
import { t } from '../text.ts';
import { notify } from '../ui/notify.ts';
import type { Proposal } from './auto-map.ts';
import type { Field } from './field-tree.ts';
import { indexRows, removeRow, rowsWithin, writeRow, writeScope } from './map-rows.ts';
import { holderOf, type Putting, putField, type WhyNot } from './put-field.ts';
import type { TargetLine } from './target-lines.ts';
import type { LineFinding } from './target-row.tsx';

export interface RowEdits {
  put(line: TargetLine, source: Field): boolean;
  accept(line: TargetLine): boolean;
  clear(line: TargetLine): void;
  write(
    line: TargetLine,
    change: { readonly expression?: string; readonly scope?: string; readonly note?: string; readonly target?: string },
  ): void;
  mend(line: TargetLine, finding: LineFinding): void;
}

export function rowEdits(
  rows: readonly MapRow[],
  putting: Putting,
  proposals: ReadonlyMap<string, Proposal>,
  onRows: (rows: readonly MapRow[], topic: string) => void,
): RowEdits {
  const { order } = putting;
  function put(line: TargetLine, source: Field): boolean {
    if (line.isStray) return false;
    const done = putField(rows, source, line.field, putting);
    if (done.rows === undefined) notify({ tone: 'warning', message: whyNotText(done.why, line.key) });
    else onRows(done.rows, `put ${line.key}`);
    return done.rows !== undefined;
  }
  return {
    put,
    accept(line) {
      const proposal = proposals.get(line.key);
      return proposal !== undefined && put(line, proposal.source);
    },
    clear(line) {
      if (line.row !== undefined) onRows(removeRow(rows, line.row), `clear ${line.key}`);
      else {
        const within = new Set(rowsWithin(indexRows(rows), line.target.names));
        if (within.size > 0)
          onRows(
            rows.filter((_, at) => !within.has(at)),
            `clear ${line.key}`,
          );
      }
    },
    write(line, { expression, scope, note, target }) {
      const topic = `row ${line.key}`;
      const row = line.row === undefined ? undefined : rows[line.row];
      if (target !== undefined && row !== undefined) onRows(rows.with(line.row!, { ...row, target }), topic);
      else if (scope !== undefined) onRows(writeScope(rows, line.target, scope, holderOf(line.field), order), topic);
      else if (note !== undefined && row !== undefined) {
        const { note: _, ...rest } = row;
        onRows(rows.with(line.row!, note === '' ? rest : { ...rest, note }), topic);
      } else if (expression !== undefined && row !== undefined) onRows(rows.with(line.row!, { ...row, expression }), topic);
      else if (expression !== undefined && expression !== '') {
        // A list that is not gone through is filled as a whole.
        const own =
          line.field.kind === 'list'
            ? { names: line.target.names, lists: line.target.lists.filter((depth) => depth !== line.target.names.length) }
            : line.target;
        onRows(writeRow(rows, { target: own, expression }, order), topic);
      }
    },
    mend(line, { fixed, field }) {
      const row = line.row === undefined ? undefined : rows[line.row];
      if (fixed !== undefined && row !== undefined) onRows(rows.with(line.row!, { ...row, [field]: fixed }), `mend ${line.key}`);
    },
  };
}

export function whyNotText(why: WhyNot, name: string): string {
  switch (why) {
    case 'name':
      return t(
        'mapper.why-name',
        '"{name}" has points, brackets or spaces in its name, which no row can fill. Fill what holds it, as a whole.',
        { name },
      );
    case 'has-fields':
      return t('mapper.why-fields', 'Fields of "{name}" are filled one by one. Clear them first, or fill them.', { name });
    case 'inside-value':
      return t('mapper.why-inside', 'What holds "{name}" has a value of its own. Clear that first.', { name });
    case 'no-list':
      return t('mapper.why-list', '"{name}" needs a list to be repeated over. Put a list, or a field of a list, on it first.', { name });
  }
}

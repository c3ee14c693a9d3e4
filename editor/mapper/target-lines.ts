/** The lines of the target: what is asked for in its order, what rows fill beyond that, and rows that write nowhere. Pure. */
import { UNKNOWN } from '#flows/expressions/types/type.ts';
import type { MapRow } from '#flows/flow.ts';
import { type Field, makeField } from './field-tree.ts';
import { type MapIndex, rowAt, type Target, targetText, wholeTarget } from './map-rows.ts';
import { targetOf } from './put-field.ts';
import { matches, type Opened } from './source-lines.ts';

export interface TargetLine {
  readonly key: string;
  readonly field: Field;
  readonly target: Target;
  /** Index of the row that fills it. */
  readonly row?: number;
  /** Of a list: what it is repeated over. */
  readonly scope?: string;
  /** A row whose target is none, or one that another row has. */
  readonly isStray: boolean;
  readonly isAsked: boolean;
  /** Required, and nothing fills it. */
  readonly isMissing: boolean;
  readonly level: number;
  readonly hasFields: boolean;
  readonly isOpen: boolean;
  readonly position: number;
  readonly count: number;
}

export type TargetFilter = 'all' | 'missing' | 'wrong' | 'mapped';

export interface TargetView {
  readonly opened: Opened;
  readonly filter: TargetFilter;
  readonly search: string;
  /** Indexes of rows with findings. */
  readonly wrong: ReadonlySet<number>;
  /** Key of the line that is being written in: it stays, though what is written lets it fall out of what is shown. */
  readonly edited?: string | undefined;
}

interface Walk {
  readonly field: Field;
  readonly isAsked: boolean;
}

const MANY = 60;
const DEEPEST = 9;

export function targetLines(fields: readonly Field[], rows: readonly MapRow[], index: MapIndex, view: TargetView): readonly TargetLine[] {
  const lines: TargetLine[] = [];
  const below = namesBelow(index);
  const words = view.search.trim().toLowerCase();
  const filtered = view.filter !== 'all' || words !== '';

  function fieldsOf(path: Field['path'], lists: Field['lists'], asked: readonly Field[]): readonly Walk[] {
    const known = new Set(asked.map(({ path: own }) => own.at(-1)));
    const more = [...(below.get(JSON.stringify(path)) ?? new Map<string, boolean>())].filter(([name]) => !known.has(name));
    return [
      ...asked.map((field) => ({ field, isAsked: true })),
      ...more.map(([name, isList]) => {
        const own = [...path, name];
        const field = makeField({ path: own, type: UNKNOWN, lists: isList ? [...lists, own.length] : lists, required: false });
        return { field: isList ? { ...field, kind: 'list' as const } : field, isAsked: false };
      }),
    ];
  }

  function walk(list: readonly Walk[], level: number, isWanted: boolean): void {
    for (const [at, { field, isAsked }] of list.entries()) {
      const target = targetOf(field);
      const key = targetText(target);
      const row = rowAt(index, target);
      const isWhole = row !== undefined && field.kind === 'list' && !index.rowOf.has(key);
      const scope = field.kind === 'list' ? index.scopes.get(key) : undefined;
      const inner =
        row !== undefined && rows[row]!.expression.trim() !== '' && (isWhole || field.kind !== 'list')
          ? []
          : fieldsOf(field.path, field.lists, field.fields);
      const hasRows = below.has(JSON.stringify(field.path));
      const filled = (row !== undefined && rows[row]!.expression.trim() !== '') || scope !== undefined || hasRows;
      const isMissing = isWanted && field.required && !filled && (field.kind !== 'object' || inner.length === 0);
      const hasFields = inner.length > 0;
      const isOpen = hasFields && level < DEEPEST && (filtered || (view.opened.get(key) ?? isOpenFirst(field, level, hasRows)));
      const before = lines.length;
      lines.push({
        key,
        field,
        target: isWhole ? wholeTarget(target) : target,
        ...(row === undefined ? {} : { row }),
        ...(scope === undefined ? {} : { scope }),
        isStray: false,
        isAsked,
        isMissing,
        level,
        hasFields,
        isOpen,
        position: at + 1,
        count: list.length,
      });
      if (isOpen) walk(inner, level + 1, isWanted && (filled || (field.required && field.kind === 'object')));
      if (filtered && lines.length === before + 1 && !isShown(lines[before]!, words)) lines.pop();
    }
  }

  function isShown(line: TargetLine, search: string): boolean {
    if (line.key === view.edited) return true;
    if (search !== '' && !matches(line.field, search)) return false;
    switch (view.filter) {
      case 'missing':
        return line.isMissing;
      case 'wrong':
        return line.row !== undefined && view.wrong.has(line.row);
      case 'mapped':
        return line.row !== undefined;
      default:
        return true;
    }
  }

  walk(fieldsOf([], [], fields), 1, true);
  for (const row of index.strays) {
    const name = rows[row]!.target;
    const field = makeField({ path: [name], name, type: UNKNOWN, required: false });
    const line: TargetLine = {
      key: `row ${row}`,
      field,
      target: { names: [name], lists: [] },
      row,
      isStray: true,
      isAsked: false,
      isMissing: false,
      level: 1,
      hasFields: false,
      isOpen: false,
      position: 1,
      count: 1,
    };
    if (!filtered || isShown(line, words) || view.filter === 'wrong') lines.push(line);
  }
  return lines;
}

function isOpenFirst(field: Field, level: number, hasRows: boolean): boolean {
  return hasRows || (level <= 2 && field.fields.length <= MANY && field.required) || (level === 1 && field.fields.length <= MANY);
}

/** By the path of what holds them, which names rows write, and whether they are lists. */
function namesBelow({ targets }: MapIndex): ReadonlyMap<string, ReadonlyMap<string, boolean>> {
  const below = new Map<string, Map<string, boolean>>();
  for (const target of targets) {
    if (target === undefined) continue;
    for (const [depth, name] of target.names.entries()) {
      const key = JSON.stringify(target.names.slice(0, depth));
      const names = below.get(key) ?? new Map<string, boolean>();
      below.set(key, names);
      names.set(name, target.lists.includes(depth + 1));
    }
  }
  return below;
}

/** How many required fields nothing fills, wherever they stand. */
export function countMissing(fields: readonly Field[], rows: readonly MapRow[], index: MapIndex): number {
  const view: TargetView = { opened: new Map(), filter: 'missing', search: '', wrong: new Set() };
  return targetLines(fields, rows, index, view).filter(({ isMissing }) => isMissing).length;
}

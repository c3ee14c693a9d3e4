/** The lines of the source as they stand under each other: open or closed, or only what is searched for with what it stands in. Pure. */
import { keyOf } from './field-path.ts';
import type { Field } from './field-tree.ts';

export interface SourceLine {
  readonly field: Field;
  /** 1: at the outside. */
  readonly level: number;
  readonly hasFields: boolean;
  readonly isOpen: boolean;
  /** Among its neighbours, from 1. */
  readonly position: number;
  readonly count: number;
}

export type Opened = ReadonlyMap<string, boolean>;

/** More is opened by hand. */
const MANY = 40;

export function sourceLines(fields: readonly Field[], opened: Opened, search: string): readonly SourceLine[] {
  const lines: SourceLine[] = [];
  const words = search.trim().toLowerCase();
  const walk = (list: readonly Field[], level: number): void => {
    for (const [at, field] of list.entries()) {
      const hasFields = field.kind !== 'value' && field.fields.length > 0;
      const line = { field, level, hasFields, position: at + 1, count: list.length };
      if (words === '') {
        const isOpen = hasFields && (opened.get(field.key) ?? isOpenFirst(field, level));
        lines.push({ ...line, isOpen });
        if (isOpen) walk(field.fields, level + 1);
        continue;
      }
      const before = lines.length;
      lines.push({ ...line, isOpen: hasFields });
      if (hasFields && level < 8) walk(field.fields, level + 1);
      if (lines.length === before + 1 && !matches(field, words)) lines.pop();
    }
  };
  walk(fields, 1);
  return lines;
}

/** The message and what has few fields. */
function isOpenFirst({ path, fields, kind }: Field, level: number): boolean {
  if (level === 1) return path[0] === 'item' || path[1] === 'body' || (path[0] === 'steps' && fields.length <= MANY);
  return level === 2 && (kind === 'list' || fields.length <= 12) && fields.length <= MANY && path[0] === 'trigger' && path[1] === 'body';
}

export function matches({ name, title, about }: Pick<Field, 'name' | 'title' | 'about'>, words: string): boolean {
  return [name, title, about].some((text) => text?.toLowerCase().includes(words) === true);
}

/** The line of a path, or of the nearest thing around it that is shown. */
export function lineOfPath(lines: ReadonlyMap<string, number>, path: Field['path']): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(keyOf(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return undefined;
}

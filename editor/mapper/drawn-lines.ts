/** Where the lines between source and target begin and end, for the rows that are in view. Pure. */
import { readExpression } from '#flows/expressions/known-expression.ts';
import type { FieldPath } from './field-path.ts';
import type { DrawnLine } from './mapper-lines.tsx';
import { basesOf } from './scope-base.ts';
import { lineOfPath, type SourceLine } from './source-lines.ts';
import type { TargetLine } from './target-lines.ts';

interface Item {
  readonly index: number;
  readonly start: number;
  readonly size: number;
}

export interface LinesAsked {
  readonly sources: readonly SourceLine[];
  readonly targets: readonly TargetLine[];
  /** By index of the row. */
  readonly reads: ReadonlyMap<number, readonly FieldPath[]>;
  readonly scopes: ReadonlyMap<string, string>;
  /** What is drawn of the lists. */
  readonly sourceItems: readonly Item[];
  readonly targetItems: readonly Item[];
  /** px that the lists are scrolled by. */
  readonly sourceOffset: number;
  readonly targetOffset: number;
  /** px of the lists that can be seen. */
  readonly height: number;
  /** Key of the target line, and of the source field, that is looked at. */
  readonly strong: string | undefined;
  readonly strongSource: string | undefined;
}

/** Of a line with its findings or editor, where its name stands. */
const MIDDLE = 15;

export function drawnLines(asked: LinesAsked): readonly DrawnLine[] {
  const { sources, targets, reads, sourceItems, targetItems, sourceOffset, targetOffset, height, strong, strongSource } = asked;
  const byKey = new Map(sources.map(({ field }, at) => [field.key, at]));
  const placeOf = new Map(sourceItems.map(({ index, start, size }) => [index, start + size / 2 - sourceOffset]));
  const [firstShown, lastShown] = [sourceItems[0]?.index ?? 0, sourceItems.at(-1)?.index ?? 0];
  const lines: DrawnLine[] = [];
  for (const { index, start } of targetItems) {
    const line = targets[index];
    if (line === undefined) continue;
    const to = start + MIDDLE - targetOffset;
    if (to < 0 || to > height) continue;
    for (const path of pathsOf(line, reads)) {
      const at = lineOfPath(byKey, path);
      if (at === undefined) continue;
      const from = placeOf.get(at) ?? (at < firstShown ? -20 : at > lastShown ? height + 20 : undefined);
      if (from === undefined) continue;
      const isStrong = line.key === strong || (strongSource !== undefined && sources[at]!.field.key === strongSource);
      lines.push({ key: `${line.key} ${JSON.stringify(path)}`, from: Math.min(height + 20, Math.max(-20, from)), to, isStrong });
    }
  }
  return lines.toSorted((a, b) => Number(a.isStrong) - Number(b.isStrong));
}

function pathsOf({ row, scope }: TargetLine, reads: LinesAsked['reads']): readonly FieldPath[] {
  const own = row === undefined ? [] : (reads.get(row) ?? []);
  if (scope === undefined || readExpression(scope).tree === undefined) return own;
  const base = basesOf([scope])[0];
  return base === undefined ? own : [...own, base];
}

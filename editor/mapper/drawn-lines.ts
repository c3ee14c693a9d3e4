/** Where the lines between source and target begin and end, for the rows that are in view. Pure. */
import { readExpression } from '#flows/expressions/known-expression.ts';
import type { FieldPath } from './field-path.ts';
import type { Shown } from './list-view.ts';
import { basesOf } from './scope-base.ts';
import { lineOfPath, type SourceLine } from './source-lines.ts';
import type { TargetLine } from './target-lines.ts';

export interface DrawnLine {
  readonly key: string;
  /** px from the top of the lists. */
  readonly from: number;
  readonly to: number;
  readonly isStrong: boolean;
}

export interface LinesAsked {
  readonly sources: readonly SourceLine[];
  /** By key of the field: its line. */
  readonly sourceAt: ReadonlyMap<string, number>;
  readonly targets: readonly TargetLine[];
  /** By index of the row. */
  readonly reads: ReadonlyMap<number, readonly FieldPath[]>;
  /** Key of the target line, and of the source field, that is looked at. */
  readonly strong: string | undefined;
  readonly strongSource: string | undefined;
}

/** Of a line with its findings or editor, where its name stands. */
const MIDDLE = 15;

/** `left`, `right`: what stands in view of either list. */
export function drawnLines(asked: LinesAsked, left: Shown, right: Shown): readonly DrawnLine[] {
  const { sources, sourceAt, targets, reads, strong, strongSource } = asked;
  const { items: sourceItems, offset: sourceOffset } = left;
  const { items: targetItems, offset: targetOffset, height } = right;
  const placeOf = new Map(sourceItems.map(({ index, start, size }) => [index, start + size / 2 - sourceOffset]));
  const [firstShown, lastShown] = [sourceItems[0]?.index ?? 0, sourceItems.at(-1)?.index ?? 0];
  const lines: DrawnLine[] = [];
  for (const { index, start } of targetItems) {
    const line = targets[index];
    if (line === undefined) continue;
    const to = start + MIDDLE - targetOffset;
    if (to < 0 || to > height) continue;
    for (const path of pathsOf(line, reads)) {
      const at = lineOfPath(sourceAt, path);
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

/**
 * A step under another name in the expressions that read it: found in the syntax tree, changed where it stands in the text. What only
 * looks like it (a text, a field of the message, a field of the item that a row of a map is about) stays.
 */
import { mapExpression } from '../expressions/map-expression.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { findReferences } from '../expressions/references.ts';
import { nameStart } from '../expressions/types/places.ts';
import type { MapRow } from '../flow.ts';

/**
 * Why it cannot be told whether a text reads the step: `steps` is read as a whole, so that the name may be computed
 * (`$lookup(steps, …)`), or the text cannot be read and has the name in it.
 */
export type RenameDoubt = 'all-steps' | 'unreadable';

export interface Renamed<T> {
  readonly value: T;
  /** Left out: every place that reads the step was found. */
  readonly doubt?: RenameDoubt;
}

/** `text` with or without the leading `=`. */
export function renameStepInText(text: string, from: string, to: string): Renamed<string> {
  const { offset } = parseExpression(text);
  const { names, doubt } = findNames(text, from);
  const value = replaceNames(
    text,
    names.map((name) => ({ from: name.from + offset, to: name.to + offset })),
    to,
  );
  return doubt === undefined ? { value } : { value, doubt };
}

/**
 * The rows of a map read together what they say, as they are computed: with `scope` the names of a row are those of an item. Where rows
 * are wrong and cannot be put together, each is looked at by itself.
 */
export function renameStepInRows<Row extends MapRow>(rows: readonly Row[], from: string, to: string): Renamed<readonly Row[]> {
  const whole = mapExpression(rows);
  if (whole.text === undefined) {
    const alone = rows.map((row) => (rows.length === 1 ? unread(row, from) : renameStepInRows([row], from, to)));
    const doubt = alone.find((row) => row.doubt !== undefined)?.doubt;
    const value = alone.flatMap((row) => row.value);
    return doubt === undefined ? { value } : { value, doubt };
  }
  const { names, doubt } = findNames(whole.text, from);
  const found = rows.map(() => ({ expression: [] as Span[], scope: [] as Span[] }));
  for (const name of names) {
    const place = whole.places.find((each) => each.from <= name.from && name.to <= each.to);
    if (place === undefined) continue;
    const shift = place.offset - place.from;
    found[place.row]![place.field].push({ from: name.from + shift, to: name.to + shift });
  }
  const value = rows.map((row, at) => {
    const { expression, scope } = found[at]!;
    const renamed = { ...row, expression: replaceNames(row.expression, expression, to) };
    if (row.scope === undefined || row.scope === '') return renamed;
    const isShared = !whole.places.some((place) => place.row === at && place.field === 'scope');
    return { ...renamed, scope: isShared ? renameSharedScope(rows, at, from, to) : replaceNames(row.scope, scope, to) };
  });
  return doubt === undefined ? { value } : { value, doubt };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Only the first row of a list gives its scope to the text of all rows; so that this one does, it goes first. */
function renameSharedScope(rows: readonly MapRow[], at: number, from: string, to: string): string {
  const { scope } = rows[at]!;
  // An id has nothing that a text would have to escape, but it may be written so.
  if (!/steps|\\/.test(scope!)) return scope!;
  const whole = mapExpression([rows[at]!, ...rows.filter((_, other) => other !== at)]);
  if (whole.text === undefined) return scope!;
  const place = whole.places.find(({ row, field }) => row === 0 && field === 'scope');
  if (place === undefined) return scope!;
  const own = findNames(whole.text, from).names.filter((name) => place.from <= name.from && name.to <= place.to);
  const shift = place.offset - place.from;
  return replaceNames(
    scope!,
    own.map((name) => ({ from: name.from + shift, to: name.to + shift })),
    to,
  );
}

function unread<Row extends MapRow>(row: Row, from: string): Renamed<readonly Row[]> {
  const isMentioned = row.expression.includes(from) || row.scope?.includes(from) === true;
  return isMentioned ? { value: [row], doubt: 'unreadable' } : { value: [row] };
}

/** Where `steps.from` names the step, however it is quoted; places count without the leading `=`. */
function findNames(text: string, from: string): { readonly names: readonly Span[]; readonly doubt?: RenameDoubt } {
  const { tree, source } = parseExpression(text);
  if (tree === undefined) return text.includes(from) ? { names: [], doubt: 'unreadable' } : { names: [] };
  const references = findReferences(tree);
  const positions = references.steps.find(({ name }) => name === from)?.positions ?? [];
  const names = positions.map((end) => ({ from: nameStart(from, end, source), to: end }));
  return references.everything || references.allSteps ? { names, doubt: 'all-steps' } : { names };
}

/** From the end, so that earlier places stay right. */
function replaceNames(text: string, names: readonly Span[], to: string): string {
  return names
    .toSorted((a, b) => b.from - a.from)
    .reduce((renamed, name) => renamed.slice(0, name.from) + nameText(to) + renamed.slice(name.to), text);
}

/** As the language wants it in a path. */
export function nameText(id: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(id) && !['and', 'or', 'in', 'true', 'false', 'null', 'function'].includes(id) ? id : `\`${id}\``;
}

/**
 * The rows of `core/map` as JSONata text, pure and always the same for the same rows. A target is a path of fields, `ship.date`;
 * `[]` behind a field makes it a list, `items[].quantity`. A row with `scope` fills a list: for each item of what `scope` finds, its
 * expression is computed with the names of that item (`$$` reaches the whole). Rows of the same list share the scope of the first.
 * A scope beside a target deep inside a list, `items[].size.width`, is that list's, unless another row fills the list.
 */
import type { MapRow } from '../flow.ts';
import { readExpression } from './known-expression.ts';
import type { SyntaxNode } from './syntax-tree.ts';

export interface MapFault {
  /** Index of the row. */
  readonly row: number;
  readonly field: 'target' | 'expression' | 'scope';
  /** `map-target-malformed`, `map-target-taken`, `map-scope-missing`, `map-scope-differs`, `expression-syntax`. */
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

/** Nothing found leaves a field out; a list is always a list, if need be an empty one. Without rows the object is empty. */
export type MapExpression =
  | { readonly text: string; readonly places: readonly MapPlace[]; readonly faults?: undefined }
  | { readonly text?: undefined; readonly faults: readonly MapFault[] };

/** Where a row's own text stands in the text that is made of all rows. */
export interface MapPlace {
  /** In the text of all rows. */
  readonly from: number;
  readonly to: number;
  readonly row: number;
  readonly field: 'expression' | 'scope';
  /** Of its first character in what the row says. */
  readonly offset: number;
}

export function mapExpression(rows: readonly MapRow[]): MapExpression {
  const faults: MapFault[] = [];
  const tree = buildTargetTree(rows, faults);
  if (faults.length > 0) return { faults };
  const places: MapPlace[] = [];
  let text = '';
  for (const piece of objectPieces(tree, '')) {
    if (typeof piece !== 'string') {
      const { row, field, offset } = piece;
      places.push({ from: text.length, to: text.length + piece.text.length, row, field, offset });
    }
    text += typeof piece === 'string' ? piece : piece.text;
  }
  return { text, places };
}

/** What the rows fill: also the shape of the map's output (`derive.ts`). */
export interface TargetTree {
  readonly fields: Map<string, TargetField>;
}
export interface TargetField {
  /** Set on lists: what is iterated over. */
  scope?: string;
  list: boolean;
  /** Index of the row that says so. */
  scopeRow?: number;
  /** A leaf has an expression, an inner field has fields. */
  expression?: string;
  row?: number;
  readonly fields: Map<string, TargetField>;
}

/** Wrong rows are left out and named in `faults`. */
export function buildTargetTree(rows: readonly MapRow[], faults: MapFault[]): TargetTree {
  const paths = readTargets(rows);
  const lists = listPaths(paths);
  const root: TargetField = { list: false, fields: new Map() };
  for (const [row, { target, expression, scope }] of rows.entries()) {
    const fault = (field: MapFault['field'], code: string, message: string, help: string) =>
      faults.push({ row, field, code, message, help });
    const path = paths[row];
    if (path === undefined) {
      fault(
        'target',
        'map-target-malformed',
        `"${target}" is not a target.`,
        'Write field names with dots between them, and "[]" behind a list: items[].quantity.',
      );
      continue;
    }
    if (!isReadable(expression, 'expression', fault) || (scope !== undefined && scope !== '' && !isReadable(scope, 'scope', fault)))
      continue;
    let field = root;
    let innermostList: TargetField | undefined;
    for (const [depth, name] of path.names.entries()) {
      const next = field.fields.get(name) ?? { list: lists.has(pathKey(path.names, depth + 1)), fields: new Map() };
      field.fields.set(name, next);
      field = next;
      if (next.list) innermostList = next;
    }
    if (field.expression !== undefined)
      fault('target', 'map-target-taken', `"${target}" is filled by two rows.`, 'Remove one of the rows or give it another target.');
    else {
      field.expression = expression;
      field.row = row;
    }
    if (scope === undefined || scope === '') continue;
    if (innermostList?.scope !== undefined && bare(innermostList.scope) !== bare(scope)) {
      fault(
        'scope',
        'map-scope-differs',
        `The list of "${target}" is already filled from "${innermostList.scope}".`,
        'Give all rows of one list the same "for each of".',
      );
    } else if (innermostList !== undefined && innermostList.scope === undefined) {
      innermostList.scope = scope;
      innermostList.scopeRow = row;
    }
  }
  checkTree(root, rows, paths, faults);
  return root;
}

export interface TargetPath {
  readonly names: readonly string[];
  /** Depths (1 = first name) that this row says are lists. */
  readonly lists: readonly number[];
}

/** Of each row, where it writes; undefined where its target is none. */
export function readTargets(rows: readonly MapRow[]): readonly (TargetPath | undefined)[] {
  const marked = rows.map(({ target }) => parseTarget(target));
  const scoped = rows.map(({ scope }) => scope !== undefined && scope !== '');
  // With a scope and no mark near the end, the list is what holds the last field; a single field is the list itself.
  const own = ({ names }: TargetPath): number => Math.max(1, names.length - 1);
  const isDeep = (path: TargetPath): boolean => path.lists.length > 0 && !path.lists.some((depth) => depth >= own(path));
  const filled = new Set(
    marked.flatMap((path, row) =>
      path === undefined || !scoped[row]! || isDeep(path) ? [] : [pathKey(path.names, path.lists.at(-1) ?? own(path))],
    ),
  );
  return marked.map((path, row) => {
    if (path === undefined || !scoped[row]! || path.lists.some((depth) => depth >= own(path))) return path;
    // Deep inside a list that nothing else fills, the scope is that list's.
    if (isDeep(path) && !filled.has(pathKey(path.names, path.lists.at(-1)!))) return path;
    return { names: path.names, lists: [...path.lists, own(path)] };
  });
}

function parseTarget(target: string): TargetPath | undefined {
  const parts = target.split('.').map((part) => /^([^[\].\s]+)(\[\])?$/.exec(part));
  if (parts.some((part) => part === null)) return undefined;
  return { names: parts.map((part) => part![1]!), lists: parts.flatMap((part, i) => (part![2] === undefined ? [] : [i + 1])) };
}

function pathKey(names: readonly string[], depth: number): string {
  return JSON.stringify(names.slice(0, depth));
}

function listPaths(paths: readonly (TargetPath | undefined)[]): ReadonlySet<string> {
  return new Set(paths.flatMap((path) => (path === undefined ? [] : path.lists.map((depth) => pathKey(path.names, depth)))));
}

function isReadable(
  text: string,
  field: 'expression' | 'scope',
  fault: (field: MapFault['field'], code: string, message: string, help: string) => void,
): boolean {
  const first = readExpression(text).faults[0];
  if (first !== undefined) fault(field, 'expression-syntax', first.message, `Look at character ${first.from + 1}.`);
  return first === undefined;
}

function checkTree(root: TargetField, rows: readonly MapRow[], paths: readonly (TargetPath | undefined)[], faults: MapFault[]): void {
  for (const [row, path] of paths.entries()) {
    if (path === undefined) continue;
    let field: TargetField | undefined = root;
    for (const [depth, name] of path.names.entries()) {
      field = field.fields.get(name);
      if (field === undefined) break;
      const { target } = rows[row]!;
      if (field.expression !== undefined && depth < path.names.length - 1) {
        const taken = path.names.slice(0, depth + 1).join('.');
        faults.push({
          row,
          field: 'target',
          code: 'map-target-taken',
          message: `"${taken}" has a value of its own, so it cannot hold "${target}".`,
          help: `Fill either "${taken}" or its fields.`,
        });
        break;
      }
      if (field.list && field.scope === undefined) {
        faults.push({
          row,
          field: 'scope',
          code: 'map-scope-missing',
          message: `Nothing says what the list of "${target}" is repeated over.`,
          help: 'Fill "for each of" with the list that the items come from.',
        });
        break;
      }
    }
  }
}

/** Text of the frame, or of a row. */
type Piece = string | (Pick<MapPlace, 'row' | 'field' | 'offset'> & { readonly text: string });

function objectPieces(tree: TargetTree, indent: string): readonly Piece[] {
  if (tree.fields.size === 0) return ['{}'];
  const inner = `${indent}  `;
  const lines = [...tree.fields].map(([name, field]): readonly Piece[] => [
    `${inner}${JSON.stringify(name)}: `,
    ...fieldPieces(field, inner),
  ]);
  return ['{\n', ...lines.flatMap((line, at) => (at === 0 ? line : [',\n', ...line])), `\n${indent}}`];
}

function fieldPieces(field: TargetField, indent: string): readonly Piece[] {
  const own = field.expression === undefined ? undefined : ownPiece(field.expression, field.row!, 'expression');
  const value = own === undefined ? objectPieces(field, indent) : [own];
  if (field.list) return ['[', ...scopePieces(field), '.', ...(own === undefined ? value : ['(', ...value, ')']), ']'];
  return own === undefined ? value : guarded(own);
}

function ownPiece(text: string, row: number, field: MapPlace['field']): Exclude<Piece, string> {
  const own = bare(text);
  return { text: own, row, field, offset: text.indexOf(own) };
}

function scopePieces({ scope, scopeRow }: TargetField): readonly Piece[] {
  const own = ownPiece(scope!, scopeRow!, 'scope');
  const { tree } = readExpression(own.text);
  return tree?.type === 'path' && tree.group === undefined ? [own] : ['(', own, ')'];
}

/** Expressions that bind weaker than a value in an object get parentheses. */
function guarded(own: Exclude<Piece, string>): readonly Piece[] {
  const { tree } = readExpression(own.text);
  return tree !== undefined && STANDS_ALONE.has(tree.type) ? [own] : ['(', own, ')'];
}

const STANDS_ALONE: ReadonlySet<SyntaxNode['type']> = new Set([
  'path',
  'string',
  'number',
  'value',
  'variable',
  'function',
  'unary',
  'block',
  'binary',
  'condition',
]);

/** An expression or scope as the text of the map has it: without `=` and space around it. */
export function bare(text: string): string {
  return (text.startsWith('=') ? text.slice(1) : text).trim();
}

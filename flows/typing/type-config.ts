/**
 * The type of a node's evaluated config, with each of its expressions and what was found in them: literals as they are, expressions by
 * what they see, lists and booleans as the runtime fits them (EXP-7).
 */
import { isMapRows } from '../expressions/config-expressions.ts';
import { isExpressionText, unescapeLiteral } from '../expressions/expression-text.ts';
import { readExpression, referencesOf } from '../expressions/known-expression.ts';
import { type MapPlace, mapExpression } from '../expressions/map-expression.ts';
import { isRequired, keywordOf, saysType, schemaOfPart } from '../expressions/schema-walk.ts';
import type { Finding } from '../expressions/types/finding.ts';
import type { Scope } from '../expressions/types/infer-expression.ts';
import { FALSE, type Field, type Place, type Resolved, type Type, UNKNOWN } from '../expressions/types/type.ts';
import { typeOfConstant } from '../expressions/types/type-of-schema.ts';
import { maybeNothing, union, without, withoutNothing } from '../expressions/types/union.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { type PathPart, toPointer } from '../json-pointer.ts';
import { inferOnWays } from './infer-on-ways.ts';
import { fittedList } from './settled-type.ts';
import type { TypedExpression, TypeFinding } from './typed-expression.ts';

export interface TypedConfig {
  readonly type: Resolved;
  readonly expressions: readonly TypedExpression[];
  readonly findings: readonly TypeFinding[];
  /** Texts whose values stand in the config, by pointer into the config: where a difference in the value is to be mended. */
  readonly sources: ReadonlyMap<string, ValueSource>;
}

/** Where a value comes from, and how a place in its expression is said in the text at `path`. */
export interface ValueSource {
  readonly path: string;
  readonly toPlace: (at: Place) => SourcePlace | undefined;
}

export interface SourcePlace {
  readonly path: string;
  readonly place: Place;
  /** The text there with other words at that place. */
  readonly replace: (words: string) => string;
}

/** `base`: pointer of the config in the flow; `schema`: its manifest's; `scopes`: what it sees, one for each way that leads to it; `merged`: whatever the way. */
export function typeConfig(config: JsonObject, schema: JsonSchema, scopes: readonly Scope[], merged: Scope, base: string): TypedConfig {
  const typing = new ConfigTyping(schema, scopes, merged, base);
  const type = typing.object(config, schema, []);
  return { type, expressions: typing.expressions, findings: typing.findings, sources: typing.sources };
}

class ConfigTyping {
  readonly root: JsonSchema;
  readonly scopes: readonly Scope[];
  readonly merged: Scope;
  readonly base: string;
  readonly expressions: TypedExpression[] = [];
  readonly findings: TypeFinding[] = [];
  readonly sources = new Map<string, ValueSource>();

  constructor(root: JsonSchema, scopes: readonly Scope[], merged: Scope, base: string) {
    this.root = root;
    this.scopes = scopes;
    this.merged = merged;
    this.base = base;
  }

  value(value: Json, schema: JsonSchema | undefined, path: readonly PathPart[]): Type {
    if (keywordOf(this.root, schema, 'format') === 'json-schema') return typeOfConstant(value);
    if (isExpressionText(value)) return this.expression(value, path);
    if (typeof value === 'string') return typeOfConstant(unescapeLiteral(value));
    if (Array.isArray(value)) return this.list(value as readonly Json[], schema, path);
    if (typeof value === 'object' && value !== null) return this.object(value as JsonObject, schema, path);
    return typeOfConstant(value);
  }

  object(value: JsonObject, schema: JsonSchema | undefined, path: readonly PathPart[]): Resolved {
    const fields = new Map<string, Field>();
    for (const [name, part] of Object.entries(value)) {
      const inner = schemaOfPart(this.root, schema, name);
      // Their texts are no values: what they give together is one.
      if (isMapRows(part, inner, this.root)) {
        fields.set('value', { type: this.rows(part, [...path, name]) });
        fields.set(name, { type: typeOfConstant(part) });
        continue;
      }
      const type = this.value(part, inner, [...path, name]);
      fields.set(name, { type: this.fit(type, inner, isRequired(this.root, schema, name)) });
    }
    return { kind: 'object', fields };
  }

  /** An item that finds nothing is dropped. */
  private list(value: readonly Json[], schema: JsonSchema | undefined, path: readonly PathPart[]): Resolved {
    const items = value.map((item, at) => this.value(item, schemaOfPart(this.root, schema, at), [...path, at]));
    if (!items.some(maybeNothing)) return { kind: 'list', prefix: items, items: { kind: 'never' }, min: items.length, max: items.length };
    const min = items.filter((item) => !maybeNothing(item)).length;
    return { kind: 'list', prefix: [], items: withoutNothing(union(...items)), min, max: items.length };
  }

  private fit(type: Type, schema: JsonSchema | undefined, required: boolean): Type {
    if (schema === undefined) return type;
    if (saysType(this.root, schema, 'array')) return type.kind === 'unknown' ? type : fittedList(type);
    if (required && saysType(this.root, schema, 'boolean') && type.kind !== 'unknown' && maybeNothing(type))
      return union(
        without(type, ({ kind }) => kind === 'nothing'),
        FALSE,
      );
    return type;
  }

  private expression(text: string, path: readonly PathPart[]): Resolved {
    const pointer = toPointer(path);
    const place = `${this.base}${pointer}`;
    const { tree, source, offset } = readExpression(text);
    if (tree === undefined) {
      this.expressions.push({ path: place, text, type: UNKNOWN, sure: false });
      return UNKNOWN;
    }
    const { type, findings, sure } = inferOnWays(tree, this.scopes, this.merged, source);
    this.expressions.push({ path: place, text, type, sure: sure && type.kind !== 'unknown' });
    const toPlace = (at: Place): SourcePlace => {
      const shifted = { offset: at.offset + offset, length: at.length };
      return { path: place, place: shifted, replace: (words) => replaced(text, shifted, words) };
    };
    this.sources.set(pointer, { path: place, toPlace });
    this.report(findings, toPlace, place);
    return type;
  }

  /** The rows are one expression; what is found in it is said of the row that says it. */
  private rows(rows: readonly { readonly expression: string; readonly scope?: string }[], path: readonly PathPart[]): Resolved {
    const place = `${this.base}${toPointer(path)}`;
    const made = mapExpression(rows as Parameters<typeof mapExpression>[0]);
    const { text } = made;
    const parsed = text === undefined ? undefined : readExpression(`=${text}`);
    if (parsed?.tree === undefined || made.faults !== undefined) {
      for (const [row, { expression }] of rows.entries())
        this.expressions.push({ path: `${place}/${row}/expression`, text: expression, type: UNKNOWN, sure: false });
      return UNKNOWN;
    }
    const { type, findings } = inferOnWays(parsed.tree, this.scopes, this.merged, text!);
    const { places } = made;
    const toPlace = (at: Place) => rowPlace(at, places, rows, place);
    const target = toPointer([...path.slice(0, -1), 'value']);
    this.sources.set(target, { path: place, toPlace });
    this.report(findings, toPlace, place);
    this.rowTypes(rows, place);
    return type;
  }

  /** Each row by itself, for what is shown of it. Its names are those of an item where it is repeated. */
  private rowTypes(rows: readonly { readonly expression: string; readonly scope?: string }[], place: string): void {
    for (const [row, { expression, scope }] of rows.entries()) {
      const repeated = scope === undefined || scope === '' ? undefined : bare(scope);
      const text = repeated === undefined ? bare(expression) : `[(${repeated}).(${bare(expression)})]`;
      const parsed = readExpression(`=${text}`);
      if (parsed.tree === undefined) {
        this.expressions.push({ path: `${place}/${row}/expression`, text: expression, type: UNKNOWN, sure: false });
        continue;
      }
      const { type, sure } = inferOnWays(parsed.tree, this.scopes, this.merged, '');
      this.expressions.push({ path: `${place}/${row}/expression`, text: expression, type, sure: sure && type.kind !== 'unknown' });
    }
  }

  private report(findings: readonly Finding[], toPlace: ValueSource['toPlace'], path: string): void {
    for (const { at, fix, ...finding } of findings) {
      const found = toPlace(at);
      const mended = fix === undefined ? undefined : toPlace(fix.at);
      const fixed = mended === undefined || mended.path !== found?.path ? undefined : mended.replace(fix!.text);
      this.findings.push({
        ...finding,
        path: found?.path ?? path,
        ...(found === undefined ? {} : { place: found.place }),
        ...(fixed === undefined ? {} : { fixed }),
      });
    }
  }
}

/** Undefined where it spans more than one row's text. */
function rowPlace(
  at: Place,
  places: readonly MapPlace[],
  rows: readonly { readonly expression: string; readonly scope?: string }[],
  base: string,
): SourcePlace | undefined {
  const found = places.find(({ from, to }) => at.offset >= from && at.offset + at.length <= to);
  if (found === undefined) return undefined;
  const place = { offset: at.offset - found.from + found.offset, length: at.length };
  const text = rows[found.row]![found.field]!;
  return { path: `${base}/${found.row}/${found.field}`, place, replace: (words) => replaced(text, place, words) };
}

function replaced(text: string, { offset, length }: Place, words: string): string {
  return `${text.slice(0, offset)}${words}${text.slice(offset + length)}`;
}

function bare(text: string): string {
  return (text.startsWith('=') ? text.slice(1) : text).trim();
}

/** Names of steps and roots that the config's expressions read; undefined when it cannot be told which. */
export function namesReadBy(config: JsonObject): { readonly steps: ReadonlySet<string>; readonly roots: ReadonlySet<string> } | undefined {
  const steps = new Set<string>();
  const roots = new Set<string>();
  let all = false;
  const read = (text: string): void => {
    const { tree } = readExpression(text);
    if (tree === undefined) return;
    const found = referencesOf(tree);
    if (found.everything || found.allSteps) all = true;
    for (const { name } of found.steps) steps.add(name);
    for (const { name } of found.roots) roots.add(name);
  };
  const walk = (value: Json): void => {
    if (typeof value === 'string') {
      if (isExpressionText(value)) read(value);
    } else if (Array.isArray(value)) for (const item of value as readonly Json[]) walk(item);
    else if (typeof value === 'object' && value !== null) {
      const { target, expression, scope } = value as JsonObject;
      // A row of a map: its names may be those of an item, its "$$" reaches everything.
      if (typeof target === 'string' && typeof expression === 'string') {
        for (const text of [expression, scope]) if (typeof text === 'string') read(isExpressionText(text) ? text : `=${text}`);
        for (const match of `${expression} ${typeof scope === 'string' ? scope : ''}`.matchAll(
          /steps\s*\.\s*(?:`([^`]+)`|([A-Za-z_][\w]*))|\b(trigger|item|vars)\b/g,
        )) {
          const step = match[1] ?? match[2];
          if (step !== undefined) steps.add(step);
          if (match[3] !== undefined) roots.add(match[3]);
        }
      } else for (const part of Object.values(value)) walk(part as Json);
    }
  };
  walk(config);
  return all ? undefined : { steps, roots };
}

/** A type as TypeScript writes it, for people who write code: what is unknown is `any`, since nothing is ever wrong with it. */
import { type ListType, type Member, membersOf, type ObjectType, type Resolved, type Type } from '../expressions/types/type.ts';
import { typeText } from '../expressions/types/type-text.ts';
import { fieldOf, itemOf, maybeNothing, withoutNothing } from '../expressions/types/union.ts';

/** Texts written out, at most; all else is `any`, which is always true. */
const MOST_PARTS = 4_000;
const DEEPEST = 24;
const MOST_VALUES = 24;
const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

export interface TypeScriptText {
  /** What stands behind a colon. */
  readonly text: string;
  /** `type` lines of the names in it: schemas that others refer to, themselves perhaps. */
  readonly declarations: readonly string[];
}

/** `taken`: names that mean something else already. Nothing at all is `undefined`. */
export function typeScriptText(type: Type, taken: readonly string[] = []): TypeScriptText {
  const writing: Writing = { left: MOST_PARTS, names: new Map(), taken: new Set(taken), declarations: [] };
  return { text: textOf(type, 0, writing), declarations: writing.declarations };
}

interface Writing {
  left: number;
  /** Of schemas that are referred to, by what they are. */
  readonly names: Map<Resolved, string>;
  readonly taken: Set<string>;
  readonly declarations: string[];
}

function textOf(type: Type, depth: number, writing: Writing): string {
  writing.left -= 1;
  if (writing.left < 0 || depth > DEEPEST) return 'any';
  if (type.kind === 'lazy') return named(type.name, type.compute(), writing);
  const members = membersOf(type);
  if (members === undefined) return 'any';
  const texts = new Set(members.flatMap((member) => memberText(member, depth, writing)));
  if (texts.has('any')) return 'any';
  return texts.size === 0 ? 'never' : [...texts].join(' | ');
}

/** Written once, under its own name: it may hold itself. What is neither list nor object has nothing to gain from a name. */
function named(name: string, type: Resolved, writing: Writing): string {
  const there = withoutNothing(type);
  const members = membersOf(there);
  if (members === undefined) return 'any';
  const own = members.some(({ kind }) => kind === 'object' || kind === 'list') ? declared(name, there, writing) : textOf(there, 0, writing);
  return maybeNothing(type) ? `${own} | undefined` : own;
}

function declared(name: string, type: Resolved, writing: Writing): string {
  const known = writing.names.get(type);
  if (known !== undefined) return known;
  const own = freeName(name, writing.taken);
  writing.names.set(type, own);
  writing.declarations.push(`type ${own} = ${textOf(type, 1, writing)};`);
  return own;
}

/** `sales-order.json` → `SalesOrder`. */
function freeName(name: string, taken: Set<string>): string {
  const words = name.replace(/\.json$/, '').match(/[A-Za-z0-9]+/g) ?? [];
  const own = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  const base = /^[A-Za-z]/.test(own) ? own : `Value${own}`;
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? base : `${base}${count}`;
    if (taken.has(free)) continue;
    taken.add(free);
    return free;
  }
}

function memberText(member: Member, depth: number, writing: Writing): readonly string[] {
  switch (member.kind) {
    case 'null':
      return ['null'];
    case 'nothing':
      return ['undefined'];
    case 'boolean':
      return [member.value === undefined ? 'boolean' : String(member.value)];
    case 'number':
      return constants(member.values, 'number');
    case 'text':
      return constants(member.values, 'string');
    case 'list':
      return [listText(member, depth, writing)];
    case 'object':
      return [objectText(member, depth, writing)];
    case 'function':
      return ['undefined'];
  }
}

/** JSON knows neither infinity nor a number that is none. */
function constants(values: readonly (string | number)[] | undefined, otherwise: string): readonly string[] {
  if (values === undefined || values.length > MOST_VALUES || values.some((value) => typeof value === 'number' && !Number.isFinite(value)))
    return [otherwise];
  return values.map((value) => JSON.stringify(value));
}

function listText(list: ListType, depth: number, writing: Writing): string {
  const { prefix, items, min, max } = list;
  if (max === 0) return 'never[]';
  if (prefix.length > 0 && min >= prefix.length) {
    const first = prefix.map((item) => textOf(item, depth + 1, writing));
    const more = items.kind === 'never' || max === prefix.length ? [] : [`...${arrayOf(textOf(items, depth + 1, writing))}`];
    return `[${[...first, ...more].join(', ')}]`;
  }
  return arrayOf(textOf(prefix.length === 0 ? items : itemOf(list), depth + 1, writing));
}

function arrayOf(item: string): string {
  return /^[\w$]+(?:\[\])*$/.test(item) ? `${item}[]` : `Array<${item}>`;
}

function objectText(object: ObjectType, depth: number, writing: Writing): string {
  const { fields, rest } = object;
  const shown = [...fields.keys()].flatMap((name) => {
    const type = fieldOf(object, name);
    const text = textOf(type.kind === 'lazy' ? type : withoutNothing(type), depth + 1, writing);
    const mayMiss = type.kind === 'unknown' || (type.kind === 'lazy' ? text.endsWith(MISSING) : maybeNothing(type));
    // It is never there.
    if (text === 'never' && mayMiss) return [];
    return [`${commentOf(type)}${nameOf(name)}${mayMiss ? '?' : ''}: ${text.endsWith(MISSING) ? text.slice(0, -MISSING.length) : text}`];
  });
  // Whatever stands beside the fields has to allow them as well.
  if (rest !== undefined) shown.push(`[name: string]: ${fields.size === 0 ? textOf(rest, depth + 1, writing) : 'any'}`);
  return shown.length === 0 ? '{}' : `{ ${shown.join('; ')} }`;
}
const MISSING = ' | undefined';

function nameOf(name: string): string {
  return PLAIN_NAME.test(name) ? name : JSON.stringify(name);
}

/** What TypeScript cannot say of a text or a number: its format, digits, unit. */
function commentOf(type: Type): string {
  const members = type.kind === 'lazy' ? [] : (membersOf(type) ?? []);
  const told = members.filter(
    (member) => (member.kind === 'text' && (member.format ?? member.unit) !== undefined) || (member.kind === 'number' && tells(member)),
  );
  const words = told.map((member) => typeText(member)).join(', ');
  return words === '' ? '' : `/** ${words.replaceAll('*/', '* /')} */ `;
}

function tells({ values, integer, unit }: { readonly values?: unknown; readonly integer?: boolean; readonly unit?: string }): boolean {
  return values === undefined && (integer === true || unit !== undefined);
}

/** What a value is made of, as a tree of fields: both sides of the mapper. Fields below are found when they are looked at. Pure. */
import { membersOf, type Resolved, resolve, type Type } from '#flows/expressions/types/type.ts';
import { typeText } from '#flows/expressions/types/type-text.ts';
import { fieldOf, itemOf, maybeNothing, union, withoutNothing } from '#flows/expressions/types/union.ts';
import { spokenType } from '../spoken.ts';
import { type FieldPath, keyOf } from './field-path.ts';
import { fieldPlaces, itemPlaces, type SchemaPlace, wordsOf } from './schema-place.ts';

export type FieldKind = 'value' | 'object' | 'list';

export interface Field {
  readonly path: FieldPath;
  readonly key: string;
  /** Last name of the path, or how people call what it leads to. */
  readonly name: string;
  readonly kind: FieldKind;
  /** Without nothing; of a list the list itself. */
  readonly type: Resolved;
  /** `text`, `list of { … }`. */
  readonly typeText: string;
  /** It is there whenever what holds it is there. */
  readonly required: boolean;
  readonly title?: string;
  readonly about?: string;
  /** Depths on the way (1 = first name) that are lists; its own is the last when it is one. */
  readonly lists: readonly number[];
  /** Of an object; of a list those of its items. */
  readonly fields: readonly Field[];
}

/** Schemas may hold themselves. */
const DEEPEST = 12;

export interface FieldStart {
  readonly path: FieldPath;
  readonly name?: string;
  readonly type: Type;
  readonly places?: readonly SchemaPlace[];
  readonly lists?: readonly number[];
  readonly required?: boolean;
}

export function makeField({ path, name, type: given, places = [], lists = [], required }: FieldStart): Field {
  const resolved = resolve(given);
  const type = resolve(resolved.kind === 'unknown' ? resolved : withoutNothing(resolved));
  const kind = kindOf(type);
  const ownLists = kind === 'list' && path.length > 0 && !lists.includes(path.length) ? [...lists, path.length] : lists;
  let fields: readonly Field[] | undefined;
  return {
    path,
    key: keyOf(path),
    name: name ?? path.at(-1) ?? '',
    kind,
    type,
    typeText: spokenType(shortType(type, kind)),
    required: required ?? !maybeNothing(resolved),
    ...wordsOf(places),
    lists: ownLists,
    get fields() {
      fields ??= path.length > DEEPEST ? [] : innerFields(path, type, places, ownLists);
      return fields;
    },
  };
}

function innerFields(path: FieldPath, type: Resolved, places: readonly SchemaPlace[], lists: readonly number[]): readonly Field[] {
  const members = membersOf(type) ?? [];
  const items = members.flatMap((member) => (member.kind === 'list' ? [itemOf(member)] : []));
  // A list of lists is gone through as one.
  if (items.length > 0) {
    const item = union(...items);
    return innerFields(path, resolve(item), itemPlaces(places), lists);
  }
  const objects = members.filter((member) => member.kind === 'object');
  const names = [...new Set(objects.flatMap(({ fields }) => [...fields.keys()]))];
  return names.flatMap((name) => {
    const types = objects.map((object) => fieldOf(object, name));
    const field = union(...types);
    if (field.kind === 'never' || field.kind === 'nothing') return [];
    const asked = objects.some(({ fields }) => fields.get(name)?.required === true);
    return [
      makeField({
        path: [...path, name],
        type: field,
        places: fieldPlaces(places, name),
        lists,
        required: asked || (field.kind !== 'unknown' && !maybeNothing(field)),
      }),
    ];
  });
}

function kindOf(type: Resolved): FieldKind {
  const members = membersOf(type) ?? [];
  if (members.some(({ kind }) => kind === 'list')) return 'list';
  return members.some((member) => member.kind === 'object' && (member.fields.size > 0 || member.rest !== undefined)) ? 'object' : 'value';
}

/** What holds fields shows them itself. */
function shortType(type: Resolved, kind: FieldKind): string {
  if (kind === 'object') return 'object';
  if (kind === 'value') return type.kind === 'unknown' ? '' : typeText(type, 0).replace(/ \| null$/, '');
  const items = (membersOf(type) ?? []).flatMap((member) => (member.kind === 'list' ? [itemOf(member)] : []));
  const item = union(...items);
  return kindOf(item) === 'value' && item.kind !== 'unknown' && item.kind !== 'never' ? `list of ${typeText(item, 0)}` : 'list';
}

/** The field at this path below one of these; undefined where there is none. */
export function findField(fields: readonly Field[], path: FieldPath): Field | undefined {
  for (const field of fields) {
    if (field.path.length > path.length || !field.path.every((name, at) => path[at] === name)) continue;
    if (field.path.length === path.length) return field;
    const found = findField(field.fields, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Values and lists that fill a value: where expressions may end. Breadth is bounded by `most`. */
export function allFields(fields: readonly Field[], most: number, depth = 8): readonly Field[] {
  const found: Field[] = [];
  const walk = (list: readonly Field[], left: number): void => {
    for (const field of list) {
      if (found.length >= most) return;
      found.push(field);
      if (left > 0) walk(field.fields, left - 1);
    }
  };
  walk(fields, depth);
  return found;
}

/** A type as people read it: `list of { item: text, quantity?: decimal }`. Short; what is long ends with `…`. */
import { type ListType, membersOf, type NumberType, type ObjectType, type TextType, type Type } from './type.ts';
import { fieldOf, itemOf, maybeNothing, withoutNothing } from './union.ts';
import { unitText } from './units.ts';

const MOST_NAMES = 8;
const MOST_CONSTANTS = 6;
const MOST_PARTS = 60;

/** `depth`: how many objects within objects are written out. */
export function typeText(type: Type, depth = 2): string {
  return textOf(type, depth, { left: MOST_PARTS });
}

/** Parts that are still written out. */
interface Writing {
  left: number;
}

function textOf(type: Type, depth: number, writing: Writing): string {
  writing.left -= 1;
  if (writing.left < 0) return '…';
  const members = membersOf(type);
  if (members === undefined) return 'anything';
  if (members.length === 0) return 'no value';
  const shownMembers = members.filter(({ kind }) => kind !== 'nothing').slice(0, MOST_CONSTANTS + 1);
  const texts = shownMembers.flatMap((member) => memberText(member, depth, writing));
  const shown = texts.length > MOST_CONSTANTS ? [...texts.slice(0, MOST_CONSTANTS), '…'] : texts;
  return [...shown, ...(maybeNothing(type) ? ['nothing'] : [])].join(' | ');
}

function memberText(member: Exclude<ReturnType<typeof membersOf>, undefined>[number], depth: number, writing: Writing): readonly string[] {
  switch (member.kind) {
    case 'boolean':
      return [member.value === undefined ? 'true or false' : String(member.value)];
    case 'number':
      return numberText(member);
    case 'text':
      return textText(member);
    case 'list':
      return [listText(member, depth, writing)];
    case 'object':
      return [objectText(member, depth, writing)];
    default:
      return [member.kind];
  }
}

function numberText({ values, integer, unit }: NumberType): readonly string[] {
  if (values !== undefined) return values.slice(0, MOST_CONSTANTS + 1).map(String);
  return [(integer === true ? 'integer' : 'number') + (unit === undefined ? '' : ` in ${unitText(unit)}`)];
}

function textText({ values, format, digits, unit }: TextType): readonly string[] {
  if (values !== undefined)
    return values.slice(0, MOST_CONSTANTS + 1).map((value) => JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value));
  const known =
    format === 'zero-padded' ? `${digits ?? ''} digits with leading zeros`.trim() : format === 'decimal' ? 'decimal as text' : format;
  return [(known ?? 'text') + (unit === undefined ? '' : ` in ${unitText(unit)}`)];
}

function listText(list: ListType, depth: number, writing: Writing): string {
  const { prefix, items, max } = list;
  if (max === 0) return 'empty list';
  if (prefix.length > 0 && prefix.length <= MOST_NAMES && items.kind === 'never')
    return `[${prefix.map((item) => textOf(item, depth, writing)).join(', ')}]`;
  const item = textOf(itemOf(list), depth, writing);
  return `list of ${item.includes(' | ') ? `(${item})` : item}`;
}

function objectText(object: ObjectType, depth: number, writing: Writing): string {
  const { fields, rest } = object;
  if (fields.size === 0)
    return rest === undefined ? '{}' : rest.kind === 'unknown' ? 'object' : `object of ${textOf(rest, depth - 1, writing)}`;
  if (depth <= 0) return 'object';
  const names = [...fields.keys()].filter((name) => fieldOf(object, name).kind !== 'nothing');
  const shown = names.slice(0, MOST_NAMES).map((name) => {
    const type = fieldOf(object, name);
    const mark = maybeNothing(type) && type.kind !== 'unknown' ? '?' : '';
    return `${name}${mark}: ${textOf(mark === '' ? type : withoutNothing(type), depth - 1, writing)}`;
  });
  const more = names.length > MOST_NAMES || rest !== undefined ? ['…'] : [];
  return `{ ${[...shown, ...more].join(', ')} }`;
}

/** The conversion that leads from the type of a field to the type that is asked for, where there is one that loses nothing. Pure. */
import { membersOf, type NumberType, type TextType } from '#flows/expressions/types/type.ts';
import type { Field } from './field-tree.ts';

/** `text`: how the row reads the field; `plant`: how it reads a plant, for days. */
export function fitTo(
  text: string,
  source: Pick<Field, 'type' | 'name'>,
  target: Pick<Field, 'type' | 'name' | 'title' | 'about'>,
  plant?: string,
): string {
  const from = scalarOf(source.type);
  const to = scalarOf(target.type);
  if (from === undefined || to === undefined) return text;
  if (to.kind === 'text' && to.format === 'date' && from.kind === 'text') {
    // A day is a day somewhere: in the plant, if one is known.
    if (from.format === 'date-time') return `$localDay(${text}, ${plant ?? '"UTC"'})`;
    return isSapDate(from) ? `$fromSapDate(${text})` : text;
  }
  if (to.kind === 'text' && isSapDate(to) && from.kind === 'text' && saysDate(target)) {
    if (from.format === 'date') return `$toSapDate(${text})`;
    if (from.format === 'date-time') return `$toSapDate($localDay(${text}, ${plant ?? '"UTC"'}))`;
    return text;
  }
  if (to.kind === 'text' && to.format === 'zero-padded' && to.digits !== undefined) {
    const same = from.kind === 'text' && from.format === 'zero-padded' && from.digits === to.digits;
    return same ? text : `$alphaIn(${text}, ${to.digits})`;
  }
  if (to.kind === 'text' && to.format === 'decimal') return from.kind === 'number' ? `$roundDecimal(${text}, ${placesOf(to)})` : text;
  if (to.kind === 'text') return from.kind === 'number' ? `$string(${text})` : text;
  return from.kind === 'text' ? `$number(${text})` : text;
}

function scalarOf(type: Field['type']): TextType | NumberType | undefined {
  const members = (membersOf(type) ?? []).filter(({ kind }) => kind !== 'null' && kind !== 'nothing');
  const [only] = members;
  // Several kinds are asked for: none need be made of another.
  return members.length === 1 && (only?.kind === 'text' || only?.kind === 'number') ? only : undefined;
}

/** Digits behind the point that the target has room for. */
function placesOf({ pattern }: TextType): number {
  return Number(/\.(?:\[0-9\]|\\d)\{(?:\d+,)?(\d+)\}/.exec(pattern ?? '')?.[1] ?? 3);
}

/** YYYYMMDD. */
function isSapDate({ format, digits }: TextType): boolean {
  return format === 'zero-padded' && digits === 8;
}

function saysDate({ name, title, about }: Pick<Field, 'name' | 'title' | 'about'>): boolean {
  return /date|datum|\bday|dat$|YYYYMMDD/i.test(`${name} ${title ?? ''} ${about ?? ''}`);
}

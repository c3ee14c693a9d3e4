/** A value of a type, to begin with where there is no sample: constants where they are known, else what such values look like. Pure. */
import { type Member, membersOf, type TextType, type Type } from '#flows/expressions/types/type.ts';
import { fieldOf, itemOf } from '#flows/expressions/types/union.ts';
import type { Json } from '#flows/json.ts';

const DEEPEST = 8;
const MOST_FIELDS = 3_000;

export function sampleOfType(type: Type): Json {
  return sample(type, 0, { left: MOST_FIELDS }) ?? null;
}

/** Undefined: nothing is there. */
function sample(type: Type, depth: number, room: { left: number }): Json | undefined {
  if (depth > DEEPEST || room.left <= 0) return undefined;
  const members = membersOf(type);
  if (members === undefined) return null;
  const best = members.find(({ kind }) => kind !== 'nothing' && kind !== 'null' && kind !== 'function') ?? members[0];
  return best === undefined ? undefined : ofMember(best, depth, room);
}

function ofMember(member: Member, depth: number, room: { left: number }): Json | undefined {
  switch (member.kind) {
    case 'boolean':
      return member.value ?? true;
    case 'number':
      return member.values?.[0] ?? (member.integer === true ? 1 : 1.5);
    case 'text':
      return textOf(member);
    case 'list': {
      const item = sample(itemOf(member), depth + 1, room);
      return item === undefined || member.max === 0 ? [] : [item];
    }
    case 'object':
      return Object.fromEntries(
        [...member.fields.keys()].flatMap((name) => {
          room.left -= 1;
          const value = sample(fieldOf(member, name), depth + 1, room);
          return value === undefined ? [] : [[name, value] as const];
        }),
      );
    case 'null':
      return null;
    default:
      return undefined;
  }
}

function textOf({ values, format, digits }: TextType): string {
  if (values?.[0] !== undefined) return values[0];
  switch (format) {
    case 'date':
      return '2026-12-14';
    case 'date-time':
      return '2026-12-14T08:15:00Z';
    case 'time':
      return '08:15:00';
    case 'decimal':
      return '1.500';
    case 'zero-padded':
      return '1'.padStart(digits ?? 10, '0');
    default:
      return 'text';
  }
}

/** The type of a value once it is stored: what stands in JSON, without what was known of the expression that made it. */
import { type Field, type Member, membersOf, NEVER, NOTHING, type Resolved, type Type, UNKNOWN } from '../expressions/types/type.ts';
import { mapMembers, union } from '../expressions/types/union.ts';

/** Deeper than any of our objects; below it nothing is known. */
const DEEPEST = 24;

/** Functions are no values; places and losses speak of a text that the next expression is not. */
export function settledType(type: Type, depth = 0): Type {
  if (type.kind === 'lazy') return type;
  if (depth > DEEPEST) return UNKNOWN;
  return mapMembers(type, (member) => settledMember(member, depth));
}

function settledMember(member: Member, depth: number): Type {
  switch (member.kind) {
    case 'function':
      return NOTHING;
    case 'number':
    case 'text': {
      if (member.lost === undefined) return member;
      const { lost: _lost, ...rest } = member;
      return rest;
    }
    case 'list': {
      const { built: _built, ...list } = member;
      return { ...list, prefix: list.prefix.map((item) => settledType(item, depth + 1)), items: settledType(list.items, depth + 1) };
    }
    case 'object': {
      const fields = new Map<string, Field>();
      for (const [name, field] of member.fields) {
        const inner = settledType(field.type, depth + 1);
        fields.set(name, field.required === true ? { type: inner, required: true } : { type: inner });
      }
      return { ...member, fields, ...(member.rest === undefined ? {} : { rest: settledType(member.rest, depth + 1) }) };
    }
    default:
      return member;
  }
}

/** Where JSON says list: one thing is wrapped, nothing is an empty list (EXP-7). */
export function fittedList(type: Type): Resolved {
  const members = membersOf(type);
  if (members === undefined) return { kind: 'list', prefix: [], items: UNKNOWN, min: 0, max: Number.POSITIVE_INFINITY };
  return union(
    ...members.map((member): Type => {
      if (member.kind === 'list') return member;
      if (member.kind === 'nothing') return { kind: 'list', prefix: [], items: NEVER, min: 0, max: 0 };
      return { kind: 'list', prefix: [], items: member, min: 1, max: 1 };
    }),
  );
}

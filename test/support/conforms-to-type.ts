/** Is a value one of those that a type stands for? The judge of everything that the checker says. */

import { type Member, membersOf, type Type } from '#flows/expressions/types/type.ts';
import { itemOf } from '#flows/expressions/types/union.ts';
import type { Json } from '#flows/json.ts';

/** Undefined when it is; else where it is not, and why. What JSON shows as null because it is beyond all numbers is a number. */
export function findMisfit(value: Json | undefined, type: Type, path = ''): string | undefined {
  const members = membersOf(type);
  if (members === undefined) return undefined;
  const misfits: string[] = [];
  for (const member of members) {
    const misfit = misfitOf(value, member, path);
    if (misfit === undefined) return undefined;
    misfits.push(misfit);
  }
  return misfits.length === 0 ? `${path}: never, but there is ${show(value)}` : misfits.join('; ');
}

function misfitOf(value: Json | undefined, member: Member, path: string): string | undefined {
  const wrong = `${path || '/'}: ${show(value)} is not ${member.kind} ${show((member as { values?: Json }).values)}`;
  switch (member.kind) {
    case 'nothing':
      return value === undefined ? undefined : wrong;
    // Functions are no values.
    case 'function':
      return value === undefined || value === null || value === '' ? undefined : wrong;
    case 'null':
      return value === null ? undefined : wrong;
    case 'boolean':
      return typeof value === 'boolean' && (member.value ?? value) === value ? undefined : wrong;
    case 'number':
      if (value === null && member.values === undefined) return undefined;
      if (typeof value !== 'number') return wrong;
      if (member.values !== undefined && !member.values.includes(value)) return wrong;
      return member.integer === true && Number.isFinite(value) && !Number.isInteger(value) ? `${wrong} integer` : undefined;
    case 'text':
      return typeof value === 'string' && (member.values ?? [value]).includes(value) && isOfFormat(value, member) ? undefined : wrong;
    case 'list': {
      if (!Array.isArray(value)) return wrong;
      const list = value as readonly Json[];
      if (list.length < member.min || list.length > member.max)
        return `${path || '/'}: ${list.length} items, not ${member.min} to ${member.max}`;
      for (const [at, item] of list.entries()) {
        const misfit = findMisfit(
          item === null && allowsNothing(member) ? undefined : item,
          member.prefix[at] ?? member.items,
          `${path}/${at}`,
        );
        if (misfit !== undefined) return misfit;
      }
      return undefined;
    }
    case 'object': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
      const object = value as { readonly [name: string]: Json };
      for (const [name, { type }] of member.fields) {
        const misfit = findMisfit(Object.hasOwn(object, name) ? object[name] : undefined, type, `${path}/${name}`);
        if (misfit !== undefined) return misfit;
      }
      for (const name of Object.keys(object)) {
        if (member.fields.has(name)) continue;
        if (member.rest === undefined) return `${path}/${name}: there is no such field`;
        const misfit = findMisfit(object[name], member.rest, `${path}/${name}`);
        if (misfit !== undefined) return misfit;
      }
      return undefined;
    }
  }
}

/** JSON writes nothing in a list as null. */
function allowsNothing(list: Extract<Member, { kind: 'list' }>): boolean {
  return membersOf(itemOf(list))?.some(({ kind }) => kind === 'nothing') ?? false;
}

function isOfFormat(value: string, { format, digits }: Extract<Member, { kind: 'text' }>): boolean {
  if (format === 'date') return /^\d{4}-\d\d-\d\d$/.test(value);
  if (format === 'date-time') return !Number.isNaN(Date.parse(value));
  if (format === 'time') return /^\d\d:\d\d/.test(value);
  if (format === 'decimal') return /^[+-]?\d*(\.\d+)?$/.test(value);
  return format !== 'zero-padded' || (/^\d+$/.test(value) && (digits === undefined || value.length === digits));
}

function show(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

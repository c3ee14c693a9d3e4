/** The fields of a type as paths that can be written, and what their schemas say of them. */
import type { Scope } from '../types/infer-expression.ts';
import { lookUpField, namesOf } from '../types/look-up.ts';
import { nameText } from '../types/near-name.ts';
import { membersOf, type Resolved, resolve, type Type } from '../types/type.ts';
import { typeText } from '../types/type-text.ts';
import { itemOf } from '../types/union.ts';
import type { Completion } from './completions.ts';

/** Fields deeper than this are not looked for, and not more than that many. */
const DEEPEST = 6;
const MOST_FIELDS = 800;

/** A condition may have told more of it, so it need not be the same type. */
export function isWholeScope(input: Resolved | undefined, scope: Scope): boolean {
  if (input === undefined) return false;
  return input === scope.input || namesOf(input)?.join(' ') === namesOf(resolve(scope.input))?.join(' ');
}

/** Level by level, so that near ones are there even of large schemas. A path goes through a list to a field of every item. */
export function fieldsIn(root: Type, start: string): readonly Completion[] {
  const found: Completion[] = [];
  let level: readonly { readonly path: string; readonly type: Type }[] = [{ path: start, type: root }];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    const next: { readonly path: string; readonly type: Type }[] = [];
    for (const { path, type } of level)
      for (const name of namesOf(type) ?? []) {
        if (found.length >= MOST_FIELDS) return found;
        const field = lookUpField(type, name);
        if (field.kind === 'nothing' || field.kind === 'never') continue;
        const text = path + nameText(name);
        const about = aboutField(type, name);
        found.push({
          kind: 'field',
          label: text,
          text,
          caret: text.length,
          ...(field.kind === 'unknown' ? {} : { type: typeText(field, 1) }),
          ...(about === undefined ? {} : { about }),
        });
        next.push({ path: `${text}.`, type: field });
      }
    level = next;
  }
  return found;
}

/** What the schema says of a field of these objects. */
export function aboutField(type: Type, name: string, depth = 0): string | undefined {
  for (const member of membersOf(type) ?? []) {
    if (member.kind === 'object') {
      const about = member.fields.get(name)?.about;
      if (about !== undefined) return about;
    } else if (member.kind === 'list' && depth < DEEPEST) {
      const about = aboutField(itemOf(member), name, depth + 1);
      if (about !== undefined) return about;
    }
  }
  return undefined;
}

/**
 * What is known after a condition came out true or false: of the paths and variables that it asks for. Only what is certain is taken; a
 * path that leads through lists is left as it is, since the condition may hold for another item.
 */
import type { SyntaxNode } from '../syntax-tree.ts';
import { absent, type Change, type Fact, factsOf } from './condition-facts.ts';
import type { Frame } from './frame.ts';
import { pathOf } from './plain-path.ts';
import { membersOf, NEVER, NOTHING, resolve, type Type } from './type.ts';
import { fieldOf, isSame, union, withField } from './union.ts';

/** What an expression is applied to, and its variables. */
export interface World {
  readonly input: Type;
  readonly frame: Frame;
}

export function narrowTrue(node: SyntaxNode, input: Type, frame: Frame): World {
  return applyFacts(factsOf(frame, node, true), input, frame);
}

export function narrowFalse(node: SyntaxNode, input: Type, frame: Frame): World {
  return applyFacts(factsOf(frame, node, false), input, frame);
}

/** `node` has given nothing. */
export function narrowAbsent(node: SyntaxNode, input: Type, frame: Frame): World {
  const path = pathOf(node);
  return path === undefined ? { input, frame } : applyFacts([{ ...path, change: absent }], input, frame);
}

function applyFacts(facts: readonly Fact[], input: Type, frame: Frame): World {
  let world: World = { input, frame };
  for (const fact of facts) world = applyFact(fact, world);
  return world;
}

function applyFact({ variable, names, change }: Fact, { input, frame }: World): World {
  const root = frame.find('$');
  if (variable === undefined || variable === '$') {
    const before = variable === undefined ? input : root;
    if (before === undefined) return { input, frame };
    const after = narrowAt(before, names, change);
    if (after === before) return { input, frame };
    // Where the whole is what the expression is applied to, both are known better.
    if (input === root) return { input: after, frame: frame.with('$', after) };
    return variable === undefined ? { input: after, frame } : { input, frame: frame.with('$', after) };
  }
  const before = frame.find(variable);
  // Set again later, it would still be taken for what it was by a function that was made here.
  if (before === undefined || frame.reset.has(variable)) return { input, frame };
  const after = narrowAt(before, names, change);
  return after === before ? { input, frame } : { input, frame: frame.with(variable, after) };
}

function narrowAt(type: Type, names: readonly string[], change: Change): Type {
  const [name, ...rest] = names;
  const resolved = resolve(type);
  if (name === undefined) {
    const changed = change(resolved);
    return isSame(changed, resolved) ? type : changed;
  }
  const members = membersOf(resolved);
  if (members === undefined) return type;
  let isChanged = false;
  const narrowed = members.map((member): Type => {
    if (member.kind === 'list') return member;
    if (member.kind !== 'object') {
      const left = change(NOTHING);
      if (left.kind !== 'never') return member;
      isChanged = true;
      return NEVER;
    }
    const before = fieldOf(member, name);
    const after = narrowAt(before, rest, change);
    if (after === before) return member;
    isChanged = true;
    if (after.kind === 'never') return NEVER;
    return withField(member, name, after);
  });
  return isChanged ? union(...narrowed) : type;
}

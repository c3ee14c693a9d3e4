/** `|pattern|changes, removals|`: a function that gives a changed copy of what it is given. */
import type { TransformNode } from '../syntax-tree.ts';
import { makeFunction } from './calls.ts';
import { type Compiling, NotCompiled } from './compiling.ts';
import { failure } from './failure.ts';
import type { Code } from './frame.ts';
import { toText } from './operations.ts';
import { readSignature } from './signature.ts';
import { isList, isObject, setField, type Value } from './value.ts';
import { descendantsOf } from './wildcards.ts';

const SIGNATURE = readSignature('<(oa):o>');

export function compileTransform(node: TransformNode, compiling: Compiling): Code {
  if ((compiling.scope?.placesOf('clone') ?? []).length > 0)
    throw new NotCompiled('it transforms with a "$clone" of its own', node.position);
  const pattern = compiling.compile(node.pattern, compiling);
  const update = compiling.compile(node.update, compiling);
  const remove = node.delete === undefined ? undefined : compiling.compile(node.delete, compiling);
  const places = { update: node.update.position, remove: node.delete?.position };
  return (_input, frame) =>
    makeFunction(
      ([given]) => {
        if (given === undefined) return undefined;
        const copy = JSON.parse(toText(given, frame.run)) as Value;
        const own = new Set<Value>(descendantsOf(copy, frame.run));
        const found = pattern(copy, frame);
        for (const match of found === undefined ? [] : isList(found) ? found : [found]) {
          // What is not of the copy belongs to somebody else.
          if (isObject(match) && !own.has(match)) continue;
          const changes = update(match, frame);
          if (changes !== undefined) {
            if (!isObject(changes)) throw failure('T2011', changes, places.update);
            if (isObject(match)) for (const name of Object.keys(changes)) setField(match as Record<string, Value>, name, changes[name]);
          }
          if (remove !== undefined) removeFields(match, remove(match, frame), places.remove);
        }
        return copy;
      },
      1,
      SIGNATURE,
      false,
    );
}

function removeFields(match: Value, names: Value, position: number | undefined): void {
  if (names === undefined) return;
  const list = isList(names) ? names : [names];
  if (list.some((name) => typeof name !== 'string')) throw failure('T2012', names, position);
  if (isObject(match)) for (const name of list) delete (match as Record<string, Value>)[name as string];
}

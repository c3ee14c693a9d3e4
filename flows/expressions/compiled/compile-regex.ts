/** `/pattern/flags`: a function that finds the next match in a text. */
import { makeFunction } from './calls.ts';
import { NotCompiled } from './compiling.ts';
import type { CompiledRegex, Evaluation } from './evaluation.ts';
import { failure } from './failure.ts';
import type { Code } from './frame.ts';
import type { FunctionValue, Value } from './value.ts';

export interface RegexNode {
  readonly type: 'regex';
  readonly value: RegExp;
  readonly position?: number;
}

export function compileRegex({ value, position }: RegexNode): Code {
  if (!(value instanceof RegExp)) throw new NotCompiled('the parser has lost a regular expression in it', position);
  const { source } = value;
  const flags = value.flags.replaceAll('g', '');
  let pattern: CompiledRegex | undefined;
  return (_input, { run }) => {
    const regex = (pattern ??= run.world.compileRegex(source, flags));
    return makeFunction(([text]) => findMatch(regex, text, 0, source, position, run), 1, undefined, false);
  };
}

/** Steps a linear engine takes for one character, about. */
const STEPS_PER_CHARACTER = 1;

function findMatch(regex: CompiledRegex, text: Value, from: number, source: string, position: number | undefined, run: Evaluation): Value {
  if (typeof text !== 'string') return undefined;
  run.spend(4 + (text.length - from) * STEPS_PER_CHARACTER);
  const found = regex.find(text, from);
  if (found === undefined) return undefined;
  const { start, end, groups } = found;
  const next: FunctionValue = makeFunction(
    () => {
      if (end >= text.length) return undefined;
      const following = findMatch(regex, text, end, source, position, run) as { readonly match: string } | undefined;
      // It would find that same place for ever.
      if (following !== undefined && following.match === '') throw failure('D1004', source, position);
      return following;
    },
    0,
    undefined,
    false,
  );
  return { match: text.slice(start, end), start, end, groups, next };
}

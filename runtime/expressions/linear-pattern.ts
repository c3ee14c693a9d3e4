/** Regular expressions for compiled expressions: RE2, whose time is linear in the text. */
import type { CompiledRegex } from '#flows/expressions/compiled/evaluation.ts';
import { ExpressionError } from '#flows/expressions/direct-value.ts';
import { LinearRegex } from './linear-regex.mjs';

/** Cheap for a pattern that is known already. Throws ExpressionError S0500 for look-around and back-references. */
export function compileLinear(source: string, flags: string): CompiledRegex {
  let regex: LinearRegex;
  try {
    regex = new LinearRegex({ source, flags });
  } catch (error) {
    throw new ExpressionError('S0500', (error as Error).message, undefined);
  }
  return {
    find(text, from) {
      regex.lastIndex = from;
      const match = regex.exec(text) as RegExpExecArray | null;
      if (match === null) return undefined;
      const [found, ...groups] = match;
      return { start: match.index, end: match.index + found!.length, groups };
    },
  };
}

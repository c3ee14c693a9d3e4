/** `$match`, `$contains`, `$replace`, `$split`: with a text, with a regular expression, or with any function that finds matches. */
import { invoke } from '../calls.ts';
import type { Evaluation } from '../evaluation.ts';
import { failure } from '../failure.ts';
import { type FunctionValue, isFunction, isList, isObject, Sequence, type Value } from '../value.ts';
import type { BuiltinDefinition } from './builtin-definition.ts';

export const MATCHING_FUNCTIONS: readonly BuiltinDefinition[] = [
  {
    name: 'match',
    signature: '<s-f<s:o>n?:a<o>>',
    arity: 3,
    call: ([text, matcher, limit], _input, run) => {
      if (text === undefined) return undefined;
      checkLimit('D3040', 'match', limit);
      const found: Value[] = [];
      for (const { match, start, groups } of matchesOf(text, matcher as FunctionValue, limit, run)) {
        found.push(groups === undefined ? { match, index: start } : { match, index: start, groups });
      }
      return new Sequence(found);
    },
  },
  {
    name: 'contains',
    signature: '<s-(sf):b>',
    arity: 2,
    call: ([text, token], _input, run) => {
      if (text === undefined || token === undefined) return undefined;
      run.spendReading((text as string).length);
      return isFunction(token) ? findNext(token, [text], run) !== undefined : (text as string).includes(token as string);
    },
  },
  {
    name: 'replace',
    signature: '<s-(sf)(sf)n?:s>',
    arity: 4,
    call: ([text, pattern, replacement, limit], _input, run) => {
      if (text === undefined) return undefined;
      if (pattern === '') throw failure('D3010');
      checkLimit('D3011', 'replace', limit);
      run.spendReading((text as string).length);
      return replace(text as string, pattern, replacement, limit as number | undefined, run);
    },
  },
  {
    name: 'split',
    signature: '<s-(sf)n?:a<s>>',
    arity: 3,
    call: ([given, separator, limit], _input, run) => {
      if (given === undefined) return undefined;
      const text = given as string;
      checkLimit('D3020', 'split', limit);
      if (limit !== undefined && !((limit as number) > 0)) return [];
      if (!isFunction(separator)) {
        run.spend(4 + text.length);
        return separator === undefined ? [text] : text.split(separator as string, limit as number | undefined);
      }
      return split(text, separator, limit as number | undefined, run);
    },
  },
];

interface Match {
  readonly match: Value;
  readonly start: Value;
  readonly end: Value;
  readonly groups: Value;
  readonly next: Value;
}

function checkLimit(code: string, name: string, limit: Value): void {
  if (limit !== undefined && (limit as number) < 0) throw failure(code, limit, undefined, { name });
}

/** Throws T1010 when the function gives something that is no match. */
function findNext(matcher: FunctionValue, args: readonly Value[], run: Evaluation): Match | undefined {
  const found = invoke(matcher, args, run);
  if (found === undefined) return undefined;
  const match = isObject(found) ? (found as unknown as Match) : undefined;
  const fits =
    match !== undefined &&
    (typeof match.start === 'number' || (match.end as unknown) === 'number' || isList(match.groups) || isFunction(match.next));
  if (found !== null && found !== false && found !== 0 && found !== '' && !fits) throw failure('T1010');
  return match;
}

/** One after another, each found only when it is asked for. */
function* matchesOf(text: Value, matcher: FunctionValue, limit: Value, run: Evaluation): Generator<Match> {
  if (limit !== undefined && !((limit as number) > 0)) return;
  let match = findNext(matcher, [text], run);
  for (let count = 1; match !== undefined; count += 1) {
    yield match;
    const { next } = match;
    // The next one is looked for even where nobody will see it: what it throws counts.
    if (!isFunction(next)) throw failure('T1010');
    match = findNext(next, [], run);
    if (limit !== undefined && count >= (limit as number)) return;
  }
}

function replace(text: string, pattern: Value, replacement: Value, limit: number | undefined, run: Evaluation): string {
  if (limit !== undefined && !(limit > 0)) return text;
  let result = '';
  let position = 0;
  const add = (from: number, to: number, put: string) => {
    result += text.slice(from, to) + put;
    run.spendText(result.length < 4096 ? put.length : result.length);
  };
  if (!isFunction(pattern)) {
    const token = pattern as string;
    const put = isFunction(replacement) ? String(replacement) : String(replacement as string);
    let at = text.indexOf(token);
    for (let count = 0; at !== -1 && (limit === undefined || count < limit); count += 1) {
      add(position, at, put);
      position = at + token.length;
      at = text.indexOf(token, position);
    }
    return result + text.slice(position);
  }
  for (const match of matchesOf(text, pattern, limit, run)) {
    const put = isFunction(replacement)
      ? invoke(replacement, [match as unknown as Value], run)
      : fillIn(String(replacement as string), match);
    if (typeof put !== 'string') throw failure('D3012', put);
    add(position, match.start as number, put);
    position = (match.start as number) + String(match.match as string).length;
  }
  return result + text.slice(position);
}

/** `$1` is what the first group holds, `$0` the whole match, `$$` a dollar. */
function fillIn(template: string, { match, groups }: Match): string {
  const held = isList(groups) ? groups : [];
  const mostDigits = held.length === 0 ? 1 : Math.floor(Math.log10(held.length)) + 1;
  let filled = '';
  let position = 0;
  for (let at = template.indexOf('$'); at !== -1; at = template.indexOf('$', position)) {
    filled += template.slice(position, at);
    position = at + 1;
    const sign = template[position];
    if (sign === '$' || sign === '0') {
      filled += sign === '$' ? '$' : String(match as string);
      position += 1;
      continue;
    }
    let group = Number.parseInt(template.slice(position, position + mostDigits), 10);
    if (mostDigits > 1 && group > held.length) group = Number.parseInt(template.slice(position, position + mostDigits - 1), 10);
    if (Number.isNaN(group)) filled += '$';
    else {
      const value = held[group - 1];
      if (value !== undefined) filled += String(value as string);
      position += String(group).length;
    }
  }
  return filled + template.slice(position);
}

function split(text: string, matcher: FunctionValue, limit: number | undefined, run: Evaluation): Value {
  const parts: Value[] = [];
  let position = 0;
  for (const match of matchesOf(text, matcher, limit, run)) {
    parts.push(text.slice(position, match.start as number));
    position = match.end as number;
  }
  if (limit === undefined || parts.length < limit) parts.push(text.slice(position));
  return parts;
}

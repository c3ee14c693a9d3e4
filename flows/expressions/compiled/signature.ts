/**
 * Signatures such as `<s-nn?:s>`: which arguments a function takes. `-` behind a parameter: when it is missing, what the function is
 * applied to takes its place; `?`: may be missing; `+`: one or more; `a<s>`: a list of texts, one text counts as a list of one.
 */
import { failure } from './failure.ts';
import { isFunction, isList, type Value } from './value.ts';

export interface Signature {
  readonly parameters: readonly Parameter[];
  /** Every parameter takes exactly one argument, or none when it is the last ones that are missing. */
  readonly pattern: RegExp;
}

export interface Parameter {
  /** `s n b l o a f j x`, or `(…)` for a choice. */
  readonly type: string;
  /** The kinds that fit, `m` for a missing one among them. */
  readonly kinds: string;
  /** The same, a bit for each. */
  readonly fits: number;
  /** What the items of a list must be. */
  readonly items?: string;
  /** The same; all bits where any will do. */
  readonly itemsFit: number;
  readonly fromContext: boolean;
  readonly repeat: '' | '?' | '+';
}

const ANYTHING = 'asnblfom';
const KINDS: { readonly [type: string]: string } = {
  a: ANYTHING,
  x: ANYTHING,
  j: 'asnblom',
  f: 'f',
  s: 'sm',
  n: 'nm',
  b: 'bm',
  l: 'lm',
  o: 'om',
};
const PLURALS: { readonly [kind: string]: string } = {
  a: 'lists',
  b: 'booleans',
  f: 'functions',
  n: 'numbers',
  o: 'objects',
  s: 'texts',
};

/** Of a signature that the parser has accepted. */
export function readSignature(text: string): Signature {
  const parameters: Mutable<Parameter>[] = [];
  for (let at = 1; at < text.length; at += 1) {
    const sign = text[at]!;
    const last = parameters.at(-1);
    if (sign === ':') break;
    if (sign === '(') {
      const end = closing(text, at, '(', ')');
      const choice = text.slice(at + 1, end);
      parameters.push(parameterOf(`(${choice})`, `${choice}m`));
      at = end;
    } else if (sign === '<' && last !== undefined) {
      const end = closing(text, at, '<', '>');
      last.items = text.slice(at + 1, end);
      last.itemsFit = bitsOf(last.items[0] ?? '');
      at = end;
    } else if (sign === '-' && last !== undefined) last.fromContext = true;
    else if ((sign === '?' || sign === '+') && last !== undefined) last.repeat = sign;
    else if (KINDS[sign] !== undefined) parameters.push(parameterOf(sign, KINDS[sign]));
  }
  const groups = parameters.map(({ kinds, fromContext, repeat }) => `([${kinds}]${fromContext ? '?' : ''}${repeat})`);
  return { parameters, pattern: new RegExp(`^${groups.join('')}$`) };
}

function parameterOf(type: string, kinds: string): Mutable<Parameter> {
  return { type, kinds, fits: bitsOf(kinds), itemsFit: -1, fromContext: false, repeat: '' };
}

function bitsOf(kinds: string): number {
  return [...kinds].reduce((bits, kind) => bits | (1 << ANYTHING.indexOf(kind)), 0);
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function closing(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    else if (text[at] === close) depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

function kindOf(value: Value): string {
  return ANYTHING[31 - Math.clz32(bitOf(value))]!;
}

const LIST = bitsOf('a');
const TEXT = bitsOf('s');
const NUMBER = bitsOf('n');
const BOOLEAN = bitsOf('b');
const NULL = bitsOf('l');
const FUNCTION = bitsOf('f');
const OBJECT = bitsOf('o');
const MISSING = bitsOf('m');

function bitOf(value: Value): number {
  switch (typeof value) {
    case 'string':
      return TEXT;
    case 'number':
      return NUMBER;
    case 'boolean':
      return BOOLEAN;
    case 'function':
      return FUNCTION;
    case 'undefined':
      return MISSING;
    default:
      return value === null ? NULL : isList(value) ? LIST : OBJECT;
  }
}

/** The arguments as the function wants them. Throws T0410, T0411, T0412. */
export function fitArguments(signature: Signature, args: readonly Value[], context: Value, name: string | undefined): readonly Value[] {
  return fitOneByOne(signature, args) ?? fitByPattern(signature, args, context, name);
}

/** The common case: as many arguments as parameters, or fewer where the rest may be missing, and each fits as it is. */
function fitOneByOne({ parameters }: Signature, args: readonly Value[]): readonly Value[] | undefined {
  if (args.length > parameters.length) return undefined;
  for (let index = 0; index < parameters.length; index += 1) {
    const { type, fits, itemsFit, repeat } = parameters[index]!;
    if (index >= args.length) {
      if (repeat !== '?') return undefined;
      continue;
    }
    const arg = args[index];
    const bit = bitOf(arg);
    if (repeat === '+' || (fits & bit) === 0) return undefined;
    if (type === 'a' && bit !== MISSING && (bit !== LIST || (itemsFit !== -1 && !holdsOnly(arg as readonly Value[], itemsFit))))
      return undefined;
  }
  return args;
}

function holdsOnly(list: readonly Value[], bits: number): boolean {
  for (let at = 0; at < list.length; at += 1) if ((bitOf(list[at]) & bits) === 0) return false;
  return true;
}

function fitByPattern(
  { parameters, pattern }: Signature,
  args: readonly Value[],
  context: Value,
  name: string | undefined,
): readonly Value[] {
  const kinds = args.map(kindOf).join('');
  const match = pattern.exec(kinds);
  if (match === null) throw misfit(parameters, args, kinds, name);
  const fitted: Value[] = [];
  let at = 0;
  for (const [index, parameter] of parameters.entries()) {
    const matched = match[index + 1]!;
    if (matched === '') {
      if (!parameter.fromContext) fitted.push(args[at++]);
      else if (parameter.kinds.includes(kindOf(context))) fitted.push(context);
      else throw failure('T0411', context, undefined, named(name, at));
    }
    for (const kind of matched) {
      fitted.push(parameter.type === 'a' ? fitList(parameter, args[at], kind, matched, name, at) : args[at]);
      at += 1;
    }
  }
  return fitted;
}

function fitList(parameter: Parameter, arg: Value, kind: string, matched: string, name: string | undefined, at: number): Value {
  if (kind === 'm') return undefined;
  const { items, itemsFit } = parameter;
  if (items !== undefined && (kind === 'a' ? !holdsOnly(arg as readonly Value[], itemsFit) : matched !== items)) {
    throw failure('T0412', arg, undefined, { ...named(name, at), other: PLURALS[items] ?? 'that kind' });
  }
  return kind === 'a' ? arg : [arg];
}

function named(name: string | undefined, at: number): { readonly argument: number; readonly name?: string } {
  return { argument: at + 1, ...(name === undefined ? {} : { name }) };
}

/** Which argument does not fit? The first one behind all that do. */
function misfit(parameters: readonly Parameter[], args: readonly Value[], kinds: string, name: string | undefined): Error {
  let pattern = '^';
  let good = 0;
  for (const { kinds: fitting, fromContext, repeat } of parameters) {
    pattern += `[${fitting}]${fromContext ? '?' : ''}${repeat}`;
    const match = new RegExp(pattern).exec(kinds);
    if (match === null) break;
    good = match[0].length;
  }
  const arg = args[good];
  return failure('T0410', isFunction(arg) ? undefined : arg, undefined, named(name, good));
}

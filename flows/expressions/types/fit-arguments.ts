/** Do arguments fit a signature (compiled/signature.ts)? And as what does the function see them? */
import type { Parameter, Signature } from '../compiled/signature.ts';
import { type Member, membersOf, NOTHING, type Resolved, resolve, type Type, tupleOf, UNKNOWN } from './type.ts';
import { itemOf, mapMembers, union } from './union.ts';

export interface Fit {
  /** One for each parameter, as the function sees them; undefined where it cannot be told which is which. */
  readonly args: readonly Resolved[] | undefined;
  /** Everything was known well enough to say that it fits, or that it does not. */
  readonly sure: boolean;
  readonly misfit?: Misfit;
  /** There are fewer arguments than it needs. */
  readonly isShort?: true;
}

export interface Misfit {
  /** 0-based, of the arguments that are written; -1: what the call is applied to takes its place. */
  readonly argument: number;
  /** What does not fit; `isSure` when nothing of it does. */
  readonly wrong: Type;
  readonly isSure: boolean;
  readonly wanted: string;
  readonly parameter: number;
}

export function fitArguments({ parameters }: Signature, args: readonly Type[], context: Type): Fit {
  const needed = parameters.filter(({ repeat }) => repeat !== '?').length;
  const [first] = parameters;
  if (parameters.length > 1 && parameters.some(({ repeat }) => repeat === '+')) return { args: undefined, sure: false };
  if (first?.repeat === '+' && args.length === 0) return { args: undefined, sure: true, isShort: true };
  if (first?.repeat === '+') return { args: args.map((arg) => asList(arg)), sure: args.every((arg) => membersOf(arg) !== undefined) };
  if (args.length > parameters.length) return { args: undefined, sure: false };
  const fewest = needed - (parameters.some(({ fromContext }) => fromContext) ? 1 : 0);
  if (args.length < fewest) return { args: undefined, sure: true, isShort: true };
  if (first?.fromContext === true) {
    const mayBeContext = args.length < parameters.length;
    const [arg] = args;
    if (args.length < needed || (mayBeContext && arg !== undefined && !isFitting(first, arg, 'sure'))) {
      // An argument that may be missing may stand for the first one that is.
      if (arg !== undefined && args.length >= needed && isFitting(first, arg, 'maybe')) return { args: undefined, sure: false };
      const shifted = fitAll(parameters, [context, ...args], 1);
      if (arg === undefined || args.length < needed || shifted.misfit === undefined) return shifted;
    }
  }
  return fitAll(parameters, args, 0);
}

function fitAll(parameters: readonly Parameter[], args: readonly Type[], shift: number): Fit {
  const fitted: Resolved[] = [];
  let sure = true;
  let misfit: Misfit | undefined;
  for (const [at, parameter] of parameters.entries()) {
    const arg = args[at];
    if (arg === undefined) {
      fitted.push(NOTHING);
      continue;
    }
    const members = membersOf(arg);
    if (members === undefined) sure = false;
    // Of the context nothing must be there, while an argument may find nothing.
    const wrong = (members ?? []).filter((member) => ['sure', 'some'].includes(misses(parameter, member)));
    if ((members ?? []).some((member) => misses(parameter, member) === 'maybe')) sure = false;
    if (wrong.length > 0 && misfit === undefined)
      misfit = {
        argument: at - shift,
        wrong: union(...wrong),
        // What is missing fits, but is no value that does.
        isSure:
          wrong.length === members!.filter(({ kind }) => kind !== 'nothing' || !parameter.kinds.includes('m')).length &&
          wrong.every((member) => misses(parameter, member) === 'sure'),
        wanted: wantedText(parameter),
        parameter: at,
      };
    fitted.push(parameter.type === 'a' ? asList(arg) : resolve(arg));
  }
  return { args: fitted, sure, ...(misfit === undefined ? {} : { misfit }) };
}

function isFitting(parameter: Parameter, arg: Type, how: 'sure' | 'maybe'): boolean {
  const members = membersOf(arg);
  if (members === undefined) return how === 'maybe';
  const fits = (member: Member) => misses(parameter, member) !== 'sure' && member.kind !== 'nothing';
  return how === 'sure' ? members.every(fits) : members.some((member) => misses(parameter, member) !== 'sure');
}

const SIGNS: { readonly [kind in Member['kind']]: string } = {
  nothing: 'm',
  null: 'l',
  boolean: 'b',
  number: 'n',
  text: 's',
  list: 'a',
  object: 'o',
  function: 'f',
};

/** `sure`: it does not fit; `some`: an item of the list does not; `maybe`: it is not known what the items are. */
function misses({ type, kinds, items }: Parameter, member: Member): 'no' | 'maybe' | 'some' | 'sure' {
  const sign = SIGNS[member.kind];
  if (!kinds.includes(sign)) return 'sure';
  if (type !== 'a' || items === undefined || sign === 'm') return 'no';
  const wanted = items[0]!;
  if (member.kind !== 'list') return sign === wanted ? 'no' : 'sure';
  if (member.max === 0) return 'no';
  const inside = membersOf(itemOf(member));
  if (inside === undefined) return 'maybe';
  if (inside.every((one) => SIGNS[one.kind] === wanted)) return 'no';
  return member.min > 0 && inside.every((one) => SIGNS[one.kind] !== wanted) ? 'sure' : 'some';
}

function asList(type: Type): Resolved {
  const resolved = resolve(type);
  if (resolved.kind === 'unknown') return UNKNOWN;
  return mapMembers(resolved, (member) => (member.kind === 'list' || member.kind === 'nothing' ? member : tupleOf([member])));
}

const NAMES: { readonly [sign: string]: string } = {
  s: 'a text',
  n: 'a number',
  b: 'true or false',
  o: 'an object',
  a: 'a list',
  f: 'a function',
  l: 'null',
};
const PLURALS: { readonly [sign: string]: string } = { s: 'texts', n: 'numbers', b: 'booleans', o: 'objects', f: 'functions' };

function wantedText({ type, items }: Parameter): string {
  if (type === 'a') return items === undefined ? 'a list' : `a list of ${PLURALS[items[0]!] ?? 'values'}`;
  if (type === 'x' || type === 'j') return 'a value';
  const signs = type.startsWith('(') ? [...type.slice(1, -1)] : [type];
  return signs.map((sign) => NAMES[sign] ?? 'a value').join(' or ');
}

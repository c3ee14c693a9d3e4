/** `$string`, `$number`, `$now` and the like: texts, numbers, times; and what their conversions lose. */

import { placeOf } from '../places.ts';
import { settle } from '../stream.ts';
import {
  BOOLEAN,
  INTEGER,
  type Loss,
  listOf,
  type Member,
  membersOf,
  NOTHING,
  NULL,
  NUMBER,
  type NumberType,
  objectOf,
  type Resolved,
  TEXT,
  type TextType,
  type Type,
  UNKNOWN,
} from '../type.ts';
import { mapMembers, union } from '../union.ts';
import type { BuiltinType, Call } from './builtin-type.ts';
import { constantOf, given, givenEach } from './given.ts';

const text: BuiltinType = ([arg]) => given(arg!, TEXT);
const number: BuiltinType = ([arg]) => given(arg!, NUMBER);

export const TEXT_TYPES: { readonly [name: string]: BuiltinType } = {
  string: ([arg]) =>
    mapMembers(arg!, (member) => {
      if (member.kind === 'nothing' || member.kind === 'text') return member;
      return member.kind === 'number' && member.lost !== undefined ? { ...TEXT, lost: member.lost } : TEXT;
    }),
  substring: ([arg, start, length], call) => {
    if (constantOf(start) !== 0 || constantOf(length) !== 10) return given(arg!, TEXT);
    return givenEach(arg!, 'text', TEXT, (member) => dateOf(member as TextType, call));
  },
  substringBefore: ([arg, mark], call) =>
    constantOf(mark) === 'T' ? givenEach(arg!, 'text', TEXT, (member) => dateOf(member as TextType, call)) : given(arg!, TEXT),
  substringAfter: text,
  lowercase: text,
  uppercase: ([arg]) => givenEach(arg!, 'text', TEXT, upper),
  length: ([arg]) => given(arg!, INTEGER),
  trim: ([arg]) => givenEach(arg!, 'text', TEXT, upper),
  pad: text,
  join: text,
  base64encode: text,
  base64decode: text,
  encodeUrlComponent: text,
  encodeUrl: text,
  decodeUrlComponent: text,
  decodeUrl: text,
  contains: ([arg, token]) => given(token!, given(arg!, BOOLEAN)),
  replace: text,
  split: ([arg]) => given(arg!, listOf(TEXT)),
  match: ([arg, matcher]) => {
    const isRegex = membersOf(matcher!)?.every((member) => member.kind === 'function' && member.shape?.kind === 'regex') === true;
    const match = isRegex
      ? objectOf({ match: TEXT, index: INTEGER, groups: listOf(union(TEXT, NULL, NOTHING)) })
      : { kind: 'object' as const, fields: new Map(), rest: UNKNOWN };
    return given(arg!, settle({ item: match, min: 0, max: Number.POSITIVE_INFINITY }));
  },
  formatNumber: text,
  formatInteger: text,
  formatBase: text,
};

/** Writes no other signs where there are no letters. */
function upper(member: Member): Resolved {
  const { format } = member as TextType;
  return format === 'date' || format === 'decimal' || format === 'zero-padded' ? { kind: 'text', format } : TEXT;
}

function dateOf({ format }: TextType, call: Call): Resolved {
  if (format === 'date') return { kind: 'text', format };
  if (format !== 'date-time') return TEXT;
  return { kind: 'text', format: 'date', ...lossAt('time', call) };
}

function lossAt(what: Loss['what'], { node, inferring }: Call): { readonly lost?: Loss } {
  return node === undefined ? {} : { lost: { what, at: placeOf(node, inferring.source) } };
}

export const NUMBER_TYPES: { readonly [name: string]: BuiltinType } = {
  number: ([arg], call) => {
    if (arg!.kind === 'unknown') return union(NUMBER, NOTHING);
    return mapMembers(arg!, (member) => {
      if (member.kind === 'nothing' || member.kind === 'number') return member;
      if (member.kind === 'boolean') return INTEGER;
      return member.kind === 'text' ? numberOfText(member, call) : NUMBER;
    });
  },
  abs: ([arg]) => sameNumber(arg!),
  floor: ([arg]) => toInteger(arg!),
  ceil: ([arg]) => toInteger(arg!),
  round: ([arg, digits]) => (digits!.kind === 'nothing' ? toInteger(arg!) : withoutLoss(arg!)),
  sqrt: number,
  power: number,
  random: () => NUMBER,
  parseInteger: ([arg]) => union(given(arg!, NUMBER), NOTHING),
  sum: ([list]) => given(list!, itemNumber(list!)),
  // Of an empty list there is none.
  average: ([list]) => union(given(list!, { ...itemNumber(list!), integer: false }), mayBeEmpty(list!)),
  max: ([list]) => union(given(list!, itemNumber(list!)), mayBeEmpty(list!)),
  min: ([list]) => union(given(list!, itemNumber(list!)), mayBeEmpty(list!)),
};

/** Digits that a number keeps: 15 always arrive. */
const DIGITS_OF_NUMBER = 15;

function numberOfText({ format, digits, unit, values }: TextType, call: Call): Resolved {
  const lost =
    format === 'zero-padded'
      ? lossAt('leading-zeros', call)
      : format === 'decimal' && digits !== undefined && digits > DIGITS_OF_NUMBER
        ? lossAt('digits', call)
        : {};
  const integer = format === 'zero-padded' || values?.every((value) => /^-?\d+$/.test(value)) === true;
  return { kind: 'number', ...(integer ? { integer } : {}), ...(unit === undefined ? {} : { unit }), ...lost };
}

function sameNumber(arg: Resolved): Resolved {
  return givenEach(arg, 'number', NUMBER, (member) => {
    const { values: _, ...rest } = member as NumberType;
    return rest;
  });
}

/** Rounded on purpose: that is no loss. */
function withoutLoss(arg: Resolved): Resolved {
  return givenEach(arg, 'number', NUMBER, (member) => {
    const { integer, unit } = member as NumberType;
    return { kind: 'number', ...(integer === true ? { integer } : {}), ...(unit === undefined ? {} : { unit }) };
  });
}

function toInteger(arg: Resolved): Resolved {
  return givenEach(arg, 'number', INTEGER, (member) => {
    const { unit } = member as NumberType;
    return unit === undefined ? INTEGER : { ...INTEGER, unit };
  });
}

function itemNumber(list: Resolved): NumberType {
  const numbers = (membersOf(list) ?? []).flatMap((member) =>
    member.kind === 'list' ? [...member.prefix, member.items].flatMap((item): readonly Type[] => membersOf(item) ?? [UNKNOWN]) : [],
  );
  const isInteger = numbers.length > 0 && numbers.every((one) => one.kind === 'number' && one.integer === true);
  const units = new Set(numbers.map((one) => (one.kind === 'number' ? one.unit : undefined)));
  const [unit] = units;
  const lost = numbers.map((one) => (one.kind === 'number' ? one.lost : undefined)).find((loss) => loss?.what === 'digits');
  return {
    kind: 'number',
    ...(isInteger ? { integer: true } : {}),
    ...(units.size === 1 && unit !== undefined ? { unit } : {}),
    ...(lost === undefined ? {} : { lost }),
  };
}

function mayBeEmpty(list: Resolved): Resolved {
  const members = membersOf(list);
  return members === undefined || members.some((member) => member.kind === 'list' && member.min === 0) ? NOTHING : { kind: 'never' };
}

const DATE_TIME: TextType = { kind: 'text', format: 'date-time' };

export const TIME_TYPES: { readonly [name: string]: BuiltinType } = {
  now: ([picture, zone]) => (picture!.kind === 'nothing' && zone!.kind === 'nothing' ? DATE_TIME : TEXT),
  millis: () => INTEGER,
  fromMillis: ([millis, picture, zone]) => given(millis!, picture!.kind === 'nothing' && zone!.kind === 'nothing' ? DATE_TIME : TEXT),
  toMillis: ([arg, picture]) => (picture!.kind === 'nothing' ? given(arg!, NUMBER) : union(given(arg!, NUMBER), NOTHING)),
};

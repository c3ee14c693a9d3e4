/** `$now`, `$millis`, `$fromMillis`, `$toMillis`. Time is the recorded start of the step; a timestamp without a zone is UTC. */
import type { SyntaxNode } from '../../syntax-tree.ts';
import { failure } from '../failure.ts';
import type { Value } from '../value.ts';
import type { BuiltinDefinition } from './builtin-definition.ts';
import { isPlainPicture } from './date-picture.ts';
import { formatMillis, parseMillis } from './reference-formats.ts';

export const TIME_FUNCTIONS: readonly BuiltinDefinition[] = [
  { name: 'now', signature: '<s?s?:s>', arity: 2, call: ([picture, zone], _input, run) => fromMillis(run.world.at, picture, zone) },
  { name: 'millis', signature: '<:n>', arity: 0, canBePartial: false, call: (_args, _input, run) => run.world.at },
  { name: 'fromMillis', signature: '<n-s?s?:s>', arity: 3, call: ([millis, picture, zone]) => fromMillis(millis, picture, zone) },
  {
    name: 'toMillis',
    signature: '<s-s?:n>',
    arity: 2,
    call: ([text, picture], _input, run) => {
      if (text === undefined) return undefined;
      return picture === undefined ? toMillis(text as string) : parseMillis(text as string, picture as string, run.world.at);
    },
    contained: (args) =>
      readsByPlainPicture(args) ? undefined : 'it reads a date by a picture that is computed, or is not of plain parts',
  },
];

function readsByPlainPicture(args: readonly SyntaxNode[] | undefined): boolean {
  if (args === undefined) return false;
  const [, picture] = args;
  return picture === undefined || (picture.type === 'string' && isPlainPicture(String(picture.value)));
}

function fromMillis(millis: Value, picture: Value, zone: Value): string | undefined {
  if (millis === undefined) return undefined;
  const at = millis as number;
  if (!(Math.abs(at) <= 8.64e15)) throw failure('D3110', at);
  if (picture === undefined && zone === undefined) {
    const text = new Date(at).toISOString();
    // Years beyond four digits are written with a sign there, and without one here.
    if (text.length === 24) return text;
  }
  return formatMillis(at, picture as string | undefined, zone as string | undefined);
}

const ISO = /^\d{4}(-[01]\d)?(-[0-3]\d)?(T[0-2]\d:[0-5]\d:[0-5]\d)?(\.\d+)?([+-][0-2]\d:?[0-5]\d|Z)?$/;

function toMillis(text: string): number {
  const match = ISO.exec(text);
  if (match === null) throw failure('D3110', text);
  const [, , , time, , zone] = match;
  return Date.parse(time !== undefined && zone === undefined ? `${text}Z` : text);
}

/**
 * Pictures of numbers and dates are written and read by the reference implementation's own functions: plain computations on a number and a
 * short text, with nothing in them that evaluates. They are called here with lengths that bound what they take.
 */
import jsonata from 'jsonata';
import type { ExpressionError } from '../../direct-value.ts';
import { ExpressionLimit } from '../evaluation.ts';
import { failure } from '../failure.ts';
import type { Value } from '../value.ts';

interface Formats {
  readonly number: (value: number, picture: string, options: Value) => string;
  readonly integer: (value: number, picture: string) => string;
  readonly parsed: (text: string, picture: string) => number;
  readonly millis: (millis: number, picture: string | undefined, zone: string | undefined) => string;
  readonly read: (this: { readonly environment: { readonly timestamp: Date } }, text: string, picture: string) => number | undefined;
}

/**
 * The library gives its functions only later, after a few turns of this same loop and before any timer or message: whoever imports this in
 * a module's first breath cannot call it yet, all others can. Awaited here, it would make a module that waits of each that imports it.
 */
let formats: Formats | undefined;
void loadFormats().then((loaded) => {
  formats = loaded;
});

async function loadFormats(): Promise<Formats> {
  const found: unknown = await jsonata('[$formatNumber, $formatInteger, $parseInteger, $fromMillis, $toMillis]').evaluate(null);
  const [number, integer, parsed, millis, read] = (found as readonly { readonly implementation: unknown }[]).map(
    ({ implementation }) => implementation,
  );
  return { number, integer, parsed, millis, read } as Formats;
}

export function formatNumber(value: number, picture: string, options: Value): string {
  checkLength(picture, 'formatNumber');
  const formats = loaded();
  return refused(picture, 'formatNumber', () => formats.number(value, picture, options));
}

export function formatInteger(value: number, picture: string): string {
  checkLength(picture, 'formatInteger');
  // Letters and Roman numerals grow with the number itself.
  if (Math.abs(value) > 1_000_000 && !/[0-9#]/.test(picture) && !/^[Ww]/.test(picture)) throw tooLong();
  const formats = loaded();
  return refused(picture, 'formatInteger', () => formats.integer(value, picture));
}

export function parseInteger(text: string, picture: string): number {
  checkLength(picture, 'parseInteger');
  if (text.length > LONGEST_PICTURE) throw tooLong();
  const formats = loaded();
  return refused(picture, 'parseInteger', () => formats.parsed(text, picture));
}

export function formatMillis(millis: number, picture: string | undefined, zone: string | undefined): string {
  checkLength(picture ?? '', 'fromMillis');
  // `[Y,1000000]` asks for a year of a million digits.
  if (picture !== undefined && /,[^,\]]*\d{4}[^,\]]*\]/.test(picture)) throw tooLong();
  const formats = loaded();
  return refused(picture, 'fromMillis', () => formats.millis(millis, picture, zone));
}

/** By a plain picture (date-picture.ts) alone. What it leaves open above is taken from `at`. */
export function parseMillis(text: string, picture: string, at: number): number | undefined {
  if (text.length > LONGEST_PICTURE) return undefined;
  const formats = loaded();
  return refused(picture, 'toMillis', () => formats.read.call({ environment: { timestamp: new Date(at) } }, text, picture));
}

function loaded(): Formats {
  if (formats === undefined) throw new Error('formatted while modules are still being read');
  return formats;
}

const LONGEST_PICTURE = 200;

/** Throws T0410 where the picture is missing: what is not there fits every signature, and the reference stumbles over it. */
function checkLength(picture: string | undefined, name: string): void {
  if (picture === undefined) throw misfit(picture, name);
  if (picture.length > LONGEST_PICTURE) throw tooLong();
}

function tooLong(): ExpressionLimit {
  return new ExpressionLimit('expression-limit', 'A number or date is to be written in a way that takes too long.');
}

function misfit(picture: string | undefined, name: string): ExpressionError {
  return failure('T0410', picture, undefined, { argument: 2, name });
}

function refused<T>(picture: string | undefined, name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code, value } = error as { readonly code?: unknown; readonly value?: Value };
    // Some pictures that mean nothing make it stumble.
    if (typeof code !== 'string') throw misfit(picture, name);
    throw failure(code, value);
  }
}

/** Where a value of a type would not fit, and how that is said. */
import type { Finding, Fix } from './finding.ts';
import type { Member, Place } from './type.ts';
import { typeText } from './type-text.ts';
import { union } from './union.ts';

/** A sentence with types in it takes as long as this many parts. */
const STEPS_OF_REPORT = 20;

export interface Mismatch extends Omit<Finding, 'at'> {
  /** JSON Pointer into the value; `*` stands for every item of a list. */
  readonly path: string;
  /** Where the expression makes that part; absent: the expression as a whole. */
  readonly at?: Place;
}

/** One comparison under way. */
export interface Comparing {
  readonly fitsLists: boolean;
  readonly source: string;
  readonly found: Mismatch[];
  /** Steps that it may still take. */
  left: number;
}

/** The part that is compared, and what makes it. */
export interface Spot {
  readonly path: string;
  readonly at: Place | undefined;
  readonly depth: number;
  readonly isRequired: boolean;
  /** What it lies in, from the inside out. */
  readonly above?: Above | undefined;
}

export interface Above {
  readonly members: readonly Member[];
  readonly targets: readonly Member[];
  readonly above: Above | undefined;
}

export function report(
  comparing: Comparing,
  { path, at }: Spot,
  severity: Finding['severity'],
  code: Finding['code'],
  message: string,
  help: string,
  fix?: Fix,
): void {
  comparing.left -= STEPS_OF_REPORT;
  comparing.found.push({ code, severity, path, message, help, ...(at === undefined ? {} : { at }), ...(fix === undefined ? {} : { fix }) });
}

/** A fix that puts something around the text that makes the part; none where that text is not known. */
export function wrapped({ at, path }: Spot, { source }: Comparing, change: (text: string) => string | undefined): Fix | undefined {
  if (source === '') return undefined;
  const isWhole = at === undefined && (path === '' || path === '/0');
  const offset = source.length - source.trimStart().length;
  const place = isWhole ? { offset, length: source.trim().length } : at;
  if (place === undefined || place.length === 0) return undefined;
  const text = change(source.slice(place.offset, place.offset + place.length));
  return text === undefined ? undefined : { at: place, text };
}

export function reportMissing(isSure: boolean, spot: Spot, comparing: Comparing): void {
  const name =
    spot.path === ''
      ? 'A value'
      : `"${spot.path
          .slice(spot.path.lastIndexOf('/') + 1)
          .replaceAll('~1', '/')
          .replaceAll('~0', '~')}"`;
  if (isSure) report(comparing, spot, 'error', 'not-mapped', `${name} is required, and nothing gives it.`, 'Give it a value.');
  else
    report(
      comparing,
      spot,
      'warning',
      'may-be-missing',
      `${name} is required, and this may be missing.`,
      'Say what stands there then, with "??", or leave the run before.',
    );
}

export function reportWrong(
  wrong: readonly Member[],
  there: readonly Member[],
  targets: readonly Member[],
  spot: Spot,
  comparing: Comparing,
): void {
  const isSure = wrong.length === there.length;
  const wanted = union(...targets.filter(({ kind }) => kind !== 'nothing'));
  report(
    comparing,
    spot,
    isSure ? 'error' : 'warning',
    isSure ? 'wrong-type' : 'may-be-wrong-type',
    `This ${isSure ? 'is' : 'may be'} ${typeText(union(...wrong), 1)}, and ${typeText(wanted, 1)} is wanted.`,
    helpFor(wrong, targets),
    isSure && wrong.length === 1 ? wrapped(spot, comparing, (text) => conversion(wrong[0]!, targets, text)) : undefined,
  );
}

function helpFor(wrong: readonly Member[], targets: readonly Member[]): string {
  if (wrong.every(({ kind }) => kind === 'null')) return 'Leave it out where it is null: x != null ? x.';
  if (wrong.some(({ kind }) => kind === 'list'))
    return 'There may be several: choose one with [0], or look for the right one with a condition.';
  if (targets.some(({ kind }) => kind === 'text')) return 'Convert it with $string.';
  if (targets.some(({ kind }) => kind === 'number')) return 'Convert it with $number.';
  return 'Take another field, or convert it.';
}

function conversion(wrong: Member, targets: readonly Member[], text: string): string | undefined {
  const target = targets.find(({ kind }) => kind !== 'null' && kind !== 'nothing');
  if (target?.kind === 'number' && wrong.kind === 'text' && (wrong.format === 'decimal' || wrong.format === 'zero-padded'))
    return `$number(${text})`;
  if (target?.kind === 'text' && (wrong.kind === 'number' || wrong.kind === 'boolean')) {
    if (target.format === 'zero-padded' && target.digits !== undefined) return `$pad($string(${text}), -${target.digits}, "0")`;
    return target.values === undefined && (target.format === undefined || target.format === 'decimal') ? `$string(${text})` : undefined;
  }
  return target?.kind === 'list' && wrong.kind !== 'function' ? `[${text}]` : undefined;
}

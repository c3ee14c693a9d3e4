/** Does every text, number or boolean of a type fit what is wanted: values, formats, lengths, units? */
import { isOfFormat, isOfPattern } from './constant-text.ts';
import { type Comparing, report, type Spot, wrapped } from './mismatch.ts';
import { nearName } from './near-name.ts';
import type { NumberType, TextType } from './type.ts';
import { typeText } from './type-text.ts';
import { unitsDiffer, unitText } from './units.ts';

export function compareBoolean(
  { value }: { readonly value?: boolean },
  targets: readonly { readonly value?: boolean }[],
  spot: Spot,
  comparing: Comparing,
): void {
  if (value === undefined || targets.some((target) => target.value === undefined || target.value === value)) return;
  report(comparing, spot, 'error', 'wrong-value', `This is ${value}, and must be ${!value}.`, 'Give the other value.');
}

export function compareNumber({ values, unit }: NumberType, targets: readonly NumberType[], spot: Spot, comparing: Comparing): void {
  const [target] = targets;
  if (target === undefined) return;
  const wrong = values?.filter(
    (value) => (target.values !== undefined && !target.values.includes(value)) || (target.integer === true && !Number.isInteger(value)),
  );
  if (wrong !== undefined && wrong.length > 0)
    reportValues(wrong.map(String), values!.length, typeText(target), undefined, spot, comparing);
  compareUnits(unit, target.unit, spot, comparing);
}

function compareUnits(unit: string | undefined, wanted: string | undefined, spot: Spot, comparing: Comparing): void {
  if (!unitsDiffer(unit, wanted)) return;
  const message = `This is in ${unitText(unit!)}, and ${unitText(wanted!)} is wanted.`;
  report(comparing, spot, 'warning', 'unit-differs', message, `Convert it to ${unitText(wanted!)}.`);
}

/** Formats that no text has two of. */
const APART: ReadonlySet<string> = new Set(['date', 'date-time', 'time', 'zero-padded']);

export function compareText(member: TextType, targets: readonly TextType[], spot: Spot, comparing: Comparing): void {
  const [target] = targets;
  if (target === undefined) return;
  const { values, format, digits } = member;
  if (values !== undefined) {
    const wrong = values.filter((value) => !isOneOf(value, target));
    const near = wrong.length === 1 && target.values !== undefined ? nearName(wrong[0]!, target.values) : undefined;
    if (wrong.length > 0)
      reportValues(
        wrong.map((value) => JSON.stringify(value)),
        values.length,
        wantedText(target),
        near,
        spot,
        comparing,
      );
  } else if (format !== undefined && target.format !== undefined && APART.has(format) && APART.has(target.format)) {
    if (format !== target.format) reportFormat(format, target.format, member, target, spot, comparing);
    else if (format === 'zero-padded' && digits !== undefined && target.digits !== undefined && digits !== target.digits)
      report(
        comparing,
        spot,
        'error',
        'wrong-type',
        `This has ${digits} digits, and ${target.digits} are wanted.`,
        'Is it the right field? Digits are added with $pad.',
        wrapped(spot, comparing, (text) => (digits < target.digits! ? `$pad(${text}, -${target.digits}, "0")` : undefined)),
      );
  }
  compareUnits(member.unit, target.unit, spot, comparing);
}

function isOneOf(value: string, { values, format, pattern, maxLength }: TextType): boolean {
  if (values !== undefined) return values.includes(value);
  if (maxLength !== undefined && [...value].length > maxLength) return false;
  return isOfFormat(value, format) && isOfPattern(value, pattern);
}

function wantedText(target: TextType): string {
  const { values, format, pattern, maxLength } = target;
  if (values !== undefined || format !== undefined) return typeText(target);
  if (maxLength !== undefined && pattern === undefined) return `text of at most ${maxLength} characters`;
  return pattern === undefined ? 'text' : `text like ${pattern}`;
}

function reportFormat(format: string, wanted: string, member: TextType, target: TextType, spot: Spot, comparing: Comparing): void {
  const fix = wrapped(spot, comparing, (text) => {
    if (format === 'date-time' && wanted === 'date') return `$substring(${text}, 0, 10)`;
    return format === 'date' && wanted === 'date-time' ? `${text} & "T00:00:00Z"` : undefined;
  });
  const help =
    format === 'date-time' && wanted === 'date'
      ? 'Take the date from it; mind that it is the date in UTC.'
      : 'Convert it, or take another field.';
  report(comparing, spot, 'error', 'wrong-type', `This is ${typeText(member)}, and ${typeText(target)} is wanted.`, help, fix);
}

function reportValues(
  wrong: readonly string[],
  all: number,
  wanted: string,
  near: string | undefined,
  spot: Spot,
  comparing: Comparing,
): void {
  const isSure = wrong.length === all;
  report(
    comparing,
    spot,
    isSure ? 'error' : 'warning',
    'wrong-value',
    `This ${isSure ? 'is' : 'may be'} ${wrong.slice(0, 6).join(', ')}, and ${wanted} is wanted.`,
    near === undefined ? 'Give one of the values that are wanted.' : `Did you mean "${near}"?`,
    near === undefined || !isSure ? undefined : wrapped(spot, comparing, (text) => (text === wrong[0] ? JSON.stringify(near) : undefined)),
  );
}

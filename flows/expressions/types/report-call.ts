/** What is wrong with a call: an argument that does not fit, too few or too many, and what is no function at all. */
import type { ApplyNode, FunctionNode, SyntaxNode } from '../syntax-tree.ts';
import { BUILTIN_NAMES, signatureOf } from './builtin-types.ts';
import type { Call } from './builtins/builtin-type.ts';
import type { Misfit } from './fit-arguments.ts';
import type { Frame } from './frame.ts';
import { type Inferring, reportAt, wrappedIn } from './inferring.ts';
import { hasField } from './look-up.ts';
import { nearName } from './near-name.ts';
import { placeOf, startOf } from './places.ts';
import { membersOf, type Resolved, type Type } from './type.ts';
import { typeText } from './type-text.ts';

/** `sum(x)` finds no field "sum": the function was meant. */
export function isForgottenDollar(procedure: SyntaxNode, input: Type, frame: Frame): boolean {
  const name = procedure.type === 'path' && procedure.steps.length === 1 ? nameOf(procedure) : undefined;
  return name !== undefined && (BUILTIN_NAMES.has(name) || frame.find(name) !== undefined) && hasField(input, name) === 'never';
}

export function reportMisfit(name: string, { argument, wrong, isSure, wanted }: Misfit, { node, parts, inferring }: Call): void {
  const part = parts[argument] ?? node;
  if (part === undefined) {
    // Called by another function: where, cannot be said in a word.
    inferring.unsure();
    return;
  }
  const what = argument === -1 ? `What ${name} is applied to` : `Argument ${argument + 1} of ${name}`;
  const isText = wanted === 'a text' || wanted === 'a list of texts';
  const fix = isSure && wanted === 'a text' && argument >= 0 && isPlainValue(wrong) ? wrappedIn(part, '$string', inferring) : undefined;
  reportAt(
    inferring,
    part,
    isSure ? 'error' : 'warning',
    isSure ? 'wrong-type' : 'may-be-wrong-type',
    `${what} must be ${wanted}; this ${isSure ? 'is' : 'may be'} ${typeText(wrong)}.`,
    isText && isPlainValue(wrong) ? 'Convert it with $string.' : 'Give what the function wants, or leave out what does not fit.',
    fix,
  );
}

function isPlainValue(type: Type): boolean {
  return membersOf(type)?.every(({ kind }) => kind === 'number' || kind === 'boolean') ?? false;
}

export function reportSurplus(name: string, { node, parts, inferring }: Call): void {
  const { length } = signatureOf(name).parameters;
  const part = parts[length] ?? node;
  if (part === undefined) return;
  const most = length === 1 ? 'one argument' : `${length} arguments`;
  reportAt(inferring, part, 'error', 'wrong-type', `$${name} takes at most ${most}.`, 'Leave out the rest.');
}

export function reportShort(name: string, { node, inferring }: Call): void {
  if (node === undefined) {
    inferring.unsure();
    return;
  }
  reportAt(inferring, node, 'error', 'missing-argument', `$${name} is given too few arguments.`, 'Give it all that it needs.');
}

export function reportNoFunction(node: FunctionNode | ApplyNode, type: Resolved, frame: Frame, inferring: Inferring): void {
  const procedure = node.type === 'apply' ? node.rhs : node.procedure;
  const name = nameOf(procedure);
  if (procedure.type === 'path' && name !== undefined && (BUILTIN_NAMES.has(name) || frame.find(name) !== undefined)) {
    const offset = startOf(procedure, inferring.source) ?? 0;
    const fix = { at: { offset, length: 0 }, text: '$' };
    reportAt(inferring, procedure, 'error', 'not-a-function', `"${name}" is not a function.`, `Did you mean "$${name}"?`, fix);
    return;
  }
  if (procedure.type === 'variable' && type.kind === 'nothing') {
    const near = nearName(procedure.value, builtinAndOwn(frame));
    const fix = near === undefined ? undefined : { at: placeOf(procedure, inferring.source), text: `$${near}` };
    const help = near === undefined ? 'Name a function of the language, or one that is set before.' : `Did you mean "$${near}"?`;
    reportAt(inferring, procedure, 'error', 'unknown-function', `There is no function "$${procedure.value}".`, help, fix);
    return;
  }
  reportAt(inferring, procedure, 'error', 'not-a-function', `This is no function but ${typeText(type)}.`, 'Call a function.');
}

function nameOf(procedure: SyntaxNode): string | undefined {
  const [step] = procedure.type === 'path' ? procedure.steps : [];
  return step?.type === 'name' ? step.value : undefined;
}

function builtinAndOwn(frame: Frame): readonly string[] {
  const own: string[] = [];
  for (let at: Frame | undefined = frame; at !== undefined; at = at.parent) own.push(...at.variables.keys());
  return [...own, ...BUILTIN_NAMES];
}

/**
 * Does every value of a type fit a schema? Differences with their place in the value and, where the expression makes that part itself,
 * in its text. Only what the types prove: a text of which nothing is known fits every pattern (TYP-2).
 */
import type { JsonSchema } from '../../json.ts';
import { compareBoolean, compareNumber, compareText } from './compare-scalars.ts';
import { type Above, type Comparing, type Mismatch, report, reportMissing, reportWrong, type Spot } from './mismatch.ts';
import { nearName } from './near-name.ts';
import { type Field, type ListType, type Member, membersOf, type NumberType, type ObjectType, type TextType, type Type } from './type.ts';
import { type FindSchema, typeOfSchema } from './type-of-schema.ts';
import { fieldOf, itemOf, maybeNothing } from './union.ts';
import { fieldOfUnit, unitOfType } from './units.ts';

export interface ComparingOptions {
  /** What `$ref: "schemas/…"` names. */
  readonly find?: FindSchema;
  /** Where the schema says list, one value is wrapped and nothing becomes an empty list (flow-format.md "Values in config"). */
  readonly fitsLists?: boolean;
  /** The text of the expression without `=`: fixes are offered. */
  readonly source?: string;
}

export function compareToSchema(type: Type, schema: JsonSchema | boolean, options: ComparingOptions = {}): readonly Mismatch[] {
  return compareTypes(type, typeOfSchema(schema, options.find), options);
}

/** Is every value of `type` one of `target`? None found: it is, or it cannot be told. */
export function compareTypes(
  type: Type,
  target: Type,
  { fitsLists = false, source = '' }: Omit<ComparingOptions, 'find'> = {},
): readonly Mismatch[] {
  const comparing: Comparing = { fitsLists, source, found: [], left: MOST_STEPS };
  compare(type, target, { path: '', at: undefined, depth: 0, isRequired: !maybeNothing(target) }, comparing);
  return comparing.found;
}

const MOST_STEPS = 3000;
const MOST_FOUND = 50;
const DEEPEST = 16;

function compare(type: Type, target: Type, spot: Spot, comparing: Comparing): void {
  comparing.left -= 1;
  if (comparing.left < 0 || spot.depth > DEEPEST || comparing.found.length >= MOST_FOUND || type === target) return;
  const members = membersOf(type);
  const targets = membersOf(target);
  // What refers to itself is compared once: below, the same is found again.
  if (members === undefined || isComparing(members, targets, spot.above)) return;
  const wraps = comparing.fitsLists && targets !== undefined && asksForList(targets);
  const there = members.filter(({ kind }) => kind !== 'nothing');
  const isMissed = members.some((member) => member.kind === 'nothing' && member.perhaps !== true);
  if (isMissed && spot.isRequired && !wraps) reportMissing(there.length === 0, spot, comparing);
  if (targets === undefined) return;
  const wrong = there.filter((member) => !canBe(member, targets, wraps));
  if (wrong.length > 0) reportWrong(wrong, there, targets, spot, comparing);
  const below = { ...spot, above: { members, targets, above: spot.above } };
  for (const member of there) if (!wrong.includes(member)) compareMember(member, targets, below, wraps, comparing);
}

function isComparing(members: readonly Member[], targets: readonly Member[] | undefined, above: Above | undefined): boolean {
  for (let at = above; at !== undefined; at = at.above) if (isAlike(members, at.members) && isAlike(targets ?? [], at.targets)) return true;
  return false;
}

/** The very same members, as one schema always gives them. */
function isAlike(ones: readonly Member[], others: readonly Member[]): boolean {
  return ones === others || (ones.length === others.length && ones.every((one, at) => one === others[at]));
}

function asksForList(targets: readonly Member[]): boolean {
  return (
    targets.some(({ kind }) => kind === 'list') && targets.every(({ kind }) => kind === 'list' || kind === 'null' || kind === 'nothing')
  );
}

function canBe(member: Member, targets: readonly Member[], wraps: boolean): boolean {
  return wraps ? member.kind !== 'function' : targets.some(({ kind }) => kind === member.kind);
}

function compareMember(member: Member, targets: readonly Member[], spot: Spot, wraps: boolean, comparing: Comparing): void {
  const alike = targets.filter(({ kind }) => kind === member.kind);
  if (wraps && member.kind !== 'list') {
    // Null fits a list that may be null.
    if (alike.length > 0) return;
    const list = targets.find((target): target is ListType => target.kind === 'list')!;
    compare(member, list.prefix[0] ?? list.items, { ...spot, path: `${spot.path}/0`, depth: spot.depth + 1, isRequired: false }, comparing);
    return;
  }
  switch (member.kind) {
    case 'boolean':
      return compareBoolean(member, alike as readonly (typeof member)[], spot, comparing);
    case 'number':
      return compareNumber(member, alike as readonly NumberType[], spot, comparing);
    case 'text':
      return compareText(member, alike as readonly TextType[], spot, comparing);
    case 'list':
      return compareList(member, alike[0] as ListType, spot, comparing);
    case 'object':
      return compareObject(member, alike as readonly ObjectType[], spot, comparing);
    default:
  }
}

function compareList(member: ListType, target: ListType, spot: Spot, comparing: Comparing): void {
  if (member.max < target.min || member.min > target.max)
    report(
      comparing,
      spot,
      'error',
      'wrong-type',
      member.max < target.min
        ? `This list has at most ${count(member.max)}, and at least ${count(target.min)} must be there.`
        : `This list has at least ${count(member.min)}, and at most ${count(target.max)} may be there.`,
      'Give as many as are wanted.',
    );
  const inner = { ...spot, depth: spot.depth + 1, isRequired: true };
  const places = Math.max(member.prefix.length, target.prefix.length);
  for (let at = 0; at < places; at += 1)
    compare(member.prefix[at] ?? member.items, target.prefix[at] ?? target.items, { ...inner, path: `${spot.path}/${at}` }, comparing);
  if (member.max > places)
    compare(places === 0 ? itemOf(member) : member.items, target.items, { ...inner, path: `${spot.path}/*` }, comparing);
}

function count(items: number): string {
  return items === 0 ? 'no item' : items === 1 ? 'one item' : `${items} items`;
}

function compareObject(member: ObjectType, targets: readonly ObjectType[], spot: Spot, comparing: Comparing): void {
  const [first] = targets;
  if (first === undefined) return;
  if (targets.length === 1) {
    compareFields(member, first, spot, comparing);
    return;
  }
  // One of several: the one that it fits, or else the one that it comes nearest.
  let best: Mismatch[] | undefined;
  let open = 0;
  for (const target of targets) {
    const trial: Comparing = { ...comparing, found: [] };
    compareFields(member, target, spot, trial);
    comparing.left = trial.left;
    if (trial.found.length === 0) return;
    if (trial.found.every(({ code }) => code === 'may-be-missing')) open += 1;
    if (best === undefined || weight(trial.found) < weight(best)) best = trial.found;
  }
  // What is missing for one of them may be what another does without: which it is cannot be told.
  if (open > 1) return;
  comparing.found.push(...best!.slice(0, MOST_FOUND));
}

/** A value that is another one tells more than a field that is not there yet. */
function weight(found: readonly Mismatch[]): number {
  return found.reduce((sum, { code, severity }) => sum + (severity === 'error' ? 2 : 1) * (code === 'wrong-value' ? 10 : 1), 0);
}

function compareFields(member: ObjectType, target: ObjectType, spot: Spot, comparing: Comparing): void {
  for (const [name, field] of target.fields) {
    const given = member.fields.get(name);
    if (given === undefined && member.rest !== undefined) continue;
    compare(fieldOf(member, name), field.type, spotOf(spot, name, given, isRequired(field)), comparing);
    if (given !== undefined) reportLostUnit(name, given, field, { member, target }, spot, comparing);
  }
  for (const [name, field] of member.fields) {
    if (target.fields.has(name)) continue;
    if (target.rest !== undefined) compare(field.type, target.rest, spotOf(spot, name, field, false), comparing);
    else if (membersOf(field.type)?.every(({ kind }) => kind === 'nothing') !== true) reportSurplus(name, field, target, spot, comparing);
  }
}

function spotOf({ path, depth, at, above }: Spot, name: string, field: Field | undefined, isRequired: boolean): Spot {
  const place = field?.at ?? (field === undefined ? at : undefined);
  return { path: `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, at: place, depth: depth + 1, isRequired, above };
}

function isRequired({ type, required }: Field): boolean {
  return required === true || !maybeNothing(type);
}

function reportSurplus(name: string, field: Field, target: ObjectType, spot: Spot, comparing: Comparing): void {
  const near = nearName(name, target.fields.keys());
  const isSure = !maybeNothing(field.type);
  report(
    comparing,
    spotOf(spot, name, field, false),
    isSure ? 'error' : 'warning',
    'surplus-field',
    `A field "${name}" is not wanted here.`,
    near === undefined ? 'Leave it out.' : `Did you mean "${near}"?`,
  );
}

/** A quantity goes on and the unit beside it does not, though there is a place for it. A required place is missing by itself. */
function reportLostUnit(
  name: string,
  given: Field,
  wanted: Field,
  { member, target }: { readonly member: ObjectType; readonly target: ObjectType },
  spot: Spot,
  comparing: Comparing,
): void {
  const [from, to] = [unitOfType(given.type), unitOfType(wanted.type)].map((unit) => unit && fieldOfUnit(unit));
  const place = to === undefined ? undefined : target.fields.get(to);
  if (from === undefined || place === undefined || isRequired(place) || member.fields.has(to!) || member.rest !== undefined) return;
  report(
    comparing,
    spotOf(spot, name, given, false),
    'info',
    'unit-lost',
    `"${name}" goes on without its unit: "${to}" is not mapped.`,
    `Map "${to}" too, from the "${from}" beside the value.`,
  );
}

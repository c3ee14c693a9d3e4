/** Paths: each step is applied to every item of what the step before found (compiled/compile-path.ts). */
import { isTuplePath } from '../compiled/bindings.ts';
import type { NameNode, PathNode, SyntaxNode } from '../syntax-tree.ts';
import { applyFilter, type Found, itemsOfFound, listsOf, settleFound, whole } from './found.ts';
import type { Frame } from './frame.ts';
import { inferGroup } from './infer-constructors.ts';
import { inferSort } from './infer-sort.ts';
import { inferTuplePath } from './infer-tuple-path.ts';
import { type Inferring, reportAt } from './inferring.ts';
import { fieldsText, hasField, lookUpField, namesOf } from './look-up.ts';
import { nameText, nearName } from './near-name.ts';
import { placeOf } from './places.ts';
import { EMPTY, either, itemsOf, laidOut, type Stream, settle, times } from './stream.ts';
import { EMPTY_LIST, membersOf, NEVER, NOTHING, type Resolved, resolve, type Type, UNKNOWN } from './type.ts';
import { mapMembers, maybeNothing, union, without } from './union.ts';

export function inferPath(node: PathNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  if (isTuplePath(node)) return inferTuplePath(node, input, frame, inferring, inferSteps);
  const found = inferSteps(node.steps, input, frame, inferring);
  if (node.group !== undefined) return inferGroup(node.group, found, frame, inferring);
  const { keepSingletonArray: keep = false, keepArray = false } = node;
  return keep || keepArray ? kept(found, keep, inferring) : settleFound(found, false, inferring);
}

/** `[]` behind one thing makes a list of it, and one of a list that was built; a list that was there is one. */
function kept({ asIs, stream }: Found, keep: boolean, inferring: Inferring): Resolved {
  const lists = mapMembers(asIs, (member) => {
    if (member.kind === 'nothing') return NOTHING;
    const wrapped: Type = { kind: 'list', prefix: [member], items: NEVER, min: 1, max: 1 };
    if (member.kind !== 'list') return wrapped;
    return keep && member.built !== undefined ? union(wrapped, member) : member;
  });
  return settleFound({ asIs: lists, stream }, true, inferring);
}

export function inferSteps(steps: readonly SyntaxNode[], input: Type, frame: Frame, inferring: Inferring): Found {
  const [first, ...others] = steps;
  if (first === undefined) return whole(NOTHING);
  const isLast = others.length === 0;
  let found = inferFirst(first, input, frame, isLast, inferring);
  // A list written at the beginning that is empty is given as it is.
  const mayBeEmpty = isBuilt(first) && !isLast && itemsOf(found.asIs).min === 0;
  if (isBuilt(first) && !isLast && found.asIs.kind !== 'unknown') found = { asIs: NEVER, stream: itemsOf(found.asIs) };
  for (const [at, step] of others.entries()) found = applyStep(step, found, frame, at === others.length - 1, inferring);
  return mayBeEmpty ? { asIs: union(found.asIs, { ...EMPTY_LIST, built: 'yes' }), stream: found.stream } : found;
}

function isBuilt(step: SyntaxNode): boolean {
  return (step as { readonly consarray?: boolean }).consarray === true;
}

function inferFirst(first: SyntaxNode, input: Type, frame: Frame, isLast: boolean, inferring: Inferring): Found {
  if (first.stages === undefined && (first.type === 'variable' || isBuilt(first))) return whole(inferring.infer(first, input, frame));
  const resolved = resolve(input);
  const lists = resolved.kind === 'union' || resolved.kind === 'list' ? listsOf(resolved) : NEVER;
  if (lists.kind === 'never') return applyToOne(first, resolved, input, frame, isLast, inferring);
  const others = without(resolved, ({ kind }) => kind === 'list');
  const items = itemsOf(lists);
  if (others.kind === 'never') return applyToEach(first, items, frame, isLast, inferring);
  // One thing or the items of a list: each gives what it gives, but only what is wrong with both is wrong.
  inferring.infer(first, union(others, items.item), frame);
  return inferring.quietly(() =>
    eitherFound(applyToEach(first, items, frame, isLast, inferring), applyToOne(first, others, others, frame, isLast, inferring)),
  );
}

/** `input`: the same, as it is known elsewhere. */
function applyToOne(step: SyntaxNode, one: Resolved, input: Type, frame: Frame, isLast: boolean, inferring: Inferring): Found {
  if (one.kind === 'never') return whole(NEVER);
  if (step.stages === undefined && step.type !== 'sort') return whole(inferring.infer(step, input, frame));
  // Of nothing, something may be written down.
  return applyToEach(step, { item: one, min: 1, max: 1 }, frame, isLast, inferring);
}

export function applyStep(step: SyntaxNode, found: Found, frame: Frame, isLast: boolean, inferring: Inferring): Found {
  const { asIs, stream } = found;
  if (asIs.kind === 'unknown') return inferUnknown(step, frame, inferring);
  const lists = listsOf(asIs);
  const one = without(asIs, ({ kind }) => kind === 'list' || kind === 'nothing');
  const list: Stream | undefined = lists.kind === 'never' ? stream : stream === undefined ? laidOut(lists) : either(laidOut(lists), stream);
  const results: Found[] = [];
  if (maybeNothing(asIs)) results.push(whole(NOTHING));
  if (list === undefined) {
    if (one.kind !== 'never') results.push(applyToOne(step, one, one, frame, isLast, inferring));
  } else if (one.kind === 'never') results.push(applyToEach(step, list, frame, isLast, inferring));
  else {
    // One thing or a list: looked at together, so that no part of the tree is looked at twice.
    const each = applyToEach(
      step,
      { item: union(one, list.item), min: Math.min(1, list.min), max: Math.max(1, list.max) },
      frame,
      isLast,
      inferring,
    );
    results.push(each);
    if (step.stages === undefined && step.type !== 'sort' && !isLast) results.push({ asIs: NEVER, stream: each.stream ?? EMPTY });
    else if (each.single !== undefined) results.push(whole(each.single));
  }
  return results.length === 0 ? whole(NEVER) : results.reduce(eitherFound);
}

function inferUnknown(step: SyntaxNode, frame: Frame, inferring: Inferring): Found {
  inferring.unsure();
  // For what is found in it.
  if (step.type !== 'sort') inferring.infer(step, UNKNOWN, frame);
  return whole(UNKNOWN);
}

interface FoundInEach extends Found {
  /** What it is for one thing. */
  readonly single?: Resolved;
}

function applyToEach(step: SyntaxNode, list: Stream, frame: Frame, isLast: boolean, inferring: Inferring): FoundInEach {
  if (list.max === 0 || list.item.kind === 'never') return { asIs: NEVER, stream: EMPTY };
  const { stages = [] } = step;
  if (step.type === 'sort') {
    let sorted: Found = { asIs: NEVER, stream: inferSort(step, list, frame, inferring) };
    for (const stage of stages) sorted = applyFilter(sorted, stage, frame, inferring);
    return sorted;
  }
  let each = whole(inferring.infer(step, list.item, frame));
  for (const stage of stages) each = applyFilter(each, stage, frame, inferring);
  if (each.asIs.kind === 'unknown') return { asIs: UNKNOWN, stream: undefined };
  const inEach = itemsOfFound(each);
  const stream = times(inEach, list);
  // The one list that is found as the last thing is given as it is.
  const only = isLast ? listsOf(each.asIs) : NEVER;
  const mayBeOnly = only.kind !== 'never' && (list.min <= 1 || inEach.min === 0 || maybeNothing(each.asIs));
  const single = each.stream === undefined ? each.asIs : union(each.asIs, settle(each.stream));
  if (!mayBeOnly) return { asIs: NEVER, stream, single };
  return list.max === 1
    ? { asIs: union(each.asIs, list.min === 0 ? NOTHING : NEVER), stream: each.stream, single }
    : { asIs: only, stream, single };
}

export function eitherFound(one: Found, other: Found): Found {
  const streams = [one.stream, other.stream].filter((stream) => stream !== undefined);
  return { asIs: union(one.asIs, other.asIs), stream: streams.length === 0 ? undefined : either(...streams) };
}

/** A field by name, of an object or of all objects in a list. */
export function inferStepName(node: NameNode, input: Type, inferring: Inferring): Resolved {
  const { value: name } = node;
  const members = membersOf(input);
  if (members === undefined) {
    inferring.unsure();
    return UNKNOWN;
  }
  if (members.some(({ kind }) => kind !== 'nothing' && kind !== 'null') && hasField(input, name) === 'never')
    reportMissing(node, input, inferring);
  return lookUpField(input, name);
}

function reportMissing(node: NameNode, input: Type, inferring: Inferring): void {
  const { value: name } = node;
  const names = namesOf(input);
  if (names === undefined) {
    reportAt(
      inferring,
      node,
      'error',
      'unknown-field',
      `There is no field "${name}" in ${fieldsText(input)}, so nothing is found.`,
      'Read a value that has fields.',
    );
    return;
  }
  const near = nearName(name, names);
  const help = near === undefined ? fieldsHelp(names) : `Did you mean "${near}"?`;
  const fix = near === undefined ? undefined : { at: placeOf(node, inferring.source), text: nameText(near) };
  reportAt(inferring, node, 'error', 'unknown-field', `There is no field "${name}" here, so nothing is found.`, help, fix);
}

function fieldsHelp(names: readonly string[]): string {
  if (names.length === 0) return 'There are no fields here at all.';
  return `There ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.`;
}

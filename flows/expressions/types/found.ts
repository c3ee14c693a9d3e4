/**
 * What a step of a path, or a condition in brackets, leaves: a value as it is, or what was found one by one, which is still to be settled.
 * The marks *found* and *open* of the language (compiled/sequences.ts) are not followed: where an expression can tell them apart, both
 * outcomes are in the type.
 */
import type { Stage, SyntaxNode } from '../syntax-tree.ts';
import type { Frame } from './frame.ts';
import type { Inferring } from './inferring.ts';
import { narrowTrue } from './narrow.ts';
import { EMPTY, either, itemsOf, laidOut, type Stream, settle } from './stream.ts';
import { truthOf } from './truth.ts';
import { type ListType, membersOf, NEVER, NOTHING, type Resolved, resolve, type Type } from './type.ts';
import { mapMembers, maybeNothing, union, without } from './union.ts';

export interface Found {
  /** `never` when it is certainly not a value as it is. */
  readonly asIs: Resolved;
  readonly stream: Stream | undefined;
}

export function whole(type: Type): Found {
  return { asIs: resolve(type), stream: undefined };
}

/** One by one, lists that were found among them laid out by a step that comes next. */
export function itemsOfFound({ asIs, stream }: Found): Stream {
  if (stream === undefined) return laidOut(asIs);
  return asIs.kind === 'never' ? stream : either(laidOut(asIs), stream);
}

/** The same where a list that was built is a list like any other. */
export function listOfFound({ asIs, stream }: Found): Stream {
  if (stream === undefined) return itemsOf(asIs);
  return asIs.kind === 'never' ? stream : either(itemsOf(asIs), stream);
}

/** Nothing is one thing here: the condition is put to it, and what is mostly false for nothing may be true. */
function ofNoValue(type: Resolved, expr: SyntaxNode, frame: Frame, inferring: Inferring): Stream {
  if (type.kind === 'unknown' || type.kind === 'never' || !maybeNothing(type)) return EMPTY;
  const answer = inferring.infer(expr, NOTHING, frame);
  const isNever = answer.kind === 'never' || (truthOf(answer) === false && !mayBeIndex(answer));
  // A list of indexes may choose it several times.
  return isNever ? EMPTY : { item: NOTHING, min: 0, max: mayRepeat(answer) ? Number.POSITIVE_INFINITY : 1 };
}

export function settleFound({ asIs, stream }: Found, keep: boolean, { marks }: Inferring): Resolved {
  const lists = listsOf(asIs);
  const again = marks.tracksFound && lists.kind !== 'never' ? settle(itemsOf(lists), keep) : NEVER;
  return union(asIs, again, stream === undefined ? NEVER : settle(stream, keep));
}

export function listsOf(type: Resolved): Resolved {
  return type.kind === 'unknown' ? type : without(type, ({ kind }) => kind !== 'list');
}

/** `[…]`. */
export function applyFilter(found: Found, stage: Stage, frame: Frame, inferring: Inferring): Found {
  if (stage.type === 'index') return found;
  const { expr } = stage;
  if (expr.type === 'number' && expr.predicate === undefined && expr.group === undefined)
    return pick(found, Math.floor(Number(expr.value)));
  const list = listOfFound(found);
  const ofNothing = ofNoValue(found.asIs, expr, frame, inferring);
  if (list.max === 0 || list.item.kind === 'never') return { asIs: NEVER, stream: ofNothing };
  const answer = inferring.infer(expr, list.item, frame);
  const stream = chosen(list, expr, answer, frame);
  return { asIs: NEVER, stream: ofNothing.max === 0 ? stream : either(ofNothing, stream) };
}

/** A number says which item is meant, a list of numbers which ones. */
function mayBeIndex(answer: Resolved): boolean {
  return membersOf(answer)?.some(({ kind }) => kind === 'number' || kind === 'list') ?? true;
}

/** Those of a list for which `answer` comes out of the condition `expr`. */
export function chosen(list: Stream, expr: SyntaxNode, answer: Resolved, frame: Frame): Stream {
  if (answer.kind === 'never') return EMPTY;
  if (!mayBeIndex(answer)) {
    const truth = truthOf(answer);
    if (truth === false) return EMPTY;
    const item = resolve(narrowTrue(expr, list.item, frame).input);
    return truth === true ? list : { item, min: 0, max: item.kind === 'never' ? 0 : list.max };
  }
  return { item: list.item, min: 0, max: mayRepeat(answer) ? Number.POSITIVE_INFINITY : list.max };
}

function mayRepeat(answer: Resolved): boolean {
  return membersOf(answer)?.some(({ kind }) => kind === 'list') ?? true;
}

/** A list at that place is given as it is. */
function pick(found: Found, index: number): Found {
  const list = listOfFound(found);
  const place = index < 0 ? -index - 1 : index;
  const exact = found.stream === undefined && index >= 0 ? exactItem(found.asIs, index) : undefined;
  const item = resolve(exact ?? list.item);
  if (list.max <= place || item.kind === 'never') return { asIs: NEVER, stream: EMPTY };
  const lists = listsOf(item);
  const others = without(item, ({ kind }) => kind === 'list');
  const isThere = list.min > place;
  return { asIs: lists, stream: { item: others, min: isThere && lists.kind === 'never' ? 1 : 0, max: others.kind === 'never' ? 0 : 1 } };
}

/** Of lists that are known item by item. */
function exactItem(type: Resolved, index: number): Resolved | undefined {
  const members = membersOf(type);
  if (members === undefined || !members.some((member) => member.kind === 'list' && member.prefix.length > 0)) return undefined;
  return mapMembers(type, (member) => {
    if (member.kind === 'nothing') return NEVER;
    if (member.kind !== 'list') return index === 0 ? member : NEVER;
    return itemAt(member, index);
  });
}

function itemAt({ prefix, items }: ListType, index: number): Type {
  return prefix[index] ?? items;
}

/**
 * Which field of the source is probably meant for each field of the target that nothing fills yet, by names, titles and types. Proposals
 * only: somebody accepts them one by one. Pure.
 */
import { membersOf } from '#flows/expressions/types/type.ts';
import type { MapRow } from '#flows/flow.ts';
import { type FieldPath, keyOf, startsWith } from './field-path.ts';
import { allFields, type Field } from './field-tree.ts';
import { canBeTarget, indexRows, rowAt, rowsWithin, scopesAround, targetText } from './map-rows.ts';
import { nameWords, plainName } from './name-words.ts';
import { type Putting, planPut, targetOf } from './put-field.ts';
import { basesOf } from './scope-base.ts';

export interface Proposal {
  readonly source: Field;
  readonly target: Field;
  /** 0 to 1. */
  readonly likeness: number;
  /** What the row would say; of a list what it is repeated over. */
  readonly expression: string;
}

const MOST_FIELDS = 6_000;
/** Fields that share a word with so many others are told by that word alone no better. */
const MOST_SHARING = 400;
const LEAST = 0.5;

/** By the text of the target. */
export function proposeRows(
  rows: readonly MapRow[],
  sources: readonly Field[],
  targets: readonly Field[],
  putting: Putting,
): ReadonlyMap<string, Proposal> {
  const index = indexRows(rows);
  const open = allFields(targets, MOST_FIELDS).filter((field) => isOpen(field, rows, index));
  if (open.length === 0) return new Map();
  const finder = finderOf(sources);
  const lists = new Map<string, FieldPath>();
  const found: { readonly source: Field; readonly target: Field; readonly likeness: number }[] = [];
  for (const target of open) {
    const around = target.lists.filter((depth) => depth < target.path.length);
    const base = around.length === 0 ? undefined : (lists.get(keyOf(target.path.slice(0, around.at(-1)))) ?? scopeBase(target, index));
    // Fields of a list come from the items of the list that fills it.
    if (around.length > 0 && base === undefined) continue;
    for (const { source, likeness } of finder.find(target, base).slice(0, 4)) found.push({ source, target, likeness });
    if (target.kind !== 'list') continue;
    const [best] = finder.find(target, base);
    if (best !== undefined) lists.set(target.key, best.source.path);
  }
  const proposals = new Map<string, Proposal>();
  const used = new Set<string>();
  for (const { source, target, likeness } of found.toSorted(
    (a, b) => listFirst(a.target) - listFirst(b.target) || b.likeness - a.likeness,
  )) {
    const text = targetText(targetOf(target));
    if (proposals.has(text) || used.has(source.key)) continue;
    const plan = planPut(index, source, target, putting, scopeToCome(target, proposals));
    const expression = plan.kind === 'list' ? plan.scope : plan.kind === 'row' ? plan.expression : undefined;
    if (expression === undefined) continue;
    used.add(source.key);
    proposals.set(text, { source, target, likeness, expression });
  }
  return proposals;
}

/** What is in a list hangs on what the list is repeated over. */
function listFirst({ kind, path }: Field): number {
  return kind === 'list' ? path.length - 1_000 : 0;
}

function isOpen(field: Field, rows: readonly MapRow[], index: ReturnType<typeof indexRows>): boolean {
  if (!canBeTarget(field.path)) return false;
  const target = targetOf(field);
  for (let depth = 1; depth <= target.names.length; depth += 1) {
    const row = rowAt(index, { names: target.names.slice(0, depth), lists: target.lists.filter((one) => one <= depth) });
    if (row !== undefined && rows[row]!.expression.trim() !== '') return false;
  }
  if (field.kind === 'list') return !index.scopes.has(targetText(target));
  return field.kind === 'value' || (field.fields.length === 0 && rowsWithin(index, field.path).length === 0);
}

function scopeBase(target: Field, index: ReturnType<typeof indexRows>): FieldPath | undefined {
  const around = targetOf(target);
  const outer = { names: around.names, lists: around.lists.filter((depth) => depth < around.names.length) };
  return basesOf(scopesAround(outer, index)).at(-1);
}

/** What the list around it is proposed to be repeated over. */
function scopeToCome({ path, lists }: Field, proposals: ReadonlyMap<string, Proposal>): string | undefined {
  const depth = lists.filter((one) => one < path.length).at(-1);
  if (depth === undefined) return undefined;
  return proposals.get(targetText({ names: path.slice(0, depth), lists: lists.filter((one) => one <= depth) }))?.expression;
}

const finders = new WeakMap<readonly Field[], Finder>();

function finderOf(sources: readonly Field[]): Finder {
  const known = finders.get(sources);
  if (known !== undefined) return known;
  const finder = new Finder(allFields(sources, MOST_FIELDS).filter(({ path }) => path[0] !== 'run' && path[0] !== 'flow'));
  finders.set(sources, finder);
  return finder;
}

interface Named {
  readonly field: Field;
  readonly plain: string;
  readonly words: ReadonlySet<string>;
  readonly said: ReadonlySet<string>;
}

class Finder {
  private readonly named: readonly Named[];
  private readonly byWord = new Map<string, Named[]>();

  constructor(fields: readonly Field[]) {
    this.named = fields.map(nameOf);
    for (const one of this.named)
      for (const word of new Set([...one.words, ...one.said, `=${one.plain}`])) {
        const list = this.byWord.get(word);
        if (list === undefined) this.byWord.set(word, [one]);
        else list.push(one);
      }
  }

  /** The likeliest first; inside `base` only, where the target stands in a list. */
  find(target: Field, base: FieldPath | undefined): readonly { readonly source: Field; readonly likeness: number }[] {
    const wanted = nameOf(target);
    const candidates = new Set<Named>();
    for (const word of [`=${wanted.plain}`, ...wanted.words, ...wanted.said]) {
      const sharing = this.byWord.get(word) ?? [];
      if (sharing.length <= MOST_SHARING) for (const one of sharing) candidates.add(one);
    }
    return [...candidates]
      .filter(({ field }) => isWithin(field, base) && fitsKind(field, target))
      .map((one) => ({ source: one.field, likeness: likeness(one, wanted) * typeFactor(one.field, target) }))
      .filter((one) => one.likeness >= LEAST)
      .toSorted((a, b) => b.likeness - a.likeness || a.source.path.length - b.source.path.length);
  }
}

function nameOf(field: Field): Named {
  const own = field.path.at(-1) ?? field.name;
  const said = new Set([field.title ?? '', (field.about ?? '').split(/[.;:]/)[0]!.slice(0, 60)].flatMap((text) => [...nameWords(text)]));
  return { field, plain: plainName(own), words: new Set(nameWords(own)), said };
}

/** Without a list around the target, only what stands outside of lists is one value. */
function isWithin(source: Field, base: FieldPath | undefined): boolean {
  const around = source.lists.filter((depth) => depth < source.path.length);
  if (base === undefined) return around.length === 0;
  return source.path.length > base.length && startsWith(source.path, base) && around.every((depth) => depth <= base.length);
}

function fitsKind(source: Field, target: Field): boolean {
  if (target.kind === 'list') return source.kind === 'list';
  if (target.kind === 'object') return source.kind === 'object';
  return source.kind === 'value';
}

function likeness(one: Named, other: Named): number {
  if (one.plain === other.plain) return 1;
  const names = overlap(one.words, other.words);
  const titles = Math.max(overlap(one.said, other.words), overlap(one.words, other.said), overlap(one.said, other.said) * 0.9);
  return Math.min(0.95, Math.max(names, titles * 0.9) + Math.min(names, titles) * 0.1);
}

/** Shared words among all; 1: the same. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}

function typeFactor(source: Field, target: Field): number {
  const [from, to] = [scalarKinds(source), scalarKinds(target)];
  if (from.size === 0 || to.size === 0) return 0.95;
  if ([...from].some((kind) => to.has(kind))) return 1;
  // A number may be written as text, a text may hold one; what is true or false is neither.
  return from.has('boolean') || to.has('boolean') ? 0.4 : 0.9;
}

function scalarKinds({ type }: Field): ReadonlySet<string> {
  return new Set(
    (membersOf(type) ?? []).flatMap((member) => {
      if (member.kind === 'text' && (member.format === 'date' || member.format === 'date-time')) return ['day'];
      return ['text', 'number', 'boolean'].includes(member.kind) ? [member.kind] : [];
    }),
  );
}

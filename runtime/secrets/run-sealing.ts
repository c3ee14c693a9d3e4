/**
 * What one run must not show: fields that are tagged where they stand, and the same values wherever else the run carries them (a
 * mapping, a request, an answer, a sentence). Kept while the run is at work; made again from its journal afterwards.
 */
import type { TagTree } from '#flows/field-tags.ts';
import type { Json } from '#flows/json.ts';
import { isSealedToken, kindOfToken, type SealedToken } from '#flows/sealed-token.ts';
import { REDACTED } from './redact.ts';
import { mapParts, type SealedValueRow, type SealedValues } from './sealed-values.ts';
import type { Tagged, TaggedPlaces } from './tagged-places.ts';

export type KeepRow = (row: SealedValueRow) => void;

/** Shorter values are found in the tagged field alone: "12" is in half of all sentences, and a quantity may well be what a price is. */
const SHORTEST = 4;
const SHORTEST_NUMBER = 7;
/** Values beyond these are found where they stand alone, not inside of longer texts. */
const MOST_INSIDE_TEXTS = 200;
const MOST_KNOWN = 5_000;
const NUMBER = /^-?[\d.,]+$/;

interface Known {
  readonly token: Json;
  readonly row: SealedValueRow;
}

export class RunSealing {
  readonly places: TaggedPlaces;
  readonly #values: SealedValues;
  /** By kind and JSON text. */
  readonly #sealed = new Map<string, Known>();
  /** Scalars to look out for, with their kind. */
  readonly #kinds = new Map<string | number, string>();
  /** Too short to be looked for where nothing says that they stand there. */
  readonly #short = new Set<string>();
  #inTexts: RegExp | undefined;

  constructor(places: TaggedPlaces, values: SealedValues) {
    this.places = places;
    this.#values = values;
  }

  /** It was sealed in an earlier life of the run. */
  learn(row: SealedValueRow, value: Json): void {
    const kind = kindOfToken(row.token);
    this.#remember(kind, value, { token: toJson({ $sealed: row.token }), row });
  }

  /** Tagged fields, then the run's known values anywhere. */
  seal(value: Json, tagged: Tagged, keep: KeepRow): Json {
    return this.sealKnown(this.sealTagged(value, tagged, keep), keep);
  }

  sealTagged(value: Json, { tree, names }: Tagged, keep: KeepRow): Json {
    const byPlace = tree === undefined ? value : this.#byTree(value, tree, keep);
    return names === undefined ? byPlace : this.#byName(byPlace, names, keep);
  }

  sealKnown(value: Json, keep: KeepRow): Json {
    return this.#kinds.size === 0 ? value : this.#byValue(value, keep);
  }

  /** Sentences stay sentences: the values in them are blanked out. */
  cleanText(text: string): string {
    const pattern = this.#textPattern();
    return pattern === undefined ? text : text.replace(pattern, REDACTED);
  }

  /** Of a sentence that is computed from a tagged field: short values, too. The sentence itself may be one of the values; it stays one. */
  cleanComputed(text: string): string {
    const values = [...[...this.#kinds.keys()].map(String).filter((value) => value !== text), ...this.#short];
    return values.length === 0 ? text : text.replace(toPattern(values), REDACTED);
  }

  /** What leaves the run without being stored, such as lines of the log: known values are blanked out wherever they stand. */
  cleanDeep(value: Json): Json {
    if (typeof value === 'string') return this.cleanText(value);
    if (typeof value !== 'object' || value === null) return value;
    return mapParts(value, (part) => this.cleanDeep(part));
  }

  /** An error, or a sentence: what is only ever shown. */
  cleanShown(value: Json, tagged: Tagged, keep: KeepRow): Json {
    if (typeof value === 'string') return this.cleanText(value);
    if (typeof value !== 'object' || value === null || isSealedToken(value)) return value;
    return mapParts(value, (part, name) =>
      typeof part === 'string' ? this.cleanText(part) : name === 'details' ? this.seal(part, tagged, keep) : part,
    );
  }

  #byTree(value: Json, tree: TagTree, keep: KeepRow): Json {
    if (value === null || value === '' || isSealedToken(value)) return value;
    if (tree.tag !== undefined && !Array.isArray(value)) return this.#seal(value, tree.tag, keep);
    if (typeof value !== 'object') return value;
    return mapParts(value, (part, name) => {
      // Of a list that is tagged each entry is.
      const inner = tree.tag === undefined ? ((name === undefined ? undefined : tree.fields.get(name)) ?? tree.each) : tree;
      return inner === undefined ? part : this.#byTree(part, inner, keep);
    });
  }

  #byName(value: Json, names: ReadonlyMap<string, string>, keep: KeepRow): Json {
    if (typeof value !== 'object' || value === null || isSealedToken(value)) return value;
    return mapParts(value, (part, name) => {
      const tag = name === undefined ? undefined : names.get(name);
      if (tag === undefined || part === null || part === '' || isSealedToken(part)) return this.#byName(part, names, keep);
      return this.#seal(part, tag, keep);
    });
  }

  #byValue(value: Json, keep: KeepRow): Json {
    if (typeof value === 'string' || typeof value === 'number') {
      const kind = this.#kinds.get(value) ?? (typeof value === 'string' ? this.#kindInside(value) : undefined);
      return kind === undefined ? value : this.#seal(value, kind, keep);
    }
    if (typeof value !== 'object' || value === null || isSealedToken(value)) return value;
    return mapParts(value, (part) => this.#byValue(part, keep));
  }

  #kindInside(text: string): string | undefined {
    const found = text.length <= SHORTEST ? undefined : this.#textPattern()?.exec(text)?.[0];
    if (this.#inTexts !== undefined) this.#inTexts.lastIndex = 0;
    return found === undefined ? undefined : (this.#kinds.get(found) ?? this.#kinds.get(Number(found)));
  }

  #seal(value: Json, kind: string, keep: KeepRow): Json {
    const key = `${kind}\n${JSON.stringify(value)}`;
    let known = this.#sealed.get(key);
    if (known === undefined) {
      const { token, row } = this.#values.seal(value, kind);
      known = { token: toJson(token), row };
      this.#remember(kind, value, known);
    }
    keep(known.row);
    return known.token;
  }

  #remember(kind: string, value: Json, known: Known): void {
    if (this.#sealed.size >= MOST_KNOWN) return;
    this.#sealed.set(`${kind}\n${JSON.stringify(value)}`, known);
    this.#lookOutFor(value, kind);
  }

  /** Of what was sealed whole, each part: it may travel alone. */
  #lookOutFor(value: Json, kind: string): void {
    if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value) as Json[]) this.#lookOutFor(part, kind);
      return;
    }
    if (typeof value === 'boolean' || value === null || value === '' || this.#kinds.has(value)) return;
    const text = String(value);
    if (text.length < (NUMBER.test(text) ? SHORTEST_NUMBER : SHORTEST)) {
      this.#short.add(text);
      return;
    }
    this.#kinds.set(value, kind);
    this.#inTexts = undefined;
  }

  #textPattern(): RegExp | undefined {
    if (this.#inTexts !== undefined || this.#kinds.size === 0) return this.#inTexts;
    this.#inTexts = toPattern([...this.#kinds.keys()].slice(0, MOST_INSIDE_TEXTS).map(String));
    return this.#inTexts;
  }
}

function toPattern(texts: readonly string[]): RegExp {
  // Longest first, so that no value is cut in two by a shorter one inside of it.
  const choices = [...texts].sort((a, b) => b.length - a.length).map((text) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${choices.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

function toJson(token: SealedToken): Json {
  return token as unknown as Json;
}

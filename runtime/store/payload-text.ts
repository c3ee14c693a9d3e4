/** Turns payloads into the text of a column and back; what is large goes to a blob and a reference stands in its place. */
import type { Json, JsonObject } from '#flows/json.ts';
import { type BlobReference, type BlobStore, LARGEST_INLINE_BYTES } from './blobs.ts';
import type { TimedBody } from './engine-rows.ts';
import { eventToJson } from './event-json.ts';
import { type EarlierAnswer, namedPayloadText } from './named-payload.ts';

/** Where events carry payloads. Everything else in an event is small by its nature (ids, keys, headers, sentences). */
const PAYLOAD_PATHS: readonly (readonly string[])[] = [
  ['trigger', 'body'],
  ['output'],
  ['answer'],
  ['data'],
  ['body'],
  ['event', 'data'],
  ['wait', 'state'],
  ['seed'],
  ['error', 'details'],
];

/** A reference is known by its place, kept beside the row, never by its looks: a payload may contain the key `$blob` itself. */
type BlobPlace = readonly [eventIndex: number, ...path: string[]];

export interface EventsText {
  readonly text: string;
  /** JSON of each event; undefined where a payload was put away, or is that of another event. */
  readonly bodies: readonly (string | undefined)[];
  /** JSON of BlobPlace[]; null when everything is inline. */
  readonly places: string | null;
  readonly sha256s: readonly string[];
}

const NOTHING: readonly string[] = [];

/** `made`: JSON of each body, as far as somebody has made it; the first body is event `firstRunSeq` of its run. */
export function eventsToText(
  bodies: readonly TimedBody[],
  made: readonly (string | undefined)[],
  firstRunSeq: number,
  answer: EarlierAnswer | undefined,
  blobs: BlobStore,
): EventsText {
  const rows: string[] = [];
  const texts: (string | undefined)[] = [];
  let places: BlobPlace[] | undefined;
  let sha256s: string[] | undefined;
  for (let index = 0; index < bodies.length; index += 1) {
    const body = bodies[index]!;
    const named = namedPayloadText(bodies, index, firstRunSeq, answer);
    // What is large beside the name goes to a file as it would without one.
    if (named !== undefined && named.length <= LARGEST_INLINE_BYTES) {
      rows.push(named);
      texts.push(undefined);
      continue;
    }
    let one = made[index] ?? eventToJson(body);
    texts.push(one.length > LARGEST_INLINE_BYTES ? undefined : one);
    if (one.length > LARGEST_INLINE_BYTES) {
      const moved = moveOut(body, blobs);
      one = JSON.stringify(moved.body);
      places ??= [];
      sha256s ??= [];
      for (const { path, reference } of moved.references) {
        places.push([index, ...path]);
        sha256s.push(reference.$blob);
      }
    }
    rows.push(one);
  }
  return {
    text: `[${rows.join(',')}]`,
    bodies: texts,
    places: places === undefined ? null : JSON.stringify(places),
    sha256s: sha256s ?? NOTHING,
  };
}

export function eventsFromText(text: string, places: string | null, blobs: BlobStore): readonly TimedBody[] {
  const bodies = JSON.parse(text) as TimedBody[];
  if (places === null) return bodies;
  for (const [index, ...path] of JSON.parse(places) as BlobPlace[]) {
    bodies[index] = replaceAt(bodies[index] as unknown as JsonObject, path, (reference) =>
      blobs.get((reference as unknown as BlobReference).$blob),
    ) as unknown as TimedBody;
  }
  return bodies;
}

function moveOut(body: TimedBody, blobs: BlobStore) {
  const references: { readonly path: readonly string[]; readonly reference: BlobReference }[] = [];
  let slim = body as unknown as JsonObject;
  for (const path of PAYLOAD_PATHS) {
    const payload = valueAt(slim, path);
    if (payload === undefined) continue;
    const text = JSON.stringify(payload);
    if (text.length <= LARGEST_INLINE_BYTES) continue;
    const reference = blobs.put(text);
    slim = replaceAt(slim, path, () => reference as unknown as Json);
    references.push({ path, reference });
  }
  return { body: slim, references };
}

function valueAt(object: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = object;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

function replaceAt(object: JsonObject, [key, ...rest]: readonly string[], replace: (value: Json) => Json): JsonObject {
  const value = object[key!] as Json;
  return { ...object, [key!]: rest.length === 0 ? replace(value) : replaceAt(value as JsonObject, rest, replace) };
}

/** One payload in one column; `isBlob` is kept beside it. */
export function payloadToText(payload: Json, blobs: BlobStore): { readonly text: string; readonly reference?: BlobReference } {
  const text = JSON.stringify(payload) ?? 'null';
  if (text.length <= LARGEST_INLINE_BYTES) return { text };
  const reference = blobs.put(text);
  return { text: JSON.stringify(reference), reference };
}

export function payloadFromText(text: string, isBlob: boolean, blobs: BlobStore): Json {
  const value = JSON.parse(text) as Json;
  return isBlob ? blobs.get((value as unknown as BlobReference).$blob) : value;
}

/** Where events carry values of others, and what of them is tagged. */
import type { Json, JsonObject } from '#flows/json.ts';
import { isSealedToken } from '#flows/sealed-token.ts';
import type { TraceBody } from '#flows/trace.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import type { KeepRow, RunSealing } from './run-sealing.ts';
import { mapParts, replaceTokens } from './sealed-values.ts';
import type { FindTaggedPlaces, Tagged } from './tagged-places.ts';

/** Stands for every member of a list: the list itself stays one, for who counts it. */
const EACH = '*';

/** The flow's input, what systems answered, what people gave. */
export const PAYLOADS: readonly (readonly string[])[] = [
  ['trigger', 'body'],
  ['trigger', 'headers'],
  ['trigger', 'query'],
  ['seed', EACH, 'output'],
  ['output'],
  ['answer'],
  ['body'],
  ['data'],
  ['items', EACH],
  ['event', 'data'],
  ['wait', 'state'],
  ['wait', 'detail'],
];
/** Said by other systems, and only ever shown. */
export const SHOWN: readonly string[] = ['error', 'cause', 'title'];

/** How a token of ours begins in JSON text. */
export const TOKEN_MARK = '{"$sealed":';

/** What comes in looking like a token of ours is sealed itself: opened again it is what it was, and never somebody else's value. */
export function sealLookalikes(value: Json, seal: (value: Json) => Json): Json {
  return replaceTokens(value, (token) => seal(token as unknown as Json));
}

export function changePayloads(event: JsonObject, change: (value: Json) => Json): JsonObject {
  let changed = event;
  for (const path of PAYLOADS) changed = changeAt(changed, path, change);
  return changed;
}

/** TRC-3 for one event of a run that has tagged fields. */
export function sealTaggedEvent(body: TimedBody, run: RunSealing, tagsOfEvent: FindTaggedPlaces['ofEvent'], keep: KeepRow): TimedBody {
  let event = body as unknown as JsonObject;
  for (const [path, tagged] of taggedParts(body, run, tagsOfEvent))
    event = changeAt(event, path, (value) => run.sealTagged(value, tagged, keep));
  if (body.type === 'run-accepted' && body.seed !== undefined)
    event = changeAt(event, ['seed', EACH], (seed) => sealSeed(seed as JsonObject, run, keep));
  event = changePayloads(event, (value) => run.sealKnown(value, keep));
  const shown: Tagged = 'path' in body && body.path !== undefined ? run.places.at(body.path) : {};
  for (const field of SHOWN)
    event = changeAt(event, [field], (value) =>
      field === 'title' ? cleanTitle(value, run, shown, keep) : run.cleanShown(value, shown, keep),
    );
  if (body.type === 'wait-started') event = changeAt(event, ['wait', 'title'], (value) => cleanTitle(value, run, shown, keep));
  return event as unknown as TimedBody;
}

/** What people are asked or told, of the step there: computed from a tagged field it does not show it, however short it is. */
export function cleanTitle(title: Json, run: RunSealing, { tree }: Tagged, keep: KeepRow): Json {
  return typeof title === 'string' && tree?.fields.has('title') ? run.cleanComputed(title) : run.cleanShown(title, {}, keep);
}

/** The detail that goes with it. */
export function taggedDetail({ tree }: Tagged): Tagged {
  const detail = tree?.fields.get('detail');
  return detail === undefined ? {} : { tree: detail };
}

function sealSeed(seed: JsonObject, run: RunSealing, keep: KeepRow): Json {
  return mapParts(seed, (part, name) => (name === 'output' ? run.sealTagged(part, run.places.at(String(seed['path'])), keep) : part));
}

function taggedParts(
  body: TraceBody,
  { places }: RunSealing,
  tagsOfEvent: FindTaggedPlaces['ofEvent'],
): readonly (readonly [path: readonly string[], tagged: Tagged])[] {
  switch (body.type) {
    case 'loop-started': {
      const { tree } = places.at(body.path);
      const items = tree?.fields.get('items');
      return items === undefined ? [] : [[['items'], { tree: items }]];
    }
    case 'run-accepted':
      return [[['trigger', 'body'], places.trigger]];
    case 'step-completed':
      return [[['output'], places.at(body.path)]];
    case 'wait-started':
      return [[['wait', 'detail'], taggedDetail(places.at(body.path))]];
    case 'wait-ended':
      return [[['answer'], places.at(body.path)]];
    case 'operator-acted':
      return [[['data'], body.path === undefined ? places.trigger : places.at(body.path)]];
    case 'reply-committed':
      return [[['body'], places.output]];
    case 'run-completed':
      return [[['output'], places.output]];
    case 'event-emitted':
      return [[['event', 'data'], tagsOfEvent(body.event.type)]];
    default:
      return [];
  }
}

/** The same object when nothing stands there, or nothing changes. */
export function changeAt(object: JsonObject, path: readonly string[], change: (value: Json) => Json): JsonObject {
  return changeValue(object, path, change) as JsonObject;
}

function changeValue(value: Json, path: readonly string[], change: (value: Json) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (typeof value !== 'object' || value === null || isSealedToken(value)) return value;
  if (Array.isArray(value)) return key === EACH ? mapParts(value, (item) => changeValue(item, rest, change)) : value;
  const object = value as JsonObject;
  const part = object[key];
  if (part === undefined || part === null) return value;
  const changed = changeValue(part, rest, change);
  return changed === part ? value : { ...object, [key]: changed };
}

/** A node drawn with an operation, with a newer description of it. Pure. */
import type { Json, JsonObject } from '../json.ts';

/** What a description says of an operation of `http/operation`; everything else in the config is the flow's own. */
const SAID = ['method', 'path', 'styles', 'mediaType', 'request', 'answers'] as const;
/** Said, too, but a person may know better, as long as it is the same method. */
const JUDGED = ['idempotency', 'idempotencyHeader'] as const;

/** `config`: of the node; `newer`: of the same operation as it is described now. What was filled stays; whether it fits, the checks say. */
export function takeOver(config: JsonObject, newer: JsonObject): JsonObject {
  const { described } = config;
  if (described !== undefined) return newer['described'] === undefined ? config : { ...config, described: newer['described'] };
  const taken = config['method'] === newer['method'] ? SAID : [...SAID, ...JUDGED];
  const kept = Object.entries(config).filter(([name]) => !(taken as readonly string[]).includes(name));
  const said = taken.flatMap((name): readonly (readonly [string, Json])[] => (newer[name] === undefined ? [] : [[name, newer[name]]]));
  return Object.fromEntries([...kept, ...said]);
}

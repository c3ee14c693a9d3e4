/**
 * Each payload once in the journal of a run (TRC-5): where an event hands on what an earlier event of the run holds already, its stored
 * form names that event. Who reads the journal gets the event back whole.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import type { TimedBody } from './engine-rows.ts';

/** `runSeq` of the event that holds the payload, or has it in the body of its output. */
type PayloadName = number | readonly [runSeq: number, part: 'body'];

/** Fields of a stored event, never of a payload, so nothing that comes in can look like them. */
interface Naming {
  /** What stands for the whole output. */
  readonly outputOf?: PayloadName;
  /** What stands for `output.body`. */
  readonly bodyOf?: PayloadName;
}

/** The run's answer, where an earlier row holds it. */
export interface EarlierAnswer {
  readonly runSeq: number;
  /** Undefined where it cannot be read. */
  body(): Json | undefined;
}

/** So many events before: who hands a payload on follows at once. */
const MOST_LOOKED_AT = 8;
/** A shorter text is no longer than its name. */
const LONGEST_UNNAMED = 32;

/**
 * JSON of the stored form of `bodies[index]` if it names another event, else undefined. `bodies` are those of one row, the first of them
 * is event `firstRunSeq` of the run.
 */
export function namedPayloadText(
  bodies: readonly TimedBody[],
  index: number,
  firstRunSeq: number,
  answer: EarlierAnswer | undefined,
): string | undefined {
  const event = bodies[index]!;
  if (event.type !== 'step-completed' && event.type !== 'run-completed') return undefined;
  const { output } = event;
  if (output === undefined || !isWorthNaming(output)) return undefined;
  const outputOf = findName(bodies, index, firstRunSeq, output) ?? findInAnswer(event, answer);
  if (outputOf !== undefined) return toText(event, null, { outputOf });
  const body = bodyOf(output);
  if (body === undefined || !isWorthNaming(body)) return undefined;
  const name = findName(bodies, index, firstRunSeq, body);
  return name === undefined ? undefined : toText(event, { ...(output as JsonObject), body: null }, { bodyOf: name });
}

/** The event as it was recorded; `find` reads another event of the run. */
export function withNamedPayload(stored: TimedBody, find: (runSeq: number) => TimedBody): TimedBody {
  if (!('outputOf' in stored) && !('bodyOf' in stored)) return stored;
  const { outputOf, bodyOf: nameOfBody, ...event } = stored as TimedBody & Naming & { readonly output: Json };
  const output =
    outputOf === undefined ? { ...(event.output as JsonObject), body: payloadOf(nameOfBody!, find) } : payloadOf(outputOf, find);
  return { ...event, output } as TimedBody;
}

function toText(event: TimedBody & { type: 'step-completed' | 'run-completed' }, output: Json, naming: Naming): string {
  const { type, at } = event;
  if (type === 'run-completed') return JSON.stringify({ type, output, at, ...naming });
  const { path, attempt, port, durationMs } = event;
  return JSON.stringify({ type, path, attempt, port, output, durationMs, at, ...naming });
}

function findName(bodies: readonly TimedBody[], index: number, firstRunSeq: number, payload: Json): PayloadName | undefined {
  const event = bodies[index]!;
  for (let at = index - 1; at >= 0 && at >= index - MOST_LOOKED_AT; at -= 1) {
    const before = bodies[at]!;
    if (before.type === 'reply-committed') {
      // Sealed each for itself, the same payload is two objects.
      const isHandedOn = event.type === 'run-completed' || (event.type === 'step-completed' && event.path === before.path);
      if (before.body === payload || (isHandedOn && hasText(before.body, payload))) return firstRunSeq + at;
    } else if (before.type === 'step-completed') {
      if (before.output === payload) return firstRunSeq + at;
      if (bodyOf(before.output) === payload) return [firstRunSeq + at, 'body'];
    }
  }
  return undefined;
}

function findInAnswer(event: TimedBody & { readonly output?: Json }, answer: EarlierAnswer | undefined): number | undefined {
  if (event.type !== 'run-completed' || answer === undefined) return undefined;
  const body = answer.body();
  return body !== undefined && hasText(body, event.output!) ? answer.runSeq : undefined;
}

function payloadOf(name: PayloadName, find: (runSeq: number) => TimedBody): Json {
  const event = find(typeof name === 'number' ? name : name[0]);
  const payload = event.type === 'reply-committed' ? event.body : event.type === 'step-completed' ? event.output : undefined;
  const named = typeof name === 'number' || payload === undefined ? payload : bodyOf(payload);
  if (named === undefined) throw new Error(`Event ${String(name)} of the run does not hold the payload that a later one names.`);
  return named;
}

function isWorthNaming(payload: Json): boolean {
  return typeof payload === 'object' ? payload !== null : typeof payload === 'string' && payload.length > LONGEST_UNNAMED;
}

function bodyOf(output: Json): Json | undefined {
  return typeof output === 'object' && output !== null && !Array.isArray(output) ? (output as JsonObject)['body'] : undefined;
}

function hasText(one: Json, other: Json): boolean {
  return typeof one === typeof other && JSON.stringify(one) === JSON.stringify(other);
}

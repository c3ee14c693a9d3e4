/** A step's config as its executor gets it: defaults filled, then judged by the manifest's schema. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { InvalidError } from '#nodes/errors.ts';

/** Throws InvalidError `config-invalid` with the places. */
export type FinishConfig = (config: Json) => Json;

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, meta: false, validateSchema: false });
const finished = new WeakMap<JsonSchema, FinishConfig>();

export function finishConfigOf(schema: JsonSchema): FinishConfig {
  let finish = finished.get(schema);
  if (finish === undefined) {
    const validate = ajv.compile(schema);
    const fill = fillerOf(schema);
    finish = (config) => check(validate, fill === undefined ? config : fill(config));
    finished.set(schema, finish);
  }
  return finish;
}

function check(validate: ValidateFunction, config: Json): Json {
  if (validate(config)) return config;
  const errors = (validate.errors ?? []).slice(0, 10);
  const details = errors.map(
    ({ instancePath, message = 'does not fit', params }): JsonObject => ({
      path: instancePath,
      message: 'additionalProperty' in params ? `${message}: "${String(params['additionalProperty'])}"` : message,
    }),
  );
  const [first] = details;
  throw new InvalidError(`The step's settings do not fit: ${String(first?.['path'] || '/')} ${String(first?.['message'])}.`, {
    code: 'config-invalid',
    help: 'Look at what the expressions of this step gave, then correct the flow or edit the step.',
    details,
  });
}

/** Copies on the way to a default: configs share parts with payloads, which nobody may change. */
type Fill = (value: Json) => Json;

function fillerOf(schema: Json | undefined): Fill | undefined {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return undefined;
  const { properties, items } = schema as JsonObject;
  if (typeof properties === 'object' && properties !== null) return objectFiller(properties as JsonObject);
  const fillItem = fillerOf(items);
  return fillItem === undefined ? undefined : (value) => (Array.isArray(value) ? (value as readonly Json[]).map(fillItem) : value);
}

function objectFiller(properties: JsonObject): Fill | undefined {
  const defaults: [string, Json][] = [];
  const inner: [string, Fill][] = [];
  for (const [name, property] of Object.entries(properties)) {
    const given = (property as JsonObject | null)?.['default'];
    if (given !== undefined) defaults.push([name, given]);
    const fill = fillerOf(property);
    if (fill !== undefined) inner.push([name, fill]);
  }
  if (defaults.length === 0 && inner.length === 0) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    let filled: Record<string, Json> | undefined;
    for (const [name, given] of defaults) {
      if ((value as JsonObject)[name] !== undefined) continue;
      filled ??= copyOf(value as JsonObject);
      filled[name] = given;
    }
    for (const [name, fill] of inner) {
      const part = (filled ?? (value as JsonObject))[name];
      if (part === undefined) continue;
      const next = fill(part);
      if (next === part) continue;
      filled ??= copyOf(value as JsonObject);
      filled[name] = next;
    }
    return filled ?? value;
  };
}

/** Field by field: one that is added to a copy made by spreading takes two microseconds (Node 20), and every step has such. */
function copyOf(value: JsonObject): Record<string, Json> {
  if (Object.hasOwn(value, '__proto__')) return { ...value };
  const copy: Record<string, Json> = {};
  for (const name in value) copy[name] = value[name]!;
  return copy;
}

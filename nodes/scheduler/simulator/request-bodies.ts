/** Bodies of requests, judged by the published contract itself: openapi.json. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json } from '#flows/json.ts';
import type { SimulatorRequest } from '../../sandbox/simulator.ts';
import openapi from '../openapi.json' with { type: 'json' };

export interface BodyFault {
  readonly path: string;
  readonly message: string;
}

export type BodyReading =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly code: 'malformed-json' | 'invalid-body'; readonly faults: readonly BodyFault[] };

export type SchemaName = keyof typeof openapi.components.schemas;

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
addFormats.default(ajv, ['date', 'date-time', 'uri']);
ajv.addKeyword({ keyword: ['openapi', 'info', 'servers', 'security', 'paths', 'webhooks', 'components'] });
ajv.addSchema(openapi, 'scheduler');
const compiled = new Map<SchemaName, ValidateFunction>();

/** What is wrong with a value by a schema of the contract; empty: nothing. */
export function findFaults(name: SchemaName, value: unknown): readonly BodyFault[] {
  const validate = compiled.get(name) ?? ajv.compile({ $ref: `scheduler#/components/schemas/${name}` });
  compiled.set(name, validate);
  return validate(value) ? [] : (validate.errors ?? []).slice(0, 10).map(toFault);
}

export function readRequestBody(request: SimulatorRequest, name: SchemaName): BodyReading {
  let value: Json;
  try {
    value = JSON.parse(request.body.toString('utf8')) as Json;
  } catch {
    return { ok: false, code: 'malformed-json', faults: [{ path: '', message: 'The body is not JSON.' }] };
  }
  const faults = findFaults(name, value);
  return faults.length === 0 ? { ok: true, value } : { ok: false, code: 'invalid-body', faults };
}

function toFault({ instancePath, keyword, message = 'is wrong', params }: ErrorObject): BodyFault {
  const path = instancePath.slice(1).replaceAll('/', '.');
  const place = path === '' ? 'The body' : path;
  if (keyword === 'additionalProperties')
    return { path, message: `${place} has "${String(params['additionalProperty'])}", which the contract does not know.` };
  if (keyword === 'oneOf') return { path, message: `${place} needs exactly one of demandIds, scope and demands.` };
  const allowed = keyword === 'enum' ? `: ${(params['allowedValues'] as readonly string[]).join(', ')}` : '';
  return { path, message: `${place} ${message}${allowed}.` };
}

/** What a request is about, read off it without touching data: for faults that are narrowed to an operation or a key. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { IntendedOperation, SimulatorRequest } from '../../sandbox/simulator.ts';
import { findObject } from './object-definitions.ts';
import { splitPath } from './rest-request.ts';

export function intendedOperations({ method, url, body }: SimulatorRequest): readonly IntendedOperation[] {
  if (url.startsWith('/services/oauth2/')) return [{ operation: 'sign-in' }];
  return operationsOf(method, url, readJson(body));
}

function operationsOf(method: string, url: string, body: Json | undefined): readonly IntendedOperation[] {
  const split = splitPath(url);
  if (split === undefined) return [];
  const [resource, name = '', third, fourth] = split.path;
  switch (resource?.toLowerCase()) {
    case 'sobjects': {
      const object = findObject(name)?.name ?? name;
      const verb =
        method === 'GET'
          ? 'read'
          : method === 'DELETE'
            ? 'delete'
            : method === 'POST'
              ? 'create'
              : fourth === undefined
                ? 'update'
                : 'upsert';
      return withKeys(`${verb}-${object}`, [fourth ?? third, orderIn(body)]);
    }
    case 'jobs':
      return withKeys(bulkOperation(method, name, fourth), [third]);
    case 'query':
    case 'queryall':
      return [{ operation: `query ${split.query.get('q') ?? ''}` }];
    case 'composite': {
      const parts = isObject(body) ? body['compositeRequest'] : undefined;
      if (Array.isArray(parts))
        return parts.filter(isObject).flatMap((part) => operationsOf(String(part['method']), String(part['url']), part['body']));
      return collectionOperations(method, split.path, body);
    }
    default:
      return [];
  }
}

function bulkOperation(method: string, kind: string, part: string | undefined): string {
  if (kind === 'query') return method === 'POST' ? 'create-query-job' : part === 'results' ? 'read-query-results' : 'read-query-job';
  if (method === 'POST') return 'create-bulk-job';
  if (method === 'PUT') return 'upload-bulk-data';
  return method === 'PATCH' ? 'close-bulk-job' : 'read-bulk-job';
}

function collectionOperations(method: string, [, , name, field]: readonly string[], body: Json | undefined): readonly IntendedOperation[] {
  const records = isObject(body) && Array.isArray(body['records']) ? body['records'].filter(isObject) : [];
  const verb = field !== undefined ? 'upsert' : method === 'POST' ? 'create' : method === 'DELETE' ? 'delete' : 'update';
  return records.flatMap((record) => {
    const { attributes } = record;
    const object = name ?? (isObject(attributes) ? String(attributes['type']) : '');
    const key = field === undefined ? (record['id'] ?? record['Id']) : record[field];
    return withKeys(`${verb}-${object}`, [typeof key === 'string' ? key : undefined, orderIn(record)]);
  });
}

function withKeys(operation: string, keys: readonly (string | undefined)[]): readonly IntendedOperation[] {
  const known = keys.filter((key) => key !== undefined);
  return known.length === 0 ? [{ operation }] : known.map((key) => ({ operation, key }));
}

function orderIn(body: Json | undefined): string | undefined {
  const order = isObject(body) ? body['ERP_Order_Number__c'] : undefined;
  return typeof order === 'string' ? order : undefined;
}

function readJson(body: Buffer): Json | undefined {
  try {
    return JSON.parse(body.toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

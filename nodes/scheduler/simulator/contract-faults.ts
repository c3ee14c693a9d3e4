/** Is an answer what the published contract says about it? For tests: the simulator shall be as true as openapi.json. */
import type { Json } from '#flows/json.ts';
import openapi from '../openapi.json' with { type: 'json' };
import { findFaults, type SchemaName } from './request-bodies.ts';

interface Operation {
  readonly responses: {
    readonly [status: string]: { readonly content?: { readonly [type: string]: { readonly schema: { readonly $ref: string } } } };
  };
}

/** Sentences; empty: it is. */
export function findContractFaults(method: string, url: string, status: number, contentType: string, body: Json): readonly string[] {
  const segments = url.split('?')[0]!.split('/');
  const paths: { readonly [path: string]: object } = openapi.paths;
  const known = Object.entries(paths).find(([path]) => {
    const parts = path.split('/');
    return parts.length === segments.length && parts.every((part, index) => part.startsWith('{') || part === segments[index]);
  });
  const operation = (known?.[1] as { readonly [method: string]: Operation } | undefined)?.[method.toLowerCase()];
  if (operation === undefined) return status === 404 || status === 405 ? [] : [`${method} ${url} is not in the contract`];
  const content = operation.responses[String(status)]?.content?.[contentType];
  if (content === undefined) return [`${method} ${url} answers ${status} ${contentType}, which is not in the contract`];
  const name = content.schema.$ref.split('/').at(-1) as SchemaName;
  return findFaults(name, body).map(({ message }) => `${method} ${url} ${status}: ${message}`);
}

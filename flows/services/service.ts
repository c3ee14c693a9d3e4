/**
 * A described service: what its OpenAPI document or its `$metadata` says that it can do, as entries for the palette. An operation carries the
 * whole config that a node begins with, so a flow holds what it was drawn with and needs the description no more.
 */
import type { JsonObject } from '../json.ts';
import type { Problem } from '../problem.ts';

export type ServiceKind = 'openapi' | 'odata';

export interface ServiceDescription {
  readonly kind: ServiceKind;
  readonly title: string;
  /** As the service says it of itself. */
  readonly version: string;
  /** Where it is said to be; only a hint, for a connection has its own address. */
  readonly server?: string;
  /** Of an OData service: as the nodes of SAP open it. */
  readonly path?: string;
  readonly operations: readonly ServiceOperation[];
}

export interface ServiceOperation {
  /** Stable over newer descriptions: `operationId`, else method and path; of OData the entity set with what is done (`A_SalesOrder.list`), or the function. */
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** Of the node that performs it. */
  readonly type: 'http/operation' | 'sap/read-entities' | 'sap/write-entity' | 'sap/call-function';
  readonly config: JsonObject;
}

/** What was read. `problems` with `error` say why there is no description; warnings name what was left out of it, each at its place. */
export interface ServiceReading {
  readonly description?: ServiceDescription;
  readonly problems: readonly Problem[];
}

export const SERVICE_LIMITS = {
  operations: 2_000,
  /** Of what is pasted or uploaded. */
  bytes: 5_000_000,
  /** Of these as YAML, which takes fifty times as long to read as JSON. */
  yamlBytes: 1_000_000,
  /** JSON text of what one operation is asked and what it answers, each: what a flow may hold (schema-too-large). */
  schemaBytes: 60_000,
  references: 64,
  depth: 24,
} as const;

/** Statuses that are an outcome of the business where a service describes them: the way that a step leaves by. */
export const OUTCOME_PORTS: { readonly [status: string]: string } = {
  '404': 'not-found',
  '409': 'conflict',
  '410': 'gone',
  '422': 'refused',
};

/** What a node holds of the operation that it was drawn with; undefined where it was drawn by hand. */
export interface DrawnWith {
  readonly service: string;
  readonly operation: string;
}

/** In `http/operation` the config is the operation; the nodes of SAP have fields of these names of their own and hold it in `described`. */
export function drawnWith(type: string, config: JsonObject): DrawnWith | undefined {
  const { service, operation } = type === 'http/operation' ? config : heldOf(config);
  return typeof service === 'string' && typeof operation === 'string' ? { service, operation } : undefined;
}

/** Where `request` and `answers` stand. */
export function heldOf(config: JsonObject): JsonObject {
  const { described } = config;
  return typeof described === 'object' && described !== null && !Array.isArray(described) ? (described as JsonObject) : config;
}

/** With the name of the service that it belongs to: by this a flow is found again. */
export function ofService(service: string, operation: ServiceOperation): ServiceOperation {
  const { config } = operation;
  const held = heldOf(config);
  return { ...operation, config: held === config ? { service, ...config } : { ...config, described: { service, ...held } } };
}

/**
 * A described service: what its OpenAPI document says that it can do, as entries for the palette. An operation carries the
 * whole config that a node begins with, so a flow holds what it was drawn with and needs the description no more.
 */
import type { JsonObject } from '../json.ts';
import type { Problem } from '../problem.ts';

export type ServiceKind = 'openapi';

export interface ServiceDescription {
  readonly kind: ServiceKind;
  readonly title: string;
  /** As the service says it of itself. */
  readonly version: string;
  /** Where it is said to be; only a hint, for a connection has its own address. */
  readonly server?: string;
  readonly operations: readonly ServiceOperation[];
}

export interface ServiceOperation {
  /** Stable over newer descriptions: `operationId`, else method and path. */
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** Of the node that performs it. */
  readonly type: 'http/operation';
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

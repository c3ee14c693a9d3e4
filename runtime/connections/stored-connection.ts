/** One stored connection: found, and named where it is called and audited. */
import { toConnectionHold } from '#flows/connection-hold.ts';
import type { CalledConnection } from '../engine/engine.ts';
import { refusals } from '../http/api-error.ts';
import type { ConnectionDefinitions, ConnectionRow } from '../store/connection-definitions.ts';

/** The row of exactly this plant, or of none. Throws ApiError 404. */
export function requireConnection(
  definitions: Pick<ConnectionDefinitions, 'findConnection'>,
  environment: string,
  name: string,
  plant: string | undefined,
): ConnectionRow {
  const row = definitions.findConnection(environment, name, plant);
  if (row === undefined) throw refusals.notFound('connection', `${environment}/${name}`);
  return row;
}

export function calledOf(environment: string, connection: string, plant: string | undefined): CalledConnection {
  return { environment, connection, ...(plant === undefined ? {} : { plant }) };
}

/** What the audit calls it; of its circuit, too. */
export function auditedAs(connection: CalledConnection): string {
  return `connection ${connection.environment}/${toConnectionHold(connection)}`;
}

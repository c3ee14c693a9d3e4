/** Where the engine gets opened connections from (runtime/connections/ implements it). */
import type { ConnectionAccess } from '#nodes/connection.ts';
import type { ConnectionLimits } from './engine.ts';

export interface OpenConnections {
  /** Role → connection of the environment, by plant where one is bound to it. Throws DeniedError `connection-missing` with what to do. */
  open(environment: string, role: string, plant?: string): ConnectionAccess;
  limits(environment: string, role: string, plant?: string): ConnectionLimits;
  /**
   * Writes are recorded and not sent: the connection only looks (dry run, tests, shadow). Asked before every write; without a role the
   * step writes into what is ours.
   */
  withholdWrites?(environment: string, role: string | undefined, plant?: string): boolean;
}

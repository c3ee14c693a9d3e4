/** Names in the work folder of a connection: what is taken, made ready and collected. Nobody else works in it. */
import type { ConnectionAccess } from '../connection.ts';
import { InternalError } from '../errors.ts';
import type { FileRoot } from './file-root.ts';

export function filesOf(connection: ConnectionAccess): FileRoot {
  if (connection.files !== undefined) return connection.files;
  throw new InternalError(`The connection "${connection.name}" has no files.`, { code: 'no-files' });
}

/** Files that a flow's trigger has taken and whose run has not put them away. */
export function takenFolder(connection: ConnectionAccess, flow: string): string {
  return `${workFolder(connection)}/taken/${connection.environment}.${flow}`;
}

/** Files that are complete and not delivered yet, by the key of their effect. */
export function readyPath(connection: ConnectionAccess, key: string): string {
  return `${workFolder(connection)}/ready/${key}`;
}

/** Parts that a run has collected. */
export function collectedFolder(connection: ConnectionAccess, originRunId: string): string {
  return `${workFolder(connection)}/collected/${originRunId}`;
}

export function workFolder({ settings }: ConnectionAccess): string {
  return String(settings['workFolder'] ?? 'work');
}

export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

/** Whether something that could not be read or written is asked for again, because nothing is wrong with it. */
import { StorageError } from './engine-rows.ts';

/** No file can be opened, or no memory is left for it, just now (F38); or it is there and may not be read until somebody gives the right back. */
const PASSING_CODES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EBUSY', 'EACCES', 'EPERM']);

/** It concerns neither the run nor what it holds: whoever asked tries again, and nothing is parked for it. */
export function isPassing(error: unknown): boolean {
  if (error instanceof StorageError) return error.code === 'busy' || error.code === 'disk-full';
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' && PASSING_CODES.has(code);
}

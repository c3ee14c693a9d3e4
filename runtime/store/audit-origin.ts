/**
 * From where somebody acts: known at the edge, wanted in every audit row (S13). It travels with the request and not by hand, since a
 * place that forgets to pass it on would be a row that nobody can trace.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditOrigin } from './definitions.ts';

const origins = new AsyncLocalStorage<AuditOrigin>();

export function actFrom<T>(origin: AuditOrigin, act: () => T): T {
  return origins.run(origin, act);
}

/** Undefined: the runtime acts by itself. */
export function currentOrigin(): AuditOrigin | undefined {
  return origins.getStore();
}

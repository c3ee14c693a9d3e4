/**
 * From where somebody acts: known at the edge, wanted in every audit row (S13). It travels with the request and not by hand, since a
 * place that forgets to pass it on would be a row that nobody can trace.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditOrigin } from './audit-definitions.ts';

const origins = new AsyncLocalStorage<AuditOrigin>();
let acting = 0;

/** Until what `act` gives is settled; what it leaves behind acts for nobody. */
export async function actFrom<T>(origin: AuditOrigin, act: () => Promise<T>): Promise<T> {
  acting += 1;
  try {
    return await origins.run(origin, act);
  } finally {
    acting -= 1;
    // Until then Node 20 and 22 follow every promise of the process, also those of runs, which never ask.
    if (acting === 0) origins.disable();
  }
}

/** Undefined: the runtime acts by itself. */
export function currentOrigin(): AuditOrigin | undefined {
  return origins.getStore();
}

/** The engine of an installation that only looks (RES-6): takes nothing, runs nothing, and says why to whoever asks. */
import type { ActResult, Engine, StartResult } from '../engine/engine.ts';

/** When a sender is told to come back: a person has to decide first. */
const RETRY_AFTER_MS = 60_000;

export function createStandingEngine(why: () => string): Engine {
  const code = 'read-only-recovery';
  const refused = (): StartResult => ({ kind: 'refused', status: 503, code, message: why(), retryAfterMs: RETRY_AFTER_MS });
  const notNow = async (): Promise<ActResult> => ({ kind: 'refused', code, message: why() });
  return {
    start: async () => refused(),
    startMany: async (requests) => requests.map(refused),
    signal: () => Promise.reject(new Error(why())),
    decide: notNow,
    releaseGroup: notNow,
    publish: () => Promise.reject(new Error(why())),
    act: notNow,
    circuits: () => [],
    configureConnection: () => undefined,
    connectionRemoved: () => undefined,
    setCircuit: () => Promise.reject(new Error(why())),
    flowResumed: () => undefined,
    health: () => ({ ready: false, recovering: true, openRuns: 0, running: 0, storage: 'ok' }),
    close: async () => undefined,
  };
}

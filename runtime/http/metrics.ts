/** `/metrics`: figures of those environments that the caller may read whole. */
import type { IncomingHttpHeaders } from 'node:http';
import { isAllowed, wholeEnvironment } from '#flows/policy.ts';
import type { Engine } from '../engine/engine.ts';
import type { CounterBook } from '../live/counters.ts';
import type { LiveServer } from '../live/live-server.ts';
import type { FlowDefinitions } from '../store/flow-definitions.ts';
import { type ApiError, refusals } from './api-error.ts';
import { toPrometheus } from './prometheus.ts';
import type { Caller } from './route.ts';

export interface MetricsParts {
  authenticate(headers: IncomingHttpHeaders): Caller | undefined;
  readonly definitions: Pick<FlowDefinitions, 'listEnvironments'>;
  readonly engine: Pick<Engine, 'health'>;
  readonly counters: Pick<CounterBook, 'read'>;
  readonly live: Pick<LiveServer, 'watchers'>;
  /** Of the certificate that we show, where HTTPS is spoken. */
  readonly certificateExpiresAt: () => Date | undefined;
}

export function createMetrics({ authenticate, definitions, engine, counters, live, certificateExpiresAt }: MetricsParts) {
  return (headers: IncomingHttpHeaders): string | ApiError => {
    const caller = authenticate(headers);
    if (caller === undefined) return refusals.notSignedIn();
    // Figures of an environment cross folders and plants, as its live topic does.
    const environments = definitions
      .listEnvironments()
      .filter(({ name }) => isAllowed(caller.grants, 'runs.read', wholeEnvironment(name)))
      .map(({ name }) => ({ environment: name, flows: counters.read(name, true, new Set()) }));
    if (environments.length === 0) return refusals.notAllowed('runs.read', ' for a whole environment');
    return toPrometheus(engine.health(), environments, live.watchers, certificateExpiresAt());
  };
}

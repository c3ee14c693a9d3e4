/** A simulated scheduler with a connection to it, for tests of the scheduler nodes. */
import type { ConnectionAccess } from '#nodes/connection.ts';
import { createScheduler } from '#nodes/scheduler/simulator/scheduler-fixture.ts';
import { createSimulatorHttpClient } from './simulator-http-client.ts';
import { createConnection } from './step-context.ts';

export function createSchedulerSystem(apiKey = 'key') {
  const scheduler = createScheduler();
  const http = createSimulatorHttpClient(scheduler.simulator, 'scheduler.test');
  const connection: ConnectionAccess = createConnection({
    type: 'scheduler',
    http,
    settings: { baseUrl: 'http://scheduler.test' },
    secrets: { apiKey },
  });
  return { ...scheduler, http, connection };
}

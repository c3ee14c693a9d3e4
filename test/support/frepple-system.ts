/** A simulated frePPLe with a connection to it, for tests of its nodes. */
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import { type FreppleOptions, FreppleSimulator } from '#nodes/frepple/simulator/frepple-simulator.ts';
import { createMemoryHost } from './memory-host.ts';
import { createSimulatorHttpClient } from './simulator-http-client.ts';
import { createConnection } from './step-context.ts';

export function createFreppleSystem(options: Partial<FreppleOptions> = {}, settings: JsonObject = {}) {
  const host = createMemoryHost('scheduler', 7);
  const simulator = new FreppleSimulator(host, options);
  const http = createSimulatorHttpClient(simulator, 'frepple.test');
  const connection: ConnectionAccess = createConnection({
    type: 'frepple',
    http,
    settings: { baseUrl: 'http://frepple.test', user: 'millrace', ...settings },
    secrets: { password: 'sandbox', token: 'header.payload.signature' },
  });
  return { simulator, records: host.records, http, connection };
}

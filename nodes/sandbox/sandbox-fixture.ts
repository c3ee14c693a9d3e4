/** For tests: a sandbox in this process on a folder of its own, its control port and a receiver of deliveries. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '#flows/json.ts';
import type { SandboxCredentials } from './credentials.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import type { SimulatedSystem } from './simulator.ts';
import { createThingSimulators } from './simulator-fixture.ts';
import type { SimulatorFactories } from './simulators.ts';

export const CREDENTIALS: SandboxCredentials = {
  sap: { user: 'MILLRACE', password: 'sap-password' },
  crm: { clientId: '3MVG9sandbox', clientSecret: 'crm-secret' },
  scheduler: { apiKey: 'scheduler-key' },
  control: { token: 'control-token' },
  webhookSecret: `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`,
};

export interface StartedSandbox extends Sandbox {
  control(method: string, path: string, body?: Json): Promise<{ readonly status: number; readonly body: Json }>;
  url(system: SimulatedSystem, path: string): string;
}

export function makeFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-sandbox-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function startSandbox(
  folder: string,
  factories: SimulatorFactories = createThingSimulators,
  seed = 7,
): Promise<StartedSandbox> {
  const sandbox = await createSandbox({ folder, firstPort: 0, seed, credentials: CREDENTIALS }, factories);
  return {
    ...sandbox,
    async control(method, path, body) {
      const answer = await fetch(`http://127.0.0.1:${sandbox.ports.control}${path}`, {
        method,
        headers: { authorization: `Bearer ${CREDENTIALS.control.token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as Json) };
    },
    url: (system, path) => `http://127.0.0.1:${sandbox.ports[system]}${path}`,
  };
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly { readonly headers: { readonly [name: string]: string }; readonly body: string }[];
  /** How the next deliveries are answered. */
  answerWith(status: number, body?: string): void;
  /** Resolves when so many have come. */
  waitFor(count: number): Promise<void>;
  close(): Promise<void>;
}

/** `port` 0: any. A receiver that is started again on the port of a dead one. */
export async function startReceiver(port = 0): Promise<Receiver> {
  const received: { headers: { [name: string]: string }; body: string }[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let answer = { status: 200, body: '<Ack>true</Ack>' };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers as { [name: string]: string }, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(answer.status).end(answer.body);
      for (const { count, resolve } of waiting) if (received.length >= count) resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answerWith(status, body = '') {
      answer = { status, body };
    },
    waitFor: (count) => (received.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve }))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

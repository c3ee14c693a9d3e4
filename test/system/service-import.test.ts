/** Somebody imports the description of a very large service while orders come in. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServicePreview } from '#flows/api/services.ts';
import { type Api, runReaches, setUp } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type StartedRuntime, startRuntime } from '../support/started-runtime.ts';

let runtime: StartedRuntime;
let api: Api;
beforeAll(async () => {
  runtime = await startRuntime({ sandbox: false, examples: false });
  api = await setUp(runtime);
  await deploy(api, smallFlow({ id: 'goes-on' }));
});
afterAll(() => runtime?.close());

const preview = (text: string) => api.raw('POST', '/api/services/large/preview', { text });

/** Some hundreds of kilobytes, which take seconds to read. */
function largeYaml(): string {
  const lines = ['openapi: 3.0.3', 'info: { title: Large, version: "1" }', 'paths:'];
  for (let path = 0; path < 1_500; path += 1)
    lines.push(
      `  /orders-${path}/{id}:`,
      '    get:',
      '      summary: Reads one',
      '      parameters:',
      '        - { name: id, in: path, required: true, schema: { type: string } }',
      '      responses:',
      '        "200":',
      '          description: It',
      '          content:',
      '            application/json:',
      '              schema: { type: object, properties: { id: { type: string }, customer: { type: string }, net: { type: number } } }',
    );
  return lines.join('\n');
}

test('SVC-11 runs begin and end while it is read', async () => {
  let answered = false;
  const reading = preview(largeYaml()).finally(() => {
    answered = true;
  });
  const runs: string[] = [];
  // One after the other: each would have to wait for the description if they shared a thread with it.
  for (let run = 0; run < 3; run += 1) {
    const { runId } = await api.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow: 'goes-on', input: {} });
    await runReaches(api, runId, 'completed');
    runs.push(runId);
  }
  expect([runs.length, answered]).toEqual([3, false]);
  const { status, body } = await reading;
  expect(status).toBe(200);
  expect((body as ServicePreview).operations).toHaveLength(1_500);
});

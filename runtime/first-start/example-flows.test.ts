import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { exampleFlows } from '#flows/examples/examples.ts';
import { allExampleTests } from '#flows/examples/tests/all-example-tests.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { nodeTypes } from '#nodes/catalog.ts';
import type { Definitions } from '../store/definitions.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { aDataFolder, type DataFolder } from '../store/store-fixture.ts';
import { createFlowLanguage } from '../versions/create-flow-language.ts';
import { createDeployedFlowRegistry } from '../versions/deployed-flow-registry.ts';
import { createEditorLimit } from '../versions/editor-limit.ts';
import { createFlowService, type FlowService } from '../versions/flow-service.ts';
import { deployExamples } from './example-flows.ts';

/** Called ones before their callers; a handful tells the story. */
const examples = exampleFlows.slice(0, 8);
const ids = examples.map(({ id }) => id).sort();
const someone = { userId: 'u1', name: 'Ann' };

let folder: DataFolder;
let store: Store;
const ended: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = aDataFolder();
  store = openStore({ dataFolder: folder.path });
  const { close } = store;
  const { remove } = folder;
  ended.push(async () => {
    await close();
    remove();
  });
});
afterAll(async () => {
  for (const end of ended) await end();
});

function aStart(definitions: Definitions = store.definitions, hasConnection: (environment: string, role: string) => boolean = () => true) {
  const registry = createDeployedFlowRegistry(definitions, (type) => nodeTypes.find(({ manifest }) => manifest.type === type));
  registry.reload();
  const tried: unknown[] = [];
  const errors: string[] = [];
  const tryOut = (sample: unknown) => Promise.resolve(void tried.push(sample));
  const service = createFlowService({
    definitions,
    registry,
    language: createFlowLanguage({ nodeTypes, definitions, expressions: { tryOut } }),
    nameOfUser: (id) => id,
    editors: createEditorLimit(Date.now),
    hasConnection,
    deploymentsChanged: () => registry.reload(),
    flowResumed: () => {},
  });
  return {
    tried,
    errors,
    service,
    deploy: () =>
      deployExamples({
        examples,
        tests: allExampleTests,
        service,
        definitions,
        now: Date.now,
        log: { error: (_what, error) => errors.push(String(error)) },
      }),
    live: () => registry.live.map(({ deployment }) => `${deployment.flowId} ${deployment.version}`).sort(),
  };
}

/** Flow, and how many versions, tests and samples it has. */
function whatIsThere() {
  const { definitions } = store;
  return definitions
    .listFlowIds()
    .map((id) => [id, definitions.listVersions(id).length, definitions.listFlowTests(id).length, definitions.listSamples(id).length]);
}
const whole = ids.map((id) => {
  const brought = allExampleTests.find(({ flow }) => flow === id);
  return [id, 1, Object.keys(brought?.tests ?? {}).length, Object.keys(brought?.samples(() => '2030-01-01') ?? {}).length];
});

describe('EXA-1: the examples at the first start', () => {
  test('are live at once with tests and samples, and a second start changes nothing', async () => {
    const first = aStart();
    await first.deploy();
    expect(first.live()).toEqual(ids.map((id) => `${id} 1`));
    expect(whatIsThere()).toEqual(whole);
    // What palettes offer process flows: which system each of the system flows wraps.
    expect(first.service.get('sap-sales-order')).toMatchObject({ layer: 'system', major: 1, connectionTypes: ['sap-odata'] });
    expect(first.service.get('crm-order').connectionTypes).toEqual(['salesforce']);
    expect([first.tried, first.errors]).toEqual([[], []]);
    const entries = store.definitions.listAudit(undefined, 1_000).length;
    await aStart().deploy();
    expect(store.definitions.listAudit(undefined, 1_000)).toHaveLength(entries);
  });

  test.each(['insertVersion', 'putDeployment', 'putFlowTest', 'putSample'] as const)(
    'what a start that ended in its third %s has begun is finished by the next one',
    async (method) => {
      let calls = 0;
      const dying = new Proxy(store.definitions, {
        get(target, name) {
          const own = Reflect.get(target, name) as (...values: unknown[]) => unknown;
          if (name !== method) return own;
          return (...values: unknown[]) => {
            calls += 1;
            return calls >= 3 ? Promise.reject(new Error('The machine is gone.')) : own(...values);
          };
        },
      });
      const ending = aStart(dying);
      await ending.deploy();
      expect(ending.errors.join()).toContain('The machine is gone.');
      // What it had asked for by then is kept.
      await store.writer.write(() => undefined);
      const next = aStart();
      expect(next.live()).not.toEqual(ids.map((id) => `${id} 1`));
      await next.deploy();
      expect(next.errors).toEqual([]);
      expect(next.live()).toEqual(ids.map((id) => `${id} 1`));
      expect(whatIsThere()).toEqual(whole);
    },
  );

  test('what somebody withdrew stays withdrawn', async () => {
    const first = aStart();
    await first.deploy();
    await first.service.undeploy('development', ids[0]!, undefined, someone);
    const next = aStart();
    await next.deploy();
    expect(next.live()).toEqual(ids.slice(1).map((id) => `${id} 1`));
  });

  test('one that lacks a connection is named, and the others come', async () => {
    const start = aStart(store.definitions, (_environment, role) => role !== 'sap');
    await start.deploy();
    const needsSap = examples
      .filter(({ nodes }) => Object.values(nodes).some(({ connection }) => connection === 'sap'))
      .map(({ id }) => id);
    expect(needsSap.length).toBeGreaterThan(0);
    for (const id of needsSap) expect(start.errors.join()).toContain(`"${id}" could not be set up`);
    expect(start.errors[0]).toContain('development has no connection "sap"');
    expect(start.live().length).toBe(ids.length - start.errors.length);
    expect(start.live().length).toBeGreaterThan(0);
  });

  test('one that does not go with flows of an earlier release is named and left out; what exists is left alone, the others come', async () => {
    const flow = (id: string) => ({ id, name: id }) as FlowDocument;
    const installed: string[] = [];
    const errors: string[] = [];
    const problem = { code: 'x', severity: 'error' as const, path: '/nodes/call', message: 'That is not its contract.', help: '' };
    const service = {
      check: ({ id }: FlowDocument) => Promise.resolve({ problems: id === 'newer' ? [problem] : [] }),
      install: (_environment: string, documents: readonly FlowDocument[]) =>
        Promise.resolve(void installed.push(...documents.map(({ id }) => id))),
    } as unknown as FlowService;
    const definitions = {
      latestVersion: (id: string) => (id === 'kept' ? 3 : undefined),
      listVersions: (id: string) => (id === 'kept' ? [{ version: 3 }] : []),
    };
    await deployExamples({
      examples: [flow('kept'), flow('newer'), flow('other')],
      tests: [],
      service,
      definitions: definitions as never,
      now: Date.now,
      log: { error: (_what, error) => errors.push(String(error)) },
    });
    expect(installed).toEqual(['other']);
    expect(errors).toEqual([expect.stringContaining('"newer" could not be set up: It has errors. /nodes/call: That is not its contract.')]);
  });
});

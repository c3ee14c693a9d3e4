/** What every test of the suite starts with: a bench of its own, and the few words that the tests speak. */
import { test as base, type TestAPI } from 'vitest';
import type { Json } from '#flows/json.ts';
import type { EmbeddedParts } from '#runtime/embedded/parts.ts';
import type { ActRequest, ActResult } from '#runtime/engine/engine.ts';
import type { EngineBench } from '../support/engine-fixture.ts';
import type { FakeSystem } from '../support/fake-world.ts';
import { conformanceFlows } from './conformance-flows.ts';

export type ConformanceFactory = (options: {
  readonly flows: typeof conformanceFlows;
  readonly parts?: Pick<EmbeddedParts, 'limits'>;
}) => EngineBench;

export interface ConformanceFixtures {
  readonly bench: EngineBench;
  /** Another installation with the same flows, for tests that need one for each of their cases. */
  readonly newBench: (limits?: EmbeddedParts['limits']) => EngineBench;
  readonly sap: FakeSystem;
  /** What a system applied, in its order. */
  readonly appliedBodies: (system?: string) => readonly Json[];
  /** Olga acts, and everything that needs no time happens. */
  readonly act: (runId: string, action: ActRequest['action'], more?: Partial<ActRequest>) => Promise<ActResult>;
  /** Lets everything happen that needs no time, then gives the answer. */
  readonly settled: <T>(promise: Promise<T>) => Promise<T>;
}

export type ConformanceTest = TestAPI<ConformanceFixtures>;

export function conformanceTest(createBench: ConformanceFactory): ConformanceTest {
  const newBench: ConformanceFixtures['newBench'] = (limits) =>
    createBench({ flows: conformanceFlows, ...(limits === undefined ? {} : { parts: { limits } }) });
  return base.extend<ConformanceFixtures>({
    bench: ({ newBench: create }, use) => use(create()),
    newBench: ({ task: _task }, use) => use(newBench),
    sap: ({ bench }, use) => use(bench.world.system('sap')),
    appliedBodies: ({ bench }, use) => use((system = 'sap') => bench.world.system(system).applied.map(({ body }) => body)),
    act: ({ bench }, use) =>
      use(async (runId, action, more = {}) => {
        const acted = bench.engine.act(runId, { action, by: 'olga', reason: 'looked into it', ...more });
        await bench.clock.settle();
        return acted;
      }),
    settled: ({ bench }, use) =>
      use(async (promise) => {
        await bench.clock.settle();
        return promise;
      }),
  });
}

/** A message for order 4711 unless it says otherwise. */
export function order(value: Json, more: object = {}): Json {
  return { order: '4711', value, ...more };
}

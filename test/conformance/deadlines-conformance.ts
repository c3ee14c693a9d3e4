/** What a deadline means for a run whose scope is being undone: the undoing is not torn, and nothing else goes on. */
import { describe, expect } from 'vitest';
import type { EngineBench } from '../support/engine-fixture.ts';
import { type ConformanceTest, order } from './conformance-test.ts';

/** The scheduler refuses, and the CRM, in which the scope has something to undo, is not there from then on. */
async function startOverdue(bench: EngineBench, flow: string): Promise<string> {
  bench.world.limits = { ...bench.world.limits, openAfter: 1 };
  bench.world.system('scheduler').fallback = () => {
    bench.world.system('crm').down = true;
    return 'rejected';
  };
  return bench.start(flow, order('a'));
}

const bodiesOf = (bench: EngineBench, system: string) => bench.world.system(system).applied.map(({ body }) => body);
const UNDONE = { sap: ['book a', 'unbook book a'], crm: ['tell a', 'untell tell a'] };

export function deadlinesConformance(test: ConformanceTest): void {
  describe('deadlines of runs that undo', () => {
    test('STP-6, CMP-3: past it a scope is undone to its end, what is beside it and what follows it stands still', async ({ newBench }) => {
      for (const crash of [false, true]) {
        const bench = newBench();
        const run = await startOverdue(bench, 'overdue-parking');
        await bench.clock.advance(60_000);
        expect(bench.types(run).filter((type) => type === 'deadline-passed')).toHaveLength(1);
        expect(bench.row(run)).toMatchObject({ state: 'parked', blockedAt: 'later', error: { code: 'deadline-passed' } });
        if (crash) await bench.crash();
        bench.world.system('crm').down = false;
        await bench.clock.advance(60_000);
        expect({ sap: bodiesOf(bench, 'sap'), crm: bodiesOf(bench, 'crm') }).toEqual(UNDONE);
        expect(bodiesOf(bench, 'listener')).toEqual([]);
        const parked = bench.events(run).flatMap((event) => (event.type === 'run-parked' ? [event.path] : []));
        expect([...new Set(parked)].sort()).toEqual(['after', 'later']);
        // An operator lets both go on.
        for (const path of ['after', 'later']) {
          const acted = bench.engine.act(run, { action: 'retry', by: 'olga', reason: 'in time enough', path });
          await bench.clock.settle();
          expect(await acted).toMatchObject({ kind: 'done' });
        }
        await bench.clock.advance(700_000);
        expect(bench.state(run)).toBe('completed');
        expect([bodiesOf(bench, 'listener'), bodiesOf(bench, 'erp')]).toEqual([['after V1/331'], ['beside a', 'last a']]);
      }
    });

    test('STP-6, CMP-3: where the lane continues the run fails by its deadline, as soon as the scope is undone', async ({ newBench }) => {
      for (const crash of [false, true]) {
        const bench = newBench();
        const run = await startOverdue(bench, 'overdue-continuing');
        await bench.clock.advance(60_000);
        expect(bench.state(run)).toBe('held');
        if (crash) await bench.crash();
        await bench.clock.advance(600_000);
        // Nothing beside it went on meanwhile.
        expect([bench.state(run), bodiesOf(bench, 'erp')]).toEqual(['held', ['beside a']]);
        bench.world.system('crm').down = false;
        await bench.clock.advance(60_000);
        expect({ sap: bodiesOf(bench, 'sap'), crm: bodiesOf(bench, 'crm') }).toEqual(UNDONE);
        expect(bench.row(run)).toMatchObject({ state: 'failed', error: { code: 'deadline-passed' } });
        expect(bodiesOf(bench, 'listener')).toEqual([]);
      }
    });

    test('STP-6, CMP-3: where the lane compensates the whole run is undone, and what the scope had begun to undo only once', async ({
      newBench,
    }) => {
      for (const crash of [false, true]) {
        const bench = newBench();
        const run = await startOverdue(bench, 'overdue-compensating');
        await bench.clock.advance(60_000);
        if (crash) await bench.crash();
        bench.world.system('crm').down = false;
        await bench.clock.advance(60_000);
        expect({ sap: bodiesOf(bench, 'sap'), crm: bodiesOf(bench, 'crm') }).toEqual(UNDONE);
        expect(bench.row(run)).toMatchObject({ state: 'failed', error: { code: 'deadline-passed' } });
        expect(bench.events(run)).toContainEqual(
          expect.objectContaining({ type: 'compensation-ended', restored: ['tell', 'book'], left: ['beside'] }),
        );
      }
    });

    test('LAN-3, CMP-3: a step that fails for good beside it does not tear it either; the run fails behind it', async ({ newBench }) => {
      for (const crash of [false, true]) {
        const bench = newBench();
        bench.world.system('erp').fallback = 'rejected';
        const run = await startOverdue(bench, 'overdue-continuing');
        await bench.clock.advance(20_000);
        if (crash) await bench.crash();
        expect(bench.state(run)).toBe('held');
        bench.world.system('crm').down = false;
        await bench.clock.advance(30_000);
        expect({ sap: bodiesOf(bench, 'sap'), crm: bodiesOf(bench, 'crm') }).toEqual(UNDONE);
        expect(bench.row(run)).toMatchObject({ state: 'failed', error: { code: 'V1/331', message: 'erp refuses the change' } });
        expect(bodiesOf(bench, 'listener')).toEqual([]);
      }
    });

    test('STP-6: a person ends an overdue run at once', async ({ bench, act }) => {
      const run = await startOverdue(bench, 'overdue-continuing');
      await bench.clock.advance(60_000);
      expect(await act(run, 'cancel')).toMatchObject({ kind: 'done' });
      expect(bench.state(run)).toBe('cancelled');
    });
  });
}

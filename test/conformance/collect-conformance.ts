import { describe, expect } from 'vitest';
import type { Json } from '#flows/json.ts';
import type { EngineBench } from '../support/engine-fixture.ts';
import { type ConformanceTest, order } from './conformance-test.ts';

const part = (id: string, more: object = {}) => order(id, { id, ...more });
const groupsOf = (bench: EngineBench, runId: string) => bench.storage.reads.listGroupsOf(runId);
const ported = (bench: EngineBench, runId: string) =>
  bench.events(runId).flatMap((event) => (event.type === 'step-completed' && event.path === 'together' ? [event.port] : []));

export function collectConformance(test: ConformanceTest): void {
  describe('collecting by key', () => {
    test('WAI-5: the first run waits, the others join it and end, and it goes on once with all of them in order', async ({
      bench,
      appliedBodies,
    }) => {
      const first = await bench.start('gathering', part('b', { number: 2, of: 3 }));
      expect(bench.state(first)).toBe('waiting');
      const second = await bench.start('gathering', part('c', { number: 3 }));
      expect([bench.state(first), bench.state(second)]).toEqual(['waiting', 'completed']);
      expect(bench.output(second, 'together')).toMatchObject({ first, duplicate: false });
      const third = await bench.start('gathering', part('a', { number: 1 }));
      await bench.clock.settle();
      expect([first, second, third].map((run) => bench.state(run))).toEqual(['completed', 'completed', 'completed']);
      expect([first, second, third].map((run) => ported(bench, run))).toEqual([['out'], ['joined'], ['joined']]);
      expect(appliedBodies()).toEqual(['a+b+c']);
      expect(bench.output(first, 'together')).toMatchObject({
        key: '4711',
        closedBy: 'count',
        members: [
          { id: 'a', runId: third },
          { id: 'b', runId: first },
          { id: 'c', runId: second },
        ],
      });
    });

    test('WAI-5: other keys and other flows have groups of their own', async ({ bench, appliedBodies }) => {
      const runs = [
        await bench.start('gathering', part('a', { of: 2 })),
        await bench.start('gathering', { ...(part('x', { of: 2 }) as object), order: '4712' }),
        await bench.start('gathering-quietly', part('q', { of: 2 })),
      ];
      expect(runs.map((run) => bench.state(run))).toEqual(['waiting', 'waiting', 'waiting']);
      await bench.start('gathering', { ...(part('y') as object), order: '4712' });
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['x+y']);
    });

    test('WAI-5: the member that is the last one completes it; one alone may be all', async ({ bench, appliedBodies }) => {
      await bench.start('gathering', part('a'));
      await bench.start('gathering', part('b', { last: true }));
      await bench.clock.settle();
      const alone = await bench.start('gathering', part('c', { last: true }));
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['a+b', 'c']);
      expect(bench.output(alone, 'together')).toMatchObject({ closedBy: 'complete' });
    });

    test('WAI-5: it goes on at a size', async ({ bench, appliedBodies }) => {
      await bench.start('gathering-by-size', part('a', { pieces: 4 }));
      await bench.start('gathering-by-size', part('b', { pieces: 5.5 }));
      expect(appliedBodies()).toEqual([]);
      await bench.start('gathering-by-size', part('c', { pieces: 0.5 }));
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['a+b+c']);
    });

    test('WAI-5: it goes on after quiet, and at the latest so long after its first', async ({ bench, appliedBodies }) => {
      const run = await bench.start('gathering-quietly', part('a'));
      await bench.clock.advance(4_000);
      await bench.start('gathering-quietly', part('b'));
      await bench.clock.advance(4_999);
      expect(bench.state(run)).toBe('waiting');
      await bench.clock.advance(1);
      expect(appliedBodies()).toEqual(['a+b']);
      expect(bench.output(run, 'together')).toMatchObject({ closedBy: 'time-out' });
      for (const id of ['c', 'd', 'e', 'f', 'g']) {
        await bench.start('gathering-quietly', part(id));
        await bench.clock.advance(4_000);
      }
      expect(appliedBodies()).toEqual(['a+b', 'c+d+e+f+g']);
    });

    test('WAI-5: a member that comes twice counts once, in its group and after it; a retried run brings the same one', async ({
      bench,
      appliedBodies,
    }) => {
      await bench.start('gathering', part('a', { of: 2 }));
      const twice = await bench.start('gathering', part('a'));
      expect(bench.output(twice, 'together')).toMatchObject({ duplicate: true });
      await bench.start('gathering', part('b'));
      await bench.clock.settle();
      const after = await bench.start('gathering', part('a'));
      expect(bench.output(after, 'together')).toMatchObject({ duplicate: true });
      expect(bench.state(after)).toBe('completed');
      await bench.clock.advance(700_000);
      expect(appliedBodies()).toEqual(['a+b']);
      await bench.clock.advance(86_400_000);
      const nextDay = await bench.start('gathering', part('a'));
      expect(bench.state(nextDay)).toBe('waiting');
    });

    test('WAI-5: a member of a group that has gone on is a duplicate, too, while another group of its key is open', async ({
      bench,
      appliedBodies,
    }) => {
      await bench.start('gathering', part('a', { of: 2 }));
      await bench.start('gathering', part('b'));
      await bench.clock.settle();
      const open = await bench.start('gathering', part('c', { of: 2 }));
      const again = await bench.start('gathering', part('a'));
      expect(bench.output(again, 'together')).toMatchObject({ duplicate: true });
      expect(bench.state(open)).toBe('waiting');
      await bench.start('gathering', part('d'));
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['a+b', 'c+d']);
    });

    test('WAI-5: who comes late begins another group, or is an exception where the flow says so', async ({ bench, appliedBodies }) => {
      await bench.start('gathering-strictly', part('a', { last: true }));
      await bench.clock.settle();
      const late = await bench.start('gathering-strictly', part('b'));
      expect(bench.state(late)).toBe('completed');
      expect(ported(bench, late)).toEqual(['late']);
      expect(bench.exceptions()).toMatchObject([{ runId: late, owner: 'operations', detail: { key: '4711', member: 'b' } }]);
      await bench.clock.advance(86_400_000);
      expect(bench.state(await bench.start('gathering-strictly', part('c')))).toBe('waiting');
      expect(appliedBodies()).toEqual(['a']);
    });

    test('WAI-5: many that come at once are one group, each in it once', async ({ bench, appliedBodies }) => {
      const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
      const started = numbers.map((number) =>
        bench.engine.start({
          environment: 'test',
          flow: 'gathering',
          trigger: { body: part(`m${number}`, { number, of: 40 }) },
          source: 'http',
        }),
      );
      await bench.clock.settle();
      await Promise.all(started);
      expect(appliedBodies()).toEqual([numbers.map((number) => `m${number}`).join('+')]);
      expect(bench.listRuns().every(({ state }) => state === 'completed')).toBe(true);
    });

    test('WAI-5: before it outgrows one message it goes on, and the member that had no room begins another group', async ({
      bench,
      appliedBodies,
    }) => {
      const big = (id: string) => order(id.repeat(5_000_000), { id });
      const first = await bench.start('gathering', big('a'));
      const second = await bench.start('gathering', big('b'));
      await bench.clock.settle();
      expect([bench.state(first), bench.state(second)]).toEqual(['completed', 'waiting']);
      expect(bench.output(first, 'together')).toMatchObject({ closedBy: 'limit', members: [{ id: 'a' }] });
      expect(appliedBodies().map((body) => String(body).length)).toEqual([5_000_000]);
    });

    test('WAI-5: a group survives a restart, and its time goes on meanwhile', async ({ bench, appliedBodies }) => {
      const first = await bench.start('gathering', part('a'));
      await bench.crash();
      await bench.start('gathering', part('b'));
      await bench.crash(599_000);
      expect(bench.state(first)).toBe('waiting');
      await bench.clock.advance(1_000);
      expect(appliedBodies()).toEqual(['a+b']);
      const again = await bench.start('gathering', part('c'));
      await bench.crash(7_200_000);
      expect(bench.state(again)).toBe('completed');
      expect(appliedBodies()).toEqual(['a+b', 'c']);
    });

    test('WAI-5: a person lets it go on now', async ({ bench, settled, appliedBodies }) => {
      const run = await bench.start('gathering', part('a', { of: 9 }));
      await bench.start('gathering', part('b'));
      const [group] = groupsOf(bench, run);
      const by = { by: 'olga', reason: 'the rest comes tomorrow' };
      expect(await settled(bench.engine.releaseGroup(group!.groupId, by))).toMatchObject({ kind: 'done' });
      await bench.clock.settle();
      expect(appliedBodies()).toEqual(['a+b']);
      expect(bench.output(run, 'together')).toMatchObject({ closedBy: 'released', releasedBy: 'olga', reason: by.reason });
      expect(await settled(bench.engine.releaseGroup(group!.groupId, by))).toMatchObject({ kind: 'refused', code: 'group-gone-on' });
    });

    test('WAI-5: when the run that holds it is cancelled, its members are an exception with their runs', async ({
      bench,
      act,
      appliedBodies,
    }) => {
      const run = await bench.start('gathering', part('a'));
      const joined = await bench.start('gathering', part('b'));
      expect(await act(run, 'cancel')).toMatchObject({ kind: 'done' });
      expect(bench.state(run)).toBe('cancelled');
      expect(bench.exceptions()).toMatchObject([{ runId: run, detail: { key: '4711', members: [{ id: 'b', runId: joined }] } }]);
      expect(groupsOf(bench, run)).toEqual([]);
      await bench.clock.advance(700_000);
      expect(appliedBodies()).toEqual([]);
      const next = await bench.start('gathering', part('b'));
      expect(bench.state(next)).toBe('waiting');
    });

    test('RES-4, WAI-5: when the run that holds it is damaged and given up, its members are told of, and the next begins anew', async ({
      bench,
      act,
    }) => {
      const run = await bench.start('gathering', part('a'));
      const joined = await bench.start('gathering', part('b'));
      await bench.storage.damage(run);
      await bench.crash();
      expect(bench.state(run)).toBe('parked');
      expect(await act(run, 'set-aside')).toMatchObject({ kind: 'done' });
      expect(bench.exceptions()).toHaveLength(1);
      const next = await bench.start('gathering', part('c'));
      expect(bench.state(next)).toBe('waiting');
      expect(groupsOf(bench, next)).toMatchObject([{ members: 1 }]);
      expect(bench.exceptions()).toMatchObject([{ runId: run, detail: { members: [{ id: 'b', runId: joined }] } }]);
    });

    test('WAI-5: a run that is parked past its deadline keeps its group, and goes on with it when it is retried', async ({
      bench,
      act,
      appliedBodies,
    }) => {
      const run = await bench.start('gathering-within', part('a', { of: 3 }));
      await bench.clock.advance(60_000);
      expect(bench.state(run)).toBe('parked');
      await bench.start('gathering-within', part('b'));
      await bench.start('gathering-within', part('c'));
      await bench.clock.advance(1_000);
      expect(bench.state(run)).toBe('parked');
      await act(run, 'retry');
      await bench.clock.settle();
      expect(bench.state(run)).toBe('completed');
      expect(appliedBodies()).toEqual(['a+b+c']);
    });

    test('WAI-5: a run that goes through again with an edited message, or is retried, goes on with the group that it had', async ({
      bench,
      sap,
      act,
      appliedBodies,
    }) => {
      sap.fallback = () => 'rejected';
      const run = await bench.start('gathering', part('a', { number: 1, of: 2 }));
      await bench.start('gathering', part('b', { number: 2 }));
      await bench.clock.settle();
      expect(bench.state(run)).toBe('parked');
      await bench.clock.advance(2 * 86_400_000);
      await act(run, 'edit', { data: order('A', { id: 'a', number: 1, of: 2 }) });
      expect(bench.state(run)).toBe('parked');
      await act(run, 'set-aside');
      sap.fallback = 'ok';
      const retried = (await act(run, 'retry')) as { readonly runId: string };
      await bench.clock.settle();
      expect(bench.state(retried.runId)).toBe('completed');
      expect(appliedBodies()).toEqual(['A+b']);
      expect(bench.output(run, 'together')).toMatchObject({ items: ['A', 'b'] });
    });

    test('WAI-5: a run that goes through again keeps the group that it had, also when another one is open by then', async ({
      bench,
      sap,
      act,
      appliedBodies,
    }) => {
      sap.fallback = () => 'rejected';
      const run = await bench.start('gathering', part('a', { number: 1, of: 2 }));
      await bench.start('gathering', part('b', { number: 2 }));
      await bench.clock.settle();
      expect(bench.state(run)).toBe('parked');
      sap.fallback = 'ok';
      const open = await bench.start('gathering', part('c', { number: 3, of: 2 }));
      await act(run, 'edit', { data: order('A', { id: 'a', number: 1, of: 2 }) });
      await bench.clock.settle();
      expect([bench.state(run), bench.state(open)]).toEqual(['completed', 'waiting']);
      expect(appliedBodies()).toEqual(['A+b']);
    });

    test('RES-1, WAI-5: a crash at every commit: every member once, in one group', { timeout: 120_000 }, async ({ newBench }) => {
      let crashes = 0;
      for (let boundary = 1; boundary <= 12; boundary += 1) {
        const bench = newBench();
        let commits = 0;
        bench.onCommit(() => {
          commits += 1;
          if (commits === boundary) bench.killNow();
        });
        const bodies: readonly Json[] = [part('a', { number: 1, of: 3 }), part('b', { number: 2 }), part('c', { number: 3 })];
        const send = async () => {
          for (const [index, body] of bodies.entries()) {
            bench.engine
              .start({ environment: 'test', flow: 'gathering', trigger: { body }, source: 'poll', messageId: `m${index}` })
              .catch(() => undefined);
            if (index > 0) await bench.clock.settle();
          }
        };
        await send();
        await bench.clock.advance(1_000);
        bench.onCommit(undefined);
        if (commits >= boundary) {
          crashes += 1;
          await bench.crash();
          await send();
        }
        await bench.clock.advance(60_000);
        const applied = bench.world.system('sap').applied.map(({ body }) => body);
        expect(applied, `crash at commit ${boundary}`).toEqual(['a+b+c']);
        expect(bench.listRuns().map(({ state }) => state)).toEqual(['completed', 'completed', 'completed']);
      }
      expect(crashes).toBeGreaterThanOrEqual(5);
    });
  });
}

import { describe, expect, test } from 'vitest';
import { aFlow, createBench } from '../../test/support/engine-fixture.ts';

const orderChange = aFlow({
  id: 'order-change',
  nodes: {
    prepare: { type: 'test/echo', config: { order: '= trigger.body.order', text: '= "change " & trigger.body.order' } },
    change: { type: 'test/write', connection: 'sap', config: { operation: 'change', body: '= steps.prepare.order' } },
    answer: { type: 'core/respond', config: { status: 200, body: { number: '= steps.change.answer.number' } } },
  },
  edges: ['start > prepare', 'prepare > change', 'change > answer'],
});

describe('a run from its start to its end', () => {
  test('STP-1: pure step, effect, answer: everything happened once and in order', async () => {
    const bench = createBench({ flows: [orderChange] });
    const runId = await bench.start('order-change', { order: '4711' });
    await bench.clock.settle();

    expect(bench.types(runId)).toEqual([
      'run-accepted',
      'run-started',
      'step-completed',
      'step-started',
      'effect-intended',
      'effect-confirmed',
      'step-completed',
      'reply-committed',
      'step-completed',
      'run-completed',
    ]);
    expect(bench.state(runId)).toBe('completed');
    expect(bench.world.system('sap').applied).toMatchObject([{ operation: 'change', body: '4711' }]);
    expect(bench.row(runId)).toMatchObject({ state: 'completed', reply: { status: 200, body: { number: 0 } } });
    expect(bench.engine.health()).toMatchObject({ openRuns: 0, running: 0 });
    expect(bench.errors).toEqual([]);
  });

  test('INT-5: a synchronous caller gets the answer after the commit that holds it', async () => {
    const bench = createBench({ flows: [orderChange] });
    const started = bench.engine.start({
      environment: 'test',
      flow: 'order-change',
      trigger: { body: { order: '1' } },
      source: 'http',
      synchronous: true,
    });
    await bench.clock.settle();
    const result = await started;
    expect(result).toMatchObject({ kind: 'accepted', duplicate: false });
    expect(result.kind === 'accepted' && (await result.answer)).toEqual({ status: 200, body: { number: 0 } });
  });

  test('INT-6: who listens hears of a message that came too late, with the message itself', async () => {
    const sequenced = aFlow({
      id: 'sequenced',
      nodes: { note: { type: 'test/echo', config: { order: '= trigger.body.order' } } },
      edges: ['start > note'],
      lane: { sequence: '= trigger.body.revision' },
    });
    const listener = aFlow({
      id: 'listener',
      trigger: 'core/event',
      nodes: { note: { type: 'test/write', connection: 'crm', config: { operation: 'tell', body: '= trigger.body.body.revision' } } },
      edges: ['start > note'],
    });
    const listening = {
      ...listener,
      nodes: { ...listener.nodes, start: { type: 'core/event', version: 1, config: { type: 'millrace.run.stale.v1' } } },
    };
    const bench = createBench({ flows: [sequenced, listening] });
    await bench.start('sequenced', { order: '4711', revision: 2 });
    const older = await bench.start('sequenced', { order: '4711', revision: 1 });
    await bench.clock.settle();
    expect(bench.state(older)).toBe('stale');
    expect(bench.world.system('crm').applied).toMatchObject([{ operation: 'tell', body: 1 }]);
    expect(bench.errors).toEqual([]);
  });

  test('LAN-3: whoever sent the message of a run that a person ended is told why', async () => {
    const ordered = aFlow({
      id: 'ordered',
      nodes: { change: { type: 'test/write', connection: 'sap', config: { operation: 'change', body: '= trigger.body.revision' } } },
      edges: ['start > change'],
      more: { lane: { name: 'order', key: '= trigger.body.order' } },
    });
    const listener = aFlow({
      id: 'listener',
      trigger: 'core/event',
      nodes: {
        note: {
          type: 'test/write',
          connection: 'crm',
          config: { operation: 'tell', body: '= trigger.body.how & " " & trigger.body.body.revision & ": " & trigger.body.reason' },
        },
      },
      edges: ['start > note'],
    });
    const listening = {
      ...listener,
      nodes: { ...listener.nodes, start: { type: 'core/event', version: 1, config: { type: 'millrace.run.given-up.v1' } } },
    };
    const bench = createBench({ flows: [ordered, listening] });
    bench.world.system('sap').fates = ['rejected', 'rejected'];
    const parked = await bench.start('ordered', { order: '4711', revision: 1 });
    const waiting = await bench.start('ordered', { order: '4711', revision: 2 });
    const told = () => bench.world.system('crm').applied.map(({ body }) => body);
    // One that waits for its turn, and one that stands.
    const acted = [
      bench.engine.act(waiting, { action: 'cancel', by: 'olga', reason: 'entered twice' }),
      bench.engine.act(parked, { action: 'set-aside', by: 'olga', reason: 'sales will call' }),
    ];
    await bench.clock.settle();
    expect(await Promise.all(acted)).toMatchObject([{ kind: 'done' }, { kind: 'done' }]);
    expect([bench.state(waiting), bench.state(parked)]).toEqual(['cancelled', 'set-aside']);
    expect(told()).toEqual(['cancelled 2: entered twice', 'set-aside 1: sales will call']);
    expect(bench.errors).toEqual([]);
  });
});

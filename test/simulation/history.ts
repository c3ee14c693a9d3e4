/**
 * One history: messages, duplicates, outages, lost answers, time-outs, full disks and crashes, all drawn from one seed, over the real
 * engine with virtual time. At the end the world is well again, an operator who looks into the systems settles what is parked, and
 * the oracle judges.
 */

import { receiverKey } from '#runtime/embedded/receiver-key.ts';
import type { StartResult } from '#runtime/engine/engine.ts';
import { createBench, type EngineBench, memoryStorage } from '../support/engine-fixture.ts';
import type { Fate } from '../support/fake-world.ts';
import { createMemoryStore, type MemoryStore } from '../support/memory-store.ts';
import { judge, type Message, type Verdict } from './oracle.ts';
import { createRandom, type Random } from './random.ts';
import { servingFlows, simulatedFlows } from './simulated-flows.ts';

const FAULTS: readonly Fate[] = ['lost-answer', 'not-arrived', 'unavailable', 'throttled', 'timeout', 'conflict', 'hang', 'rejected'];
const SYSTEMS = ['sap', 'crm', 'scheduler', 'erp', 'listener'];

export async function runHistory(seed: number): Promise<Verdict> {
  const random = createRandom(seed);
  let store: MemoryStore | undefined;
  const bench = createBench({
    flows: [...simulatedFlows.map(({ document }) => document), ...servingFlows],
    storage(clock) {
      store = createMemoryStore(clock);
      return memoryStorage(store, clock);
    },
    parts: { limits: { activeRuns: random.pick([3, 20, 1_000]), keepEventsMs: 86_400_000 } },
  });
  const history = new History(bench, store!, random);
  await history.play();
  const verdict = judge(bench, store!, history.messages, history.skipped);
  return { ...verdict, violations: [...history.crowded, ...verdict.violations] };
}

class History {
  readonly bench: EngineBench;
  readonly messages: Message[] = [];
  /** Runs an operator ended or completed without their effect. */
  readonly skipped = new Set<string>();
  /** LAN-2: flows of which more runs were at work, after some commit, than they allow. */
  readonly crowded = new Set<string>();
  readonly #store: MemoryStore;
  readonly #random: Random;
  #alive = true;
  #ill = true;

  constructor(bench: EngineBench, store: MemoryStore, random: Random) {
    this.bench = bench;
    this.#store = store;
    this.#random = random;
    this.#watch(undefined);
  }

  /** Looks at the rows after every commit, before anybody hears of it. */
  #watch(act: (() => void) | undefined): void {
    this.bench.onCommit(() => {
      this.#countAtWork();
      act?.();
    });
  }

  #countAtWork(): void {
    for (const { document } of simulatedFlows) {
      const { concurrency } = document;
      if (concurrency !== undefined && this.#store.reads.countRunning('test', document.id) > concurrency)
        this.crowded.add(`crowded: ${document.id} allows ${concurrency}, and more were at work`);
    }
  }

  async play(): Promise<void> {
    const random = this.#random;
    const { clock } = this.bench;
    const lengthMs = random.pick([5_000, 60_000, 300_000]);
    this.#drawWorld();
    this.#drawMessages(lengthMs);
    this.#drawOutages(lengthMs);
    const crashes = random.chance(0.7) ? random.between(1, 4) : 0;
    const instants = Array.from({ length: crashes }, () => random.between(0, lengthMs)).sort((a, b) => a - b);
    let passed = 0;
    for (const instant of instants) {
      await clock.advance(instant - passed);
      passed = instant;
      // In the middle of a commit's aftermath, or between two of them.
      if (random.chance(0.5)) await this.#crashAtNextCommit();
      else await this.#crash();
    }
    await clock.advance(lengthMs - passed + 30_000);
    this.#heal();
    await this.#drain();
  }

  #drawWorld(): void {
    const random = this.#random;
    const { world, clock } = this.bench;
    world.limits = {
      concurrency: random.pick([1, 3, 1_000]),
      openAfter: random.pick([2, 5, 50]),
      trialAfterMs: random.pick([2_000, 15_000]),
      drainPerSecond: random.pick([5, 100]),
      maintenance: [],
      ...(random.chance(0.2) ? { ratePerSecond: 5, burst: 2 } : {}),
    };
    const faultShare = random.pick([0, 0.1, 0.4]);
    for (const name of SYSTEMS) {
      const system = world.system(name);
      system.honoursKeys = name !== 'sap' || random.chance(0.5);
      system.fallback = () => (this.#ill && random.chance(faultShare) ? random.pick(FAULTS) : 'ok');
      // A request may be under way when the process dies, and arrive all the same. Where only a probe tells, it arrives at once.
      if (system.honoursKeys && name !== 'erp' && random.chance(0.7)) {
        // Almost as late as a step waits.
        const latest = random.pick([800, 800, 4_500]);
        system.latency = () => new Promise((resolve) => clock.world.after(random.between(0, latest), resolve));
      }
    }
    world.system('scheduler').onApplied = ({ body }) => {
      const token = (body as { callback?: string }).callback?.split('/').at(-1);
      if (token !== undefined && random.chance(0.8)) this.#answerLater(token, random.between(0, 40_000));
    };
  }

  /** A machine that calls back, and again when nobody hears it. */
  #answerLater(token: string, delayMs: number, tries = 20): void {
    this.bench.clock.world.after(delayMs, () => {
      if (!this.#alive) return this.#answerLater(token, 1_000, tries);
      let heard = false;
      this.bench.engine.signal(token, 'planned').then(
        () => {
          heard = true;
        },
        () => undefined,
      );
      this.bench.clock.world.after(3_000, () => {
        if (!heard && tries > 0) this.#answerLater(token, 0, tries - 1);
      });
    });
  }

  #drawMessages(lengthMs: number): void {
    const random = this.#random;
    const count = random.between(3, 25);
    const flows = Array.from({ length: random.between(1, 3) }, () => random.pick(simulatedFlows).document.id);
    const keys = random.between(1, 4);
    for (let number = 1; number <= count; number += 1) {
      const message: Message = {
        id: `m${number}`,
        flow: random.pick(flows),
        order: `o${random.between(1, keys)}`,
        value: `v${number}`,
        number: random.chance(0.8) ? number : random.between(1, number),
        runIds: new Set(),
        acknowledged: false,
        until: '',
      };
      this.messages.push(message);
      const at = random.between(0, lengthMs);
      // Of one in three the window is over before its last item.
      message.until = new Date(this.bench.clock.now() + at + (number % 3 === 0 ? 1_500 : 3_600_000)).toISOString();
      this.bench.clock.world.after(at, () => this.#send(message));
      if (random.chance(0.2)) this.bench.clock.world.after(at + random.between(0, 20_000), () => this.#send(message));
    }
  }

  /** A sender that repeats until it hears a 2xx. */
  #send(message: Message): void {
    const { clock, engine } = this.bench;
    const { flow, order, value, number, until } = message;
    let heard = false;
    if (this.#alive) {
      engine
        .start({
          environment: 'test',
          flow,
          trigger: { body: { order, value, number, until } },
          source: 'http',
          messageId: message.id,
          synchronous: this.#random.chance(0.3),
        })
        .then(
          (result: StartResult) => {
            heard = result.kind === 'accepted';
            if (result.kind !== 'accepted') return;
            message.acknowledged = true;
            message.runIds.add(result.runId);
          },
          () => undefined,
        );
    }
    clock.world.after(2_000, () => {
      if (!heard && !message.acknowledged) this.#send(message);
    });
  }

  #drawOutages(lengthMs: number): void {
    const random = this.#random;
    const { clock, world } = this.bench;
    for (const name of SYSTEMS) {
      if (!random.chance(0.3)) continue;
      const from = random.between(0, lengthMs);
      clock.world.after(from, () => {
        world.system(name).down = true;
      });
      clock.world.after(from + random.between(1_000, 60_000), () => {
        world.system(name).down = false;
      });
    }
    if (!random.chance(0.2)) return;
    const from = random.between(0, lengthMs);
    clock.world.after(from, () => this.#store.fillDisk());
    clock.world.after(from + random.between(100, 10_000), () => this.#store.free());
  }

  async #crash(): Promise<void> {
    this.#alive = false;
    await this.bench.crash(this.#random.pick([0, 100, 5_000]));
    this.#alive = true;
  }

  async #crashAtNextCommit(): Promise<void> {
    const { bench } = this;
    let killed = false;
    this.#watch(() => {
      if (killed) return;
      killed = true;
      this.#alive = false;
      bench.killNow();
    });
    await bench.clock.advance(5_000);
    this.#watch(undefined);
    await this.#crash();
  }

  #heal(): void {
    this.#ill = false;
    this.#store.free();
    for (const name of SYSTEMS) this.bench.world.system(name).down = false;
  }

  /** Time passes and an operator looks after what is parked, until nothing is open. */
  async #drain(): Promise<void> {
    const { bench } = this;
    for (let round = 0; round < 40; round += 1) {
      await bench.clock.advance(round < 5 ? 30_000 : 600_000);
      const open = [...this.#store.runs.values()].filter(({ endedAt }) => endedAt === undefined);
      if (open.length === 0) return;
      for (const { runId, state } of open) if (state === 'parked') await this.#settleParked(runId);
    }
  }

  async #settleParked(runId: string): Promise<void> {
    const { bench } = this;
    const unknown = bench.effects(runId).find(({ kind, state }) => kind === 'write' && ['unknown', 'intended', 'sent'].includes(state));
    const act = async (action: Parameters<EngineBench['engine']['act']>[1]['action'], more: object = {}) => {
      const acted = bench.engine.act(runId, { action, by: 'olga', reason: 'simulated', ...more });
      await bench.clock.settle();
      return acted;
    };
    if (unknown !== undefined) {
      const applied = bench.world.system(unknown.connection).findApplied(receiverKey(unknown.effectKey));
      const marked = await (applied === undefined
        ? act('mark-not-applied')
        : act('mark-confirmed', { data: { done: applied.operation, number: applied.order } }));
      if (marked.kind === 'done') return;
    }
    const choice = this.#random.next();
    if (choice < 0.45) await act('retry');
    else if (choice < 0.6) {
      // The same message again, from the start: what is done already must not be done twice.
      const [accepted] = bench.events(runId);
      if (accepted?.type === 'run-accepted') await act('edit', { data: accepted.trigger.body });
    } else {
      this.skipped.add(runId);
      await act(choice < 0.75 ? 'skip' : choice < 0.9 ? 'set-aside' : 'cancel', choice < 0.75 ? { data: { answer: null } } : {});
    }
  }
}

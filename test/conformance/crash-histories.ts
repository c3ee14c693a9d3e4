/**
 * Small histories that can be cut at any instant. Whoever sends repeats what nobody acknowledged, as senders do; systems keep no keys
 * unless the flow relies on them, so that a second sending shows as a second effect.
 */
import type { Json } from '#flows/json.ts';
import type { EngineBench } from '../support/engine-fixture.ts';

export interface CrashHistory {
  readonly name: string;
  readonly messages: readonly { readonly flow: string; readonly body: Json }[];
  /** Fewest commits that the undisturbed history has. */
  readonly commits: number;
  /** Systems that know a key again: the flow repeats what it cannot ask about. */
  readonly keyed?: readonly string[];
  /** How the world goes on by itself. */
  readonly world?: (bench: EngineBench) => void;
}

export interface Outcome {
  /** Bodies that each system applied, in its order. */
  readonly effects: { readonly [system: string]: readonly Json[] };
  /** How often runs of a flow ended so. */
  readonly states: { readonly [flowAndState: string]: number };
  readonly crashed: boolean;
}

const SYSTEMS = ['sap', 'crm', 'scheduler'];

export const histories: readonly CrashHistory[] = [
  {
    name: 'three writes in a lane, two messages',
    messages: [
      { flow: 'chain-of-writes', body: { order: '1' } },
      { flow: 'chain-of-writes', body: { order: '1' } },
    ],
    commits: 8,
    keyed: ['sap'],
  },
  {
    name: 'a write that is tried again',
    messages: [{ flow: 'ordered', body: { order: '1', value: 'v' } }],
    commits: 4,
    world: (bench) => {
      bench.world.system('sap').fates = ['unavailable', 'unavailable'];
    },
  },
  { name: 'a rest between acceptance and write', messages: [{ flow: 'delayed', body: { order: '1', value: 'v' } }], commits: 3 },
  {
    name: 'a called flow',
    messages: [
      { flow: 'calling', body: { order: '1', value: 'a' } },
      { flow: 'calling', body: { order: '1', value: 'b' } },
    ],
    commits: 6,
  },
  { name: 'parallel branches and their join', messages: [{ flow: 'parallel', body: { order: '1' } }], commits: 3 },
  { name: 'an event that starts another flow', messages: [{ flow: 'emitting', body: { order: '1', value: 'v' } }], commits: 4 },
  {
    name: 'a question that is answered by callback',
    messages: [{ flow: 'asking', body: { order: '1' } }],
    commits: 4,
    world: answerByCallback,
  },
];

/** `cut` arms one crash; it calls what it is given at the instant of it. */
export async function playThrough(bench: EngineBench, history: CrashHistory, cut?: (kill: () => void) => void): Promise<Outcome> {
  for (const system of SYSTEMS) bench.world.system(system).honoursKeys = history.keyed?.includes(system) === true;
  history.world?.(bench);
  let crashed = false;
  cut?.(() => {
    crashed = true;
    bench.killNow();
  });
  const unheard = new Set(history.messages.map((_message, index) => index));
  const send = async () => {
    for (const index of [...unheard]) {
      const { flow, body } = history.messages[index]!;
      bench.engine.start({ environment: 'test', flow, trigger: { body }, source: 'http', messageId: `m${index}` }).then(
        () => unheard.delete(index),
        () => undefined,
      );
      // One sender: the next message goes when this one was heard.
      await bench.clock.settle();
    }
  };
  await send();
  // In small steps, so that the world has not grown old when the process begins again.
  for (let second = 0; second < 20 && !crashed; second += 1) await bench.clock.advance(1_000);
  if (!crashed) await bench.clock.advance(4_000_000);
  if (crashed) {
    bench.onCommit(undefined);
    await bench.crash();
    await send();
    await bench.clock.advance(4_000_000);
  }
  return { effects: effectsOf(bench), states: statesOf(bench), crashed };
}

export function killAtCommit(bench: EngineBench, boundary: number, kill: () => void): void {
  let commits = 0;
  bench.onCommit(() => {
    commits += 1;
    if (commits === boundary) kill();
  });
}

/** The system has applied it, and nobody here ever hears of it. */
export function killAtEffect(bench: EngineBench, nth: number, kill: () => void): void {
  let effects = 0;
  for (const name of SYSTEMS) {
    const system = bench.world.system(name);
    const before = system.onApplied;
    system.onApplied = (applied) => {
      before?.(applied);
      effects += 1;
      if (effects === nth) kill();
    };
  }
}

function effectsOf(bench: EngineBench): Outcome['effects'] {
  return Object.fromEntries(
    SYSTEMS.map((name) => [
      name,
      // The address of a callback names the run, whose id differs from history to history.
      bench.world.system(name).applied.map(({ body, operation }) => (operation === 'ask' ? 'asked' : body)),
    ]),
  );
}

function statesOf(bench: EngineBench): Outcome['states'] {
  const states: Record<string, number> = {};
  for (const { flow, state } of bench.listRuns()) states[`${flow} ${state}`] = (states[`${flow} ${state}`] ?? 0) + 1;
  return states;
}

/** A machine that answers a second later, and again until it is heard. */
function answerByCallback(bench: EngineBench): void {
  const { world } = bench.clock;
  bench.world.system('scheduler').onApplied = ({ body }) => {
    const token = (body as { callback: string }).callback.split('/').at(-1)!;
    let heard = false;
    const call = (tries: number): void => {
      if (heard || tries === 0) return;
      bench.engine.signal(token, 'planned').then(
        (taken) => {
          heard = taken;
        },
        () => undefined,
      );
      world.after(2_000, () => call(tries - 1));
    };
    world.after(1_000, () => call(20));
  };
}

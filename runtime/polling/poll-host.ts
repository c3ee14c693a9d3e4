/**
 * Runs poll triggers of deployed flows: one timer each, never two polls of one flow at a time. Events and the new watermark are
 * committed together, so a crash between them neither loses nor repeats (a repeated page is dropped by the idempotency keys).
 */
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '#flows/json.ts';
import { toStepError } from '#nodes/errors.ts';
import type { Accepted, Polled } from '#nodes/trigger.ts';
import type { EchoFilter } from '../echoes/echo-filter.ts';
import type { Engine, StartRequest, StartResult } from '../engine/engine.ts';
import type { PolledFlow } from './polled-flow.ts';

export interface PollHostParts {
  readonly engine: Pick<Engine, 'startMany'>;
  readonly echoes: Pick<EchoFilter, 'judge'>;
  watermark(environment: string, flow: string): Json;
  now(): number;
  newId(): string;
  log(message: string, fields: JsonObject): void;
}

export interface PollHost {
  /** Replaces what is polled; flows that stay keep their timers. */
  replace(flows: readonly PolledFlow[]): void;
  /** Ends timers and waits for polls under way. */
  close(): Promise<void>;
}

const POLL_TIMEOUT_MS = 60_000;
/** After a failure the pause doubles up to this. */
const MOST_PAUSE_MS = 300_000;

interface Poller {
  flow: PolledFlow;
  timer: NodeJS.Timeout | undefined;
  running: Promise<void> | undefined;
  failures: number;
  ended: boolean;
}

export function createPollHost(parts: PollHostParts): PollHost {
  const pollers = new Map<string, Poller>();
  /** By flow: polls under way of which nobody wants another. Who polls the flow next waits for them: they share its watermark. */
  const leaving = new Map<string, Promise<unknown>>();
  const stop = new AbortController();

  function schedule(poller: Poller, delayMs: number): void {
    if (poller.ended) return;
    poller.timer = setTimeout(() => {
      const before = leaving.get(placeOf(poller.flow));
      poller.running = (before === undefined ? poll(poller) : before.then(() => (poller.ended ? undefined : poll(poller)))).finally(() => {
        poller.running = undefined;
      });
    }, delayMs);
  }

  function letEnd({ flow, running }: Poller): void {
    if (running === undefined) return;
    const place = placeOf(flow);
    const ended = Promise.allSettled([leaving.get(place), running]).then(() => {
      if (leaving.get(place) === ended) leaving.delete(place);
    });
    leaving.set(place, ended);
  }

  async function poll(poller: Poller): Promise<void> {
    const { flow } = poller;
    const interval = flow.trigger.intervalMs(flow.config);
    try {
      const { more, nextAt } = await pollOnce(flow);
      poller.failures = 0;
      const untilNext = nextAt === undefined ? interval : Math.max(0, Date.parse(nextAt) - parts.now());
      schedule(poller, more ? 0 : Math.min(interval, untilNext));
    } catch (thrown) {
      const error = toStepError(thrown);
      poller.failures += 1;
      const pause = Math.min(MOST_PAUSE_MS, error.options.retryAfterMs ?? interval * 2 ** Math.min(poller.failures, 8));
      parts.log('poll failed', {
        environment: flow.environment,
        flow: flow.flow,
        class: error.class,
        code: error.options.code,
        message: error.message,
        pauseMs: pause,
      });
      schedule(poller, pause);
    }
  }

  async function pollOnce(flow: PolledFlow): Promise<Polled> {
    const watermark = parts.watermark(flow.environment, flow.flow);
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(flow.trigger.timeoutMs ?? POLL_TIMEOUT_MS)]);
    const correlationId = parts.newId();
    const found = await flow.trigger.poll({
      flow: flow.flow,
      config: flow.config,
      get connection() {
        return flow.connection();
      },
      watermark,
      signal,
      now: new Date(parts.now()).toISOString(),
      correlationId,
    });
    const echoes = await parts.echoes.judge(flow, found.events);
    const requests = found.events.flatMap((event, index): StartRequest[] =>
      echoes[index] === true
        ? []
        : [
            {
              environment: flow.environment,
              flow: flow.flow,
              major: flow.major,
              trigger: event.scope,
              source: flow.trigger.source ?? 'poll',
              ...(event.messageId === undefined ? {} : { messageId: event.messageId }),
              ...(event.bodyMayDiffer === undefined ? {} : { bodyMayDiffer: event.bodyMayDiffer }),
            },
          ],
    );
    const next = found.watermark;
    // Nothing new: an empty look costs no commit.
    if (requests.length === 0 && isDeepStrictEqual(typeof next === 'function' ? next([]) : next, watermark)) return found;
    const results = await parts.engine.startMany(requests, {
      watermark: typeof next === 'function' ? (started) => next(started.map(toAccepted)) : next,
      environment: flow.environment,
      flow: flow.flow,
    });
    const refused = results.find((result) => result.kind === 'refused');
    // Nothing of this page was committed: it is fetched again from the old watermark.
    if (refused !== undefined) throw new Error(refused.message);
    return found;
  }

  return {
    replace(flows) {
      const wanted = new Map(newestOf(flows).map((flow) => [`${flow.environment}/${flow.flow}/${flow.major}`, flow]));
      for (const [id, poller] of pollers) {
        const flow = wanted.get(id);
        if (flow !== undefined) poller.flow = flow;
        else {
          poller.ended = true;
          clearTimeout(poller.timer);
          pollers.delete(id);
          letEnd(poller);
        }
      }
      for (const [id, flow] of wanted) {
        if (pollers.has(id)) continue;
        const poller: Poller = { flow, timer: undefined, running: undefined, failures: 0, ended: false };
        pollers.set(id, poller);
        schedule(poller, 0);
      }
    },
    async close() {
      stop.abort();
      for (const poller of pollers.values()) {
        poller.ended = true;
        clearTimeout(poller.timer);
      }
      await Promise.allSettled([...leaving.values(), ...[...pollers.values()].map(({ running }) => running)]);
    },
  };
}

const placeOf = ({ environment, flow }: PolledFlow) => `${environment}/${flow}`;

/**
 * What we fetch ourselves goes to the newest contract of a flow, as a message without a version in its address does: two that poll
 * would take the same things, and share one watermark.
 */
function newestOf(flows: readonly PolledFlow[]): readonly PolledFlow[] {
  return flows.filter(
    ({ environment, flow, major }) =>
      !flows.some((other) => other.environment === environment && other.flow === flow && other.major > major),
  );
}

function toAccepted(result: StartResult): Accepted {
  if (result.kind !== 'refused') return result;
  // Refused means that nothing was committed, so nobody is told in the commit.
  throw new Error(result.message);
}

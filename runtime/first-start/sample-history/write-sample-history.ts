/**
 * Fills a first start with two weeks of sample history, in the background and never with more than a share of the processor: every run is
 * played by the real engine and written by the store's own writer, sealed and chained like any other.
 */
import { allExampleTests } from '#flows/examples/tests/all-example-tests.ts';
import type { Json } from '#flows/json.ts';
import { seededRandom } from '#nodes/sandbox/landscape.ts';
import type { StartRequest } from '../../engine/engine.ts';
import { newIdAt } from '../../ids.ts';
import type { Log } from '../../log.ts';
import type { Writer } from '../../store/engine-rows.ts';
import { type SampleHistory, type SampleRun, writeSampleRun } from '../../store/sample-history.ts';
import type { LiveFlow } from '../../versions/deployed-flow-registry.ts';
import { SANDBOX_ENVIRONMENT } from '../sandbox-connections.ts';
import { planStanding, planStories, type Story } from './plan-stories.ts';
import { openStage, type PlayParts, type Stage } from './play-scene.ts';
import { laterRevision, retellTest } from './retell-test.ts';

export interface SampleHistoryParts extends PlayParts {
  readonly history: SampleHistory;
  /** Seals what the engine's own would. */
  readonly writer: Writer;
  readonly live: () => readonly LiveFlow[];
  readonly log: Log;
  readonly now: () => number;
  /** Only the newest so many stories: a test needs no two weeks. */
  readonly mostStories?: number;
}

export interface SampleHistoryWriting {
  /** Resolves when it is whole, or was stopped or taken away. */
  readonly done: Promise<void>;
  stop(): void;
}

const SEED = 4711;
/** For each millisecond of work so many of rest. */
const REST = 2;
const MOST_REST_MS = 500;
const RUNS_AT_ONCE = 10;
/** Older exceptions have been dealt with. */
const OPEN_EXCEPTION_MS = 2 * 86_400_000;

export function writeSampleHistory(parts: SampleHistoryParts): SampleHistoryWriting {
  const { history, log } = parts;
  let isStopped = false;
  const goesOn = () => !isStopped && history.isWanted;

  async function write(): Promise<void> {
    await history.clear();
    const runs: SampleRun[] = [];
    const stories = planStories(parts.now(), SEED);
    const stage = openStage(parts);
    try {
      const newest = stories.slice(-(parts.mostStories ?? stories.length));
      for (const story of [...newest, ...planStanding(parts.now(), stories.length)]) {
        if (!goesOn()) return;
        const began = performance.now();
        runs.push(...(await playStory(parts, stage, story)));
        await rest(performance.now() - began);
      }
    } finally {
      await stage.close();
    }
    // Lists take the order of numbers for the order of time.
    runs.sort((a, b) => (a.run.startedAt < b.run.startedAt ? -1 : 1));
    for (let from = 0; from < runs.length; from += RUNS_AT_ONCE) {
      if (!goesOn()) return;
      const began = performance.now();
      await Promise.all(runs.slice(from, from + RUNS_AT_ONCE).map((run, index) => keep(run, from + index)));
      await rest(performance.now() - began);
    }
    if (!goesOn()) return;
    await history.finish({
      by: 'system',
      action: 'sample-history-added',
      object: 'sample history',
      detail: { runs: runs.length },
    });
    log.info('sample history is there', { runs: runs.length });
  }

  async function keep(sample: SampleRun, index: number): Promise<void> {
    const number = history.numberOf(index);
    if (number === undefined) return;
    const closedBefore = new Date(parts.now() - OPEN_EXCEPTION_MS).toISOString();
    const exceptions = sample.exceptions.map((one) => (one.raisedAt < closedBefore ? { ...one, state: 'closed' as const } : one));
    await parts.writer.write((tx) => writeSampleRun(tx, number, { ...sample, exceptions }));
  }

  return {
    done: write().catch((error: unknown) => log.error('sample history could not be written; tried again at the next start', error)),
    stop() {
      isStopped = true;
    },
  };
}

/** All runs of a story; a scene whose flow is not live, or that does not come to its end, ends it. */
async function playStory(parts: SampleHistoryParts, stage: Stage, story: Story): Promise<readonly SampleRun[]> {
  const runs: SampleRun[] = [];
  const random = seededRandom(SEED + story.number);
  let { at } = story;
  const correlationId = newIdAt(at);
  for (const scene of story.scenes) {
    const test = allExampleTests.find(({ flow }) => flow === scene.flow)?.tests[scene.test];
    const live = parts.live().find(({ deployment }) => deployment.environment === SANDBOX_ENVIRONMENT && deployment.flowId === scene.flow);
    if (test === undefined || live === undefined) break;
    at += scene.afterMs * (0.5 + random());
    const told = retellTest(test, story, scene, runs.at(-1)?.run.runId);
    const played = await stage.play({
      flow: scene.flow,
      source: sourceOf(live),
      test: told,
      correlationId,
      at,
      random,
      outageMs: story.outageMs,
      ...(scene.stands === undefined ? {} : { stands: behind(told.input, scene.stands.behind) }),
    });
    const last = played.at(-1);
    if (last === undefined) break;
    runs.push(...played);
    at = Date.parse(last.run.endedAt ?? last.run.startedAt);
  }
  const now = new Date(parts.now()).toISOString();
  const stands = story.scenes.at(-1)?.stands !== undefined;
  return runs.filter(({ run }) => (run.endedAt === undefined ? stands && run.startedAt < now : run.endedAt < now));
}

function behind(input: Json | undefined, count: number): readonly Json[] {
  return Array.from({ length: count }, (_, index) => laterRevision(input ?? null, index + 1));
}

function sourceOf({ trigger }: LiveFlow): StartRequest['source'] {
  return trigger.kind === 'call' ? 'manual' : trigger.kind;
}

function rest(workedMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(MOST_REST_MS, workedMs * REST)).unref());
}

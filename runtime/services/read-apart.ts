/**
 * Reads descriptions beside the engine's loop: some take seconds, and runs go on meanwhile. Each has a thread of its own, one at a time,
 * which ends with it; what takes too long or too much is a problem of the description and harms nobody.
 */
import { Worker } from 'node:worker_threads';
import type { ServiceReading } from '#flows/services/service.ts';
import { ApiError } from '../http/api-error.ts';
import { readServiceText } from './read-service-text.ts';

export interface ReadApartLimits {
  readonly mostMs: number;
  readonly memoryMb: number;
  /** That wait for their turn. */
  readonly mostWaiting: number;
}

const LIMITS: ReadApartLimits = { mostMs: 60_000, memoryMb: 512, mostWaiting: 8 };
const MAIN = new URL('./service-reader-main.js', import.meta.url);
/** Only what was compiled can be started as a thread; tests that run the sources read in their own. */
const IS_COMPILED = import.meta.url.endsWith('.js');

/** What several readings may take together, without their waiting; they use it up. */
export interface ReadingTime {
  readonly mostMs: number;
  leftMs: number;
}

export function readingTime(mostMs: number): ReadingTime {
  return { mostMs, leftMs: mostMs };
}

/** `path` as in readServiceText. What `time` is over for has the problem `descriptions-too-slow`. Throws ApiError 429 `too-many-readings`, 503 `reader-missing`. */
export type ReadApart = (text: string, path?: string, time?: ReadingTime) => Promise<ServiceReading>;

export function createReadApart(main: URL | undefined = IS_COMPILED ? MAIN : undefined, limits: ReadApartLimits = LIMITS): ReadApart {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (text, path, time) => {
    if (main === undefined) return readServiceText(text, path);
    if (waiting >= limits.mostWaiting)
      throw new ApiError(
        429,
        'too-many-readings',
        `${waiting} descriptions wait to be read.`,
        'Wait until some of them have been.',
        {},
        { 'Retry-After': '5' },
      );
    waiting += 1;
    const turn = last.then(() => readInTime(main, text, path, limits, time));
    // Whoever comes next is read, whatever became of this one.
    last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      waiting -= 1;
    }
  };
}

async function readInTime(
  main: URL,
  text: string,
  path: string | undefined,
  limits: ReadApartLimits,
  time: ReadingTime | undefined,
): Promise<ServiceReading> {
  const tooLong = tooMuch(`Reading it takes more than ${limits.mostMs / 1_000} s.`);
  if (time === undefined) return readInThread(main, text, path, limits, tooLong);
  if (time.leftMs <= 0) return tooSlow(time);
  const mostMs = Math.min(time.leftMs, limits.mostMs);
  const began = performance.now();
  const reading = await readInThread(main, text, path, { ...limits, mostMs }, mostMs < limits.mostMs ? tooSlow(time) : tooLong);
  time.leftMs -= performance.now() - began;
  return reading;
}

/** `tooLong` is the answer after `mostMs`. Throws ApiError 503 `reader-missing` when there is no room for a thread. */
function readInThread(
  main: URL,
  text: string,
  path: string | undefined,
  { mostMs, memoryMb }: ReadApartLimits,
  tooLong: ServiceReading,
): Promise<ServiceReading> {
  return new Promise((resolve) => {
    const worker = startReader(main, { text, ...(path === undefined ? {} : { path }) }, memoryMb);
    const timer = setTimeout(() => end(tooLong), mostMs);
    function end(reading: ServiceReading): void {
      clearTimeout(timer);
      resolve(reading);
      void worker.terminate();
    }
    worker.once('message', (reading: ServiceReading) => end(reading));
    worker.once('error', () => end(tooMuch('Reading it takes more memory than there is for it.')));
    worker.once('exit', () => end(tooMuch('Reading it takes more memory than there is for it.')));
  });
}

/** It is told nothing but the text, and finds no secret in its surroundings. */
function startReader(main: URL, workerData: object, memoryMb: number): Worker {
  try {
    return new Worker(main, { name: 'service reader', env: {}, workerData, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const help = 'Try again; if it stays, see whether the machine has memory and threads left.';
    throw new ApiError(503, 'reader-missing', `The description cannot be read now: ${why}`, help, {}, { 'Retry-After': '5' });
  }
}

function tooSlow({ mostMs }: ReadingTime): ServiceReading {
  const message = `Reading the descriptions of the bundle takes more than ${mostMs / 1_000} s altogether.`;
  const help = 'Keep what is here of some of them, and import their descriptions one by one under Services.';
  return { problems: [{ code: 'descriptions-too-slow', severity: 'error', path: '', message, help }] };
}

function tooMuch(message: string): ServiceReading {
  return { problems: [{ code: 'description-too-complex', severity: 'error', path: '', message, help: 'Import a part of it.' }] };
}

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

/** `path` as in readServiceText. Throws ApiError 429 `too-many-readings`. */
export type ReadApart = (text: string, path?: string) => Promise<ServiceReading>;

export function createReadApart(main: URL | undefined = IS_COMPILED ? MAIN : undefined, limits: ReadApartLimits = LIMITS): ReadApart {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (text, path) => {
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
    const turn = last.then(() => readInThread(main, text, path, limits));
    last = turn;
    try {
      return await turn;
    } finally {
      waiting -= 1;
    }
  };
}

/** Never rejects. */
function readInThread(main: URL, text: string, path: string | undefined, { mostMs, memoryMb }: ReadApartLimits): Promise<ServiceReading> {
  return new Promise((resolve) => {
    // It is told nothing but the text, and finds no secret in its surroundings.
    const worker = new Worker(main, {
      name: 'service reader',
      env: {},
      workerData: { text, ...(path === undefined ? {} : { path }) },
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const timer = setTimeout(() => end(tooMuch(`Reading it takes more than ${mostMs / 1_000} s.`)), mostMs);
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

function tooMuch(message: string): ServiceReading {
  return { problems: [{ code: 'description-too-complex', severity: 'error', path: '', message, help: 'Import a part of it.' }] };
}

/** A whole Millrace that dies and comes back on the same data and the same port, seen by one administrator all along. */
import { type Api, setUp } from './api.ts';
import { type StartedRuntime, type StartOptions, spawnRuntime, startRuntime } from './started-runtime.ts';

export interface MortalRuntime {
  readonly api: Api;
  readonly url: string;
  readonly dataFolder: string;
  /** The process that lives now, or the last one. */
  readonly life: StartedRuntime;
  kill(): Promise<void>;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
  /** After `kill` or `stop`. `more`: environment of this life alone. */
  rise(more?: StartOptions['environment']): Promise<void>;
  /** Is started and killed so many milliseconds later, wherever it is by then. */
  flicker(lifeMs: number): Promise<void>;
  /** Starts another one on the same data beside it; gives how that ended. */
  startRival(): Promise<{ readonly code: number | null; readonly output: string }>;
  close(): Promise<void>;
}

export async function openMortalRuntime(options: StartOptions = {}): Promise<MortalRuntime> {
  let life = await startRuntime(options);
  const { url, folder, dataFolder } = life;
  const port = Number(new URL(url).port);
  const api = await setUp(life);
  return {
    api,
    url,
    dataFolder,
    get life() {
      return life;
    },
    kill: () => life.kill(),
    stop: () => life.stop(),
    async rise(more = {}) {
      life = await startRuntime({ ...options, folder, port, environment: { ...options.environment, ...more } });
    },
    async flicker(lifeMs) {
      const child = spawnRuntime({ ...options, folder, port });
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await new Promise((resolve) => setTimeout(resolve, lifeMs));
      child.kill('SIGKILL');
      await gone;
    },
    async startRival() {
      const child = spawnRuntime({ ...options, folder });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      return { code, output };
    },
    close: () => life.close(),
  };
}

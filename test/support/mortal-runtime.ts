/** A whole Millrace that dies and comes back on the same data and the same port, seen by one administrator all along. */
import { type Api, setUp } from './api.ts';
import { type StartedRuntime, type StartOptions, startRuntime } from './started-runtime.ts';

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
    close: () => life.close(),
  };
}

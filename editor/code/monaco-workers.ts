/**
 * What the language services of Monaco start their workers with, in place of the package's own module (vite.config.ts): that one brings
 * every feature of the editor along, late, so that the second text to be opened would have other keys than the first, and parts that do
 * not find what they need.
 */
import { editor } from 'monaco-editor/editor/editor.api.js';

export interface WorkerWanted {
  readonly label?: string;
  readonly createData?: unknown;
  readonly host?: Record<string, (...given: unknown[]) => unknown>;
  readonly keepIdleModels?: boolean;
}

export function createWebWorker<T extends object>({
  label = '',
  createData,
  host,
  keepIdleModels,
}: WorkerWanted): editor.MonacoWebWorker<T> {
  const worker = Promise.resolve(self.MonacoEnvironment!.getWorker!('', label)).then((started) => {
    // The first message wakes it, the second is what its service begins with.
    started.postMessage('ignore');
    started.postMessage(createData);
    return started;
  });
  return editor.createWebWorker<T>({
    worker,
    ...(host === undefined ? {} : { host }),
    ...(keepIdleModels === undefined ? {} : { keepIdleModels }),
  });
}

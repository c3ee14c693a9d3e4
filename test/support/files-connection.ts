/** A folder of its own with a connection to it, and what a plant person does in such a folder. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import { createFileRoot, type FileRoot } from '#nodes/files/file-root.ts';
import type { StepNode } from '#nodes/node.ts';
import { createStep } from './step-context.ts';

export interface TestFolder {
  readonly root: string;
  readonly files: FileRoot;
  /** A connection as after a start: with a session memory of its own. */
  connect(settings?: JsonObject): ConnectionAccess;
  drop(path: string, content: string | Buffer): void;
  text(path: string): string;
  /** All files below the folder, by path, in order. */
  list(folder?: string): readonly string[];
  /** One attempt of a node over a connection of its own. */
  run(node: StepNode, config: JsonObject, path?: string): Promise<{ readonly port: string; readonly output: JsonObject }>;
  remove(): void;
}

export function createTestFolder(): TestFolder {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'millrace-files-')));
  const files = createFileRoot({ root, allowed: [root] });
  const folder: TestFolder = {
    root,
    files,
    connect(settings = {}) {
      const sessions = new Map<string, unknown>();
      return {
        name: 'plant',
        type: 'files',
        environment: 'test',
        settings: { root, ...settings },
        secret: () => {
          throw new Error('A folder has no secrets.');
        },
        session<T>(key: string, create: () => T): T {
          if (!sessions.has(key)) sessions.set(key, create());
          return sessions.get(key) as T;
        },
        http: {
          request: () => {
            throw new Error('A folder is not asked over HTTP.');
          },
        },
        files,
      };
    },
    drop(path, content) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    text: (path) => readFileSync(join(root, path), 'utf8'),
    list: (folder = '') =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name).slice(root.length + 1)] : []))
        .sort(),
    async run(node, config, path) {
      const step = createStep({ config: config as Json, connection: folder.connect() });
      const outcome = await node.execute(path === undefined ? step : Object.create(step, { path: { value: path } }));
      if (outcome.kind !== 'done') throw new Error(`The step ends with ${outcome.kind}.`);
      return { port: outcome.port, output: outcome.output as JsonObject };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  return folder;
}

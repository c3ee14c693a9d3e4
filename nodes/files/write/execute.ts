import type { Json, JsonObject } from '#flows/json.ts';
import { ConflictError, InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { KeptEffect, ProbeAnswer, StepContext } from '../../step.ts';
import { faultOfName, faultOfPath } from '../file-name.ts';
import type { FileRoot } from '../file-root.ts';
import { requireLayout } from '../refuse-unfit.ts';
import { filesOf, joinPath, readyPath } from '../work-folder.ts';
import { writeRows } from '../write-rows.ts';
import { readCollected } from './collected-rows.ts';
import { type WriteConfig, writeManifest } from './manifest.ts';

/** What was made ready. */
interface Ready extends JsonObject {
  /** In the work folder. */
  readonly ready: string;
  readonly records: number;
  readonly bytes: number;
  readonly sha256: string;
}

export const filesWrite: StepNode = {
  manifest: writeManifest,
  async execute(step: StepContext) {
    const config = step.config as WriteConfig;
    const { folder, name, layout, whenThere = 'wait' } = config;
    requireLayout(layout);
    requireName(folder, name);
    const { connection } = step;
    const files = filesOf(connection);
    const to = joinPath(folder, name);

    const ready = await step.write(
      `make ready ${name}`,
      { to, ...countOf(config) },
      async ({ idempotencyKey, signal }): Promise<Ready> => {
        const path = readyPath(connection, idempotencyKey);
        const batches = config.rows === undefined ? readCollected(files, config, signal) : [config.rows as readonly Json[]];
        let records = 0;
        const frame = {
          ...(config.header === undefined ? {} : { header: config.header as JsonObject }),
          ...(config.trailer === undefined ? {} : { trailer: config.trailer as JsonObject }),
        };
        async function* bytesOf() {
          records = yield* writeRows(batches, layout, frame);
        }
        const written = await files.write(path, bytesOf(), signal);
        return { ready: path, records, ...written };
      },
      // In the work folder, under the key of this very effect.
      { repeatable: true },
    );
    const { records, bytes, sha256 } = ready;
    const answer = { path: to, name, records, bytes, sha256 };
    await step.write(
      `deliver ${name}`,
      { from: ready.ready, to, bytes, sha256 },
      async (): Promise<JsonObject> => {
        if (whenThere === 'wait' && (await files.find(to)) !== undefined) throw nameTaken(to);
        await files.move(ready.ready, to);
        return answer;
      },
      { object: { type: 'file', key: to }, probe: (kept) => wasDelivered(files, kept, answer) },
    );
    return { kind: 'done', port: 'out', output: answer };
  },
};

/**
 * Only the renaming takes a file out of the ready folder, and it was there (that effect is confirmed): gone means delivered, also
 * when the other side has fetched it meanwhile.
 */
async function wasDelivered(files: FileRoot, { request }: KeptEffect, answer: JsonObject): Promise<ProbeAnswer<JsonObject>> {
  const from = String((request as JsonObject)['from']);
  return (await files.find(from)) === undefined ? { verdict: 'confirmed', answer } : { verdict: 'not-applied' };
}

function requireName(folder: string, name: string): void {
  const fault = faultOfName(name);
  if (fault !== undefined) throw new InvalidError(`The name "${name}" ${fault}.`, { code: 'invalid-name' });
  const folderFault = faultOfPath(folder);
  if (folderFault !== undefined) throw new InvalidError(`The folder "${folder}" ${folderFault}.`, { code: 'invalid-path' });
}

function countOf({ rows, collected }: WriteConfig): JsonObject {
  if (rows !== undefined && collected !== undefined)
    throw new InvalidError('Give either rows or collected parts, not both.', { code: 'config-invalid' });
  if (rows !== undefined) return { records: rows.length };
  if (collected !== undefined) return { parts: collected.length };
  throw new InvalidError('There are neither rows nor collected parts to write.', { code: 'config-invalid' });
}

function nameTaken(to: string): ConflictError {
  return new ConflictError(`"${to}" is there already: the other side has not fetched it yet.`, {
    code: 'name-taken',
    maybeApplied: false,
    target: to,
    help: 'Ask the other side to fetch it, or give each file a name of its own.',
  });
}

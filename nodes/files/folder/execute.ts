import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '#flows/json.ts';
import type { TriggerNode } from '../../node.ts';
import type { Accepted, InboundEvent, PollContext, Polled } from '../../trigger.ts';
import type { FileFacts, FileRoot } from '../file-root.ts';
import { filesOf, joinPath, takenFolder } from '../work-folder.ts';
import { chooseFiles, type Sighting } from './choose-files.ts';
import { FOLDER_DEFAULTS, type FolderConfig, folderManifest } from './manifest.ts';
import { readTakenName, takenName } from './taken-name.ts';

/** Taken at one look; what is left comes with the next one, which follows at once. */
const MOST_AT_ONCE = 20;
/** Long enough to read the largest file once. */
const POLL_TIMEOUT_MS = 30 * 60_000;

export const filesFolder: TriggerNode = {
  manifest: folderManifest,
  trigger: {
    kind: 'poll',
    source: 'file',
    timeoutMs: POLL_TIMEOUT_MS,
    intervalMs: (config) => ({ ...FOLDER_DEFAULTS, ...config }).intervalMs as number,
    poll: takeFiles,
  },
};

/**
 * What became of each file in the folder of taken ones, committed with its run. One that lies there and is not named here was taken
 * just before a crash, and is given again: so nothing is lost between renaming and acceptance, and nothing is given twice.
 */
interface Watermark {
  readonly taken: { readonly [takenName: string]: Fate };
}

/** `run`: it belongs to its run, which puts it away. */
type Fate = 'run' | 'duplicate' | { readonly refused: string };

async function takeFiles(context: PollContext): Promise<Polled> {
  const config = { ...FOLDER_DEFAULTS, ...context.config } as unknown as FolderConfig;
  const { connection, flow } = context;
  const files = filesOf(connection);
  const folder = takenFolder(connection, flow);
  const known = ((context.watermark ?? { taken: {} }) as unknown as Watermark).taken;
  await files.makeFolder(folder);
  await files.makeFolder(config.folder);

  await putAwayRefused(files, folder, config, known);
  const failures: unknown[] = [];
  const more = await take(files, folder, config, context, failures);

  const lying = await files.list(folder);
  const fresh = lying.filter(({ name }) => readTakenName(name) !== undefined && !Object.hasOwn(known, name)).slice(0, MOST_AT_ONCE);
  const events: InboundEvent[] = [];
  const given: string[] = [];
  for (const file of fresh) {
    try {
      const event = await describe(files, folder, file, config, context.signal);
      if (event === undefined) continue;
      events.push(event);
      given.push(file.name);
    } catch (error) {
      failures.push(error);
    }
  }
  // One file that cannot be had holds up no other; it is tried again, and named when there is nothing else to do.
  if (events.length === 0 && failures.length > 0) throw failures[0];
  const still = new Set(lying.map(({ name }) => name));
  const kept = Object.fromEntries(Object.entries(known).filter(([name]) => still.has(name)));
  return {
    events,
    watermark: (accepted) =>
      ({ taken: { ...kept, ...Object.fromEntries(given.map((name, index) => [name, fateOf(accepted[index]!)])) } }) as unknown as Json,
    more: more || given.length === MOST_AT_ONCE,
  };
}

function fateOf(accepted: Accepted): Fate {
  switch (accepted.kind) {
    case 'accepted':
      return accepted.duplicate ? 'duplicate' : 'run';
    case 'exception':
      return { refused: accepted.message };
    default:
      return { refused: 'It started no run.' };
  }
}

/** Taken by renaming: after that the sender, and whoever else looks into the folder, has nothing to do with it. */
async function take(files: FileRoot, folder: string, config: FolderConfig, context: PollContext, failures: unknown[]): Promise<boolean> {
  const { connection, flow, now } = context;
  const memory = connection.session(`files/folder ${flow}`, () => ({
    sightings: new Map<string, Sighting>() as ReadonlyMap<string, Sighting>,
  }));
  const { ready, sightings } = chooseFiles(await files.list(config.folder), memory.sightings, config, Date.parse(now));
  memory.sightings = sightings;
  for (const [place, { name, bytes }] of ready.slice(0, MOST_AT_ONCE).entries()) {
    const from = joinPath(config.folder, name);
    try {
      if (bytes > config.largestBytes) {
        const to = await freePath(files, config.errorFolder, name, now, place);
        await files.write(`${to}.reason.txt`, [`${name} has ${bytes} bytes; at most ${config.largestBytes} are taken.\n`]);
        await files.move(from, to);
        continue;
      }
      await files.move(from, await freePath(files, folder, name, now, place));
      if (config.readyMarker !== undefined) await files.remove(from + config.readyMarker);
    } catch (error) {
      // Somebody was faster, or it was taken back: nothing to do.
      if ((await files.find(from)) !== undefined) failures.push(error);
    }
  }
  return ready.length > MOST_AT_ONCE;
}

/** Nothing may be overwritten, even after the clock was set back. */
async function freePath(files: FileRoot, folder: string, name: string, now: string, place: number): Promise<string> {
  for (;;) {
    const path = joinPath(folder, takenName(name, now, place));
    if ((await files.find(path)) === undefined) return path;
  }
}

/** Undefined: its sender goes on writing although it was taken; it is looked at again. */
async function describe(
  files: FileRoot,
  folder: string,
  { name: taken, bytes, modifiedMs }: FileFacts,
  config: FolderConfig,
  signal: AbortSignal,
): Promise<InboundEvent | undefined> {
  const path = joinPath(folder, taken);
  const { name, takenAt } = readTakenName(taken)!;
  const hash = createHash('sha256');
  for await (const chunk of files.read(path, undefined, signal)) hash.update(chunk);
  const after = await files.find(path);
  if (after === undefined || after.bytes !== bytes || after.modifiedMs !== modifiedMs) return undefined;
  const sha256 = hash.digest('hex');
  const body: JsonObject = {
    name,
    path,
    folder: config.folder,
    bytes,
    sha256,
    modifiedAt: new Date(modifiedMs).toISOString(),
    takenAt,
    archiveFolder: config.archiveFolder,
    errorFolder: config.errorFolder,
  };
  return { scope: { body }, messageId: config.identity === 'content' ? sha256 : `${name} ${sha256}`, bodyMayDiffer: true };
}

/** Files that started no run. */
async function putAwayRefused(files: FileRoot, folder: string, config: FolderConfig, known: Watermark['taken']): Promise<void> {
  for (const [taken, fate] of Object.entries(known)) {
    if (fate === 'run') continue;
    const from = joinPath(folder, taken);
    if ((await files.find(from)) === undefined) continue;
    if (fate === 'duplicate') {
      await files.move(from, joinPath(config.archiveFolder, 'duplicates', taken));
      continue;
    }
    const to = joinPath(config.errorFolder, taken);
    await files.write(`${to}.reason.txt`, [`${fate.refused}\n`]);
    await files.move(from, to);
  }
}

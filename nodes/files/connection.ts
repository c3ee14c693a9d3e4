import { randomBytes } from 'node:crypto';
import type { CheckRung, ConnectionManifest } from '#flows/connection-manifest.ts';
import type { ConnectionAccess, ConnectionType } from '../connection.ts';
import { toStepError } from '../errors.ts';
import { faultOfPath } from './file-name.ts';
import { FILES_ICON } from './icon.ts';
import { filesOptions } from './offered-options.ts';
import { filesOf, joinPath, workFolder } from './work-folder.ts';

const folder = { type: 'string', maxLength: 400, pattern: '^[^/\\\\.][^\\\\]*$' } as const;

const manifest: ConnectionManifest = {
  type: 'files',
  version: 1,
  label: 'Folder of files',
  summary: 'A folder, often a mounted share, where other systems drop and take files.',
  icon: FILES_ICON,
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['root'],
    properties: {
      root: {
        type: 'string',
        title: 'Root folder',
        description: 'Absolute path on the machine that runs Millrace. Nodes see what lies below it and nothing else.',
        pattern: '^/',
        maxLength: 1_000,
      },
      workFolder: {
        ...folder,
        title: 'Work folder',
        description: 'Below the root, on the same volume; made when missing. Nobody else may touch what is in it.',
        default: 'work',
      },
    },
  },
  secrets: [],
  help: 'The root must lie in one of the folders that the installation allows (setting MILLRACE_FILE_ROOTS). Links are not followed out of it. A share of another machine is mounted by the operating system, which also signs in there. Files are taken and delivered by renaming, so the work folder and the folders of the other side have to be on one volume.',
};

/** Writes and removes a file of its own in the work folder, and nothing else. */
async function check(connection: ConnectionAccess, signal: AbortSignal): Promise<readonly CheckRung[]> {
  const files = filesOf(connection);
  const work = workFolder(connection);
  const rungs: CheckRung[] = [];
  const climb = async (name: string, fix: string, act: () => Promise<string>): Promise<boolean> => {
    const startedAt = performance.now();
    const durationMs = () => Math.round(performance.now() - startedAt);
    try {
      signal.throwIfAborted();
      rungs.push({ name, state: 'passed', message: await act(), durationMs: durationMs() });
      return true;
    } catch (thrown) {
      const error = toStepError(thrown);
      rungs.push({ name, state: 'failed', message: error.message, fix: error.options.help ?? fix, durationMs: durationMs() });
      return false;
    }
  };

  const found = await climb('folder', 'Correct the root folder.', async () => {
    await files.require();
    const names = await files.listFolders('');
    return names.length === 0
      ? 'The folder is there and has no folders in it.'
      : `The folder is there, with ${names.slice(0, 8).join(', ')}.`;
  });
  if (!found) return rungs;
  const probe = joinPath(work, `check-${randomBytes(6).toString('hex')}`);
  const renamed = `${probe}-renamed`;
  const wrote = await climb('write', 'Give the account that runs Millrace the right to write in the work folder.', async () => {
    const fault = faultOfPath(work);
    if (fault !== undefined) throw new Error(`The work folder "${work}" ${fault}.`);
    await files.write(probe, ['connection check']);
    return `A file was written in "${work}".`;
  });
  if (wrote)
    await climb('rename', 'Give the account that runs Millrace the right to rename and to delete.', async () => {
      await files.move(probe, renamed);
      await files.remove(renamed);
      return 'It was renamed and removed.';
    });
  if (wrote)
    await climb('space', 'Free some space on the volume.', async () => {
      const free = await files.freeBytes();
      if (free < 100_000_000) throw new Error(`Only ${Math.round(free / 1_000_000)} MB are free.`);
      return `${(free / 1e9).toFixed(1)} GB are free.`;
    });
  return rungs;
}

export const filesConnection: ConnectionType = { manifest, check, options: filesOptions };

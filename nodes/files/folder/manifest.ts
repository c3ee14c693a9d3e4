import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { FOLDER_ICON } from '../icon.ts';

const folder = { type: 'string', maxLength: 400, 'x-options': { list: 'folders' } } as const;

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['folder'],
  properties: {
    folder: { ...folder, title: 'Folder', description: 'Below the root of the connection; made when missing.', minLength: 1 },
    pattern: {
      type: 'string',
      title: 'Names',
      description: 'Which files: * stands for any signs, ? for one. Capitals do not count.',
      minLength: 1,
      maxLength: 200,
      default: '*',
    },
    intervalMs: { type: 'integer', format: 'duration-ms', title: 'Look every', minimum: 200, maximum: 86_400_000, default: 5_000 },
    stableMs: {
      type: 'integer',
      format: 'duration-ms',
      title: 'Unchanged for',
      description: 'A file is taken when its size and time have not changed for so long.',
      minimum: 0,
      maximum: 3_600_000,
      default: 3_000,
    },
    readyMarker: {
      type: 'string',
      title: 'Marker',
      description: 'A file is taken when one of its name and this ending lies beside it, e.g. .done; the marker is removed.',
      pattern: '^\\.[A-Za-z0-9_-]{1,20}$',
    },
    order: { type: 'string', title: 'In the order of', enum: ['name', 'modified'], default: 'name' },
    identity: {
      type: 'string',
      title: 'The same file is',
      description: 'content: the same bytes, whatever the name. name-and-content: the same bytes under the same name.',
      enum: ['content', 'name-and-content'],
      default: 'content',
    },
    archiveFolder: { ...folder, title: 'Archive folder', minLength: 1, default: 'archive' },
    errorFolder: { ...folder, title: 'Error folder', minLength: 1, default: 'error' },
    largestBytes: {
      type: 'integer',
      title: 'Largest file in bytes',
      description: 'A larger one goes to the error folder.',
      minimum: 1,
      maximum: 1_000_000_000_000,
      default: 10_000_000_000,
    },
  },
} as const;

export type FolderConfig = Required<Omit<FromSchema<typeof config>, 'readyMarker'>> & { readonly readyMarker?: string };

export const FOLDER_DEFAULTS = {
  pattern: '*',
  intervalMs: 5_000,
  stableMs: 3_000,
  order: 'name',
  identity: 'content',
  archiveFolder: 'archive',
  errorFolder: 'error',
  largestBytes: 10_000_000_000,
} as const;

export const folderManifest: NodeManifest & { readonly kind: 'trigger' } = {
  type: 'files/folder',
  version: 1,
  label: 'Watch a folder',
  summary: 'Starts a run for every file that is dropped in a folder.',
  category: 'trigger',
  icon: FOLDER_ICON,
  kind: 'trigger',
  effects: 'read',
  connection: 'files',
  config,
  ports: [
    { name: 'out', label: 'Taken', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {
    type: 'object',
    required: ['name', 'path', 'folder', 'bytes', 'sha256', 'modifiedAt', 'takenAt', 'archiveFolder', 'errorFolder'],
    properties: {
      name: { type: 'string', description: 'As it was dropped.' },
      path: { type: 'string', description: 'Where it lies until the run puts it away.' },
      folder: { type: 'string' },
      bytes: { type: 'integer' },
      sha256: { type: 'string', description: 'Of its content: the idempotency key where the flow names none.' },
      modifiedAt: { type: 'string', format: 'date-time' },
      takenAt: { type: 'string', format: 'date-time' },
      archiveFolder: { type: 'string' },
      errorFolder: { type: 'string' },
    },
  },
  help: `A file is taken once its size and time stand still, by renaming it into the work folder: from then on it belongs to the run. Names that begin with a dot or end with \`.tmp\`, \`.part\`, \`.filepart\` or \`~\` are left alone. The same content again is the same message: it starts nothing and goes to *duplicates* in the archive folder. A file that starts no run because a key is missing goes to the error folder, with the reason beside it.

The run gets a reference, never the content. Let **Put away** be its last step: it moves the file to the archive or the error folder.

Example: folder \`from-plant\`, names \`CONFIRM_*.csv\`, unchanged for 3 seconds.`,
  example: {
    config: { folder: 'from-plant', pattern: 'CONFIRM_*.csv', stableMs: 3_000, archiveFolder: 'archive', errorFolder: 'error' },
    output: {
      name: 'CONFIRM_0042.csv',
      path: 'work/taken/development.legacy-plant-file/20261124T080000000-k3f9-CONFIRM_0042.csv',
      folder: 'from-plant',
      bytes: 2_048,
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      modifiedAt: '2026-11-24T07:59:55.000Z',
      takenAt: '2026-11-24T08:00:00.000Z',
      archiveFolder: 'archive',
      errorFolder: 'error',
    },
  },
};

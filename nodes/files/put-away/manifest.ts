import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { fileReferenceSchema } from '../file-reference.ts';
import { FILES_ICON } from '../icon.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['file', 'to'],
  properties: {
    file: fileReferenceSchema,
    to: { type: 'string', title: 'To', enum: ['archive', 'error'] },
    reason: {
      type: 'string',
      format: 'expression',
      title: 'Reason',
      description: 'Written beside the file, for whoever looks into the folder.',
      maxLength: 10_000,
    },
  },
} as const;

export type PutAwayConfig = FromSchema<typeof config>;

export const putAwayManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'files/put-away',
  version: 1,
  label: 'Put away',
  summary: 'Moves the file of a run to the archive or the error folder and removes what was collected.',
  category: 'files',
  icon: FILES_ICON,
  kind: 'step',
  effects: 'write',
  connection: 'files',
  config,
  ports: [
    { name: 'out', label: 'Put away', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { type: 'object', required: ['path'], properties: { path: { type: 'string' } } },
  help: `The last step of a flow that begins with a folder. The folders are those of the trigger; the file keeps the time in its name, so nothing is ever overwritten. With a reason, \`<name>.reason.txt\` lies beside it.

Example: file \`= trigger.body\`, to \`error\`, reason \`= steps.split.message\`.`,
  example: {
    config: {
      file: {
        path: 'work/taken/development.legacy-plant-file/20261124T080000000-k3f9-CONFIRM_0042.csv',
        archiveFolder: 'archive',
        errorFolder: 'error',
      },
      to: 'archive',
    },
    output: { path: 'archive/20261124T080000000-k3f9-CONFIRM_0042.csv' },
  },
  idempotency: 'probe',
  defaultTimeoutMs: 60_000,
};

import type { FromSchema } from 'json-schema-to-ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

const config = {
  type: 'object',
  additionalProperties: false,
  required: ['code'],
  properties: {
    code: {
      type: 'string',
      title: 'Code',
      description: 'JavaScript: the body of a function of `input` that returns a value.',
      format: 'multiline',
      'x-fixed': true,
      'x-language': 'javascript',
      minLength: 1,
      maxLength: 65_536,
    },
    input: { title: 'Input', description: 'What the code sees as `input`; nothing else of the run is there.', format: 'expression' },
    output: {
      type: 'object',
      title: 'Output',
      description: 'JSON Schema of what it returns. Steps behind it are checked against it, and so is every value.',
      format: 'json-schema',
    },
  },
} as const;

export type CodeConfig = FromSchema<typeof config>;

export const codeManifest: NodeManifest & { readonly kind: 'step' } = {
  type: 'core/code',
  version: 1,
  label: 'Code',
  summary: 'Computes a value in JavaScript where an expression would be hard to read.',
  category: 'logic',
  icon: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="m8 7-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14"/></svg>',
  kind: 'step',
  effects: 'pure',
  config,
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: { derive: 'code-output' },
  help: `The code is the body of a function of \`input\`; what it returns is \`steps.<id>\`, as JSON. It runs in a process of its own, without files, network, secrets or modules, for at most a second and 48 MB.

\`lib\` holds the functions for manufacturers (docs/expression-functions.md): \`lib.addDecimals(a, b)\`, \`lib.nextWorkingDay(day, plant)\`. Every clock shows the recorded start of the step and \`Math.random\` is seeded, so that a step that is computed again gives the same. \`console.log\` writes to the log of the runtime.

An error of the code fails the step with its line.

Example: input \`= trigger.body.items\`, code \`return input.filter((item) => item.open !== "0.000").map((item) => item.material)\`.`,
  example: {
    config: {
      code: "const open = input.filter(({ quantity }) => quantity !== '0.000');\nreturn { open: open.length, total: open.reduce((sum, { quantity }) => lib.addDecimals(sum, quantity), '0') };",
      input: [{ quantity: '2.500' }, { quantity: '0.000' }, { quantity: '1.250' }],
    },
    output: { open: 2, total: '3.750' },
  },
};

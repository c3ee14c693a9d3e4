/** What a node that was placed from an imported description holds of it: which operation it is, what it is asked and what it answers. */
export const describedField = {
  type: 'object',
  title: 'As described',
  readOnly: true,
  'x-fixed': true,
  additionalProperties: false,
  required: ['service', 'operation', 'request', 'answers'],
  properties: {
    /** Name of the imported service; the one of SAP stands in the config itself. */
    service: { type: 'string', title: 'Imported service', maxLength: 64, readOnly: true, 'x-fixed': true },
    operation: { type: 'string', title: 'Operation', maxLength: 200, readOnly: true, 'x-fixed': true },
    /** Fields of the config, closer than the node type says them. */
    request: { type: 'object', format: 'json-schema', title: 'What it is asked', readOnly: true, 'x-fixed': true },
    /** Fields of the output, closer than the node type says them. */
    answers: { type: 'object', format: 'json-schema', title: 'What it answers', readOnly: true, 'x-fixed': true },
  },
} as const;

// A JSON Schema of an analyst made ready by Ajv: in a child first, when it is published, then in the runtime. Plain JavaScript, because a
// child is started from its files as they are.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';

const linearRegExp = Object.assign(
  (pattern) => {
    const compiled = RE2JS.compile(pattern);
    // Ajv tells patterns apart by their text.
    return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
  },
  // Ajv wants it for standalone code, which is never made here.
  { code: 'linearRegExp' },
);

const OPTIONS = { allErrors: true, strict: false, validateFormats: true, logger: false, code: { regExp: linearRegExp } };

/**
 * Throws what Ajv finds wrong with it. `schemas`: what `$ref` may name. Compiling the schema of schemas takes longer than all the rest
 * of a first run; a wrong keyword is found without it.
 *
 * @param {object} schema
 * @param {Record<string, object>} schemas
 */
export function compileSchema(schema, schemas) {
  const ajv = new Ajv2020({ ...OPTIONS, meta: false, validateSchema: false });
  addFormats.default(ajv);
  for (const [ref, part] of Object.entries(schemas)) ajv.addSchema({ ...part, $id: ref });
  const { $id: _id, ...anonymous } = schema;
  return ajv.compile(anonymous);
}

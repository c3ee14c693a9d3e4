// A JSON Schema of an analyst made ready by Ajv: in a child first, when it is published, then in the runtime. Plain JavaScript, because a
// child is started from its files as they are.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';
import { isPlain, plainTest } from './plain-pattern.mjs';

const linearRegExp = Object.assign(
  (pattern) => {
    const compiled = RE2JS.compile(pattern);
    const linear = (text) => compiled.matcher(text).find();
    // Ajv tells patterns apart by their text.
    return { test: isPlain(pattern) ? plainTest(pattern, linear) : linear, toString: () => pattern };
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

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const ONE = [
  'items',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
];
const LIST = ['prefixItems', 'allOf', 'anyOf', 'oneOf'];
const NAMED = ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'];

/** A schema of 64 KiB has some thousand parts; who waits for the place is told of the last that was found. */
const LONGEST_SEARCH_MS = 200;

/**
 * Where a schema that cannot be made ready is wrong: JSON Pointer of the innermost part that cannot be by itself, and of the keyword in it.
 * Empty: it is the schema as a whole.
 *
 * @param {object} schema
 * @param {Record<string, object>} schemas
 */
export function findWrongPart(schema, schemas) {
  const latest = Date.now() + LONGEST_SEARCH_MS;
  const named = Object.fromEntries(['$defs', 'definitions'].flatMap((name) => (isObject(schema[name]) ? [[name, schema[name]]] : [])));
  const isWrong = (part) => {
    if (Date.now() > latest) return false;
    try {
      compileSchema({ ...named, ...part }, schemas);
      return false;
    } catch {
      return true;
    }
  };
  let at = '';
  let part = schema;
  for (
    let inner = partsOf(part).find(({ value }) => isWrong(value));
    inner !== undefined;
    inner = partsOf(part).find(({ value }) => isWrong(value))
  ) {
    at += inner.at;
    part = inner.value;
  }
  const keyword = Object.keys(part).find((name) => isWrong({ [name]: part[name] }));
  return keyword === undefined ? at : `${at}/${escaped(keyword)}`;
}

function partsOf(schema) {
  const parts = [
    ...ONE.map((name) => ({ at: `/${name}`, value: schema[name] })),
    ...LIST.flatMap((name) => (Array.isArray(schema[name]) ? schema[name].map((value, i) => ({ at: `/${name}/${i}`, value })) : [])),
    ...NAMED.flatMap((name) =>
      isObject(schema[name]) ? Object.entries(schema[name]).map(([key, value]) => ({ at: `/${name}/${escaped(key)}`, value })) : [],
    ),
  ];
  return parts.filter(({ value }) => isObject(value));
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escaped(name) {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

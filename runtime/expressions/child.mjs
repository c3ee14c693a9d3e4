// What runs in an expression child: reads requests from standard input, evaluates them one after another with the reference
// implementation, writes one line for each to standard output. Plain JavaScript, because the child is started from the file as it is.
//
// A request is two lines: `{ id, task, texts, write, forgetTexts, at, seed, deadlineMs, maps, define, forget }` and the scope. `task` left out: expressions. The answer is `{ id, values }` or
// `{ id, error }`. Nothing here is trusted by the parent: it bounds time, memory and size from outside as well.

import { writeSync } from 'node:fs';
import process from 'node:process';
import { getHeapStatistics } from 'node:v8';
import jsonata from 'jsonata';
import { callLibrary, LIBRARY, LibraryFault } from './library.generated.mjs';
import { LinearRegex } from './linear-regex.mjs';
import { createRandom } from './seeded-random.mjs';
import { repairCopiedRegexes, usesGrouping } from './syntax-tree-repair.mjs';

// A timestamp without a zone means the same on every machine.
process.env.TZ = 'UTC';

const LONGEST_PAD = 1_000_000;
const LARGEST_ANSWER = 10 * 1024 * 1024;
/** Every CPU second counts, not every second: a machine under load must not fail a step. */
const LEAST_CPU_SHARE = 0.6;
const STEPS_BETWEEN_LOOKS = 500;
/** Node ends the process at 128 MB; one long list more must still fit. */
const LARGEST_HEAP = 80 * 1024 * 1024;

/** The evaluation that runs now; there is never a second one. `cpuAt` is known from the first look on. */
let current = { at: 0, random: Math.random, maps: {}, deadlineMs: 1000, startedAt: 0, cpuAt: undefined, steps: 0 };

/**
 * The evaluator asks for `timeout` at every step; 0 means none. Its own `sequence` limit would double the time of a mapping, so the
 * memory that lists take is looked at here instead.
 */
const limits = {
  RegexEngine: LinearRegex,
  stack: 500,
  get timeout() {
    current.steps += 1;
    if (current.steps % STEPS_BETWEEN_LOOKS !== 0) return 0;
    if (isHeapFull()) throw failure('expression-limit', 'The expression needs more memory than is allowed.');
    return isLate() ? current.deadlineMs : 0;
  },
};

function isLate() {
  current.cpuAt ??= cpuMs();
  return Date.now() - current.startedAt > current.deadlineMs && cpuMs() - current.cpuAt > current.deadlineMs * LEAST_CPU_SHARE;
}

/** What nobody needs any more does not count; the collector is only called when it matters. */
function isHeapFull() {
  if (getHeapStatistics().used_heap_size <= LARGEST_HEAP) return false;
  globalThis.gc();
  return getHeapStatistics().used_heap_size > LARGEST_HEAP;
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The reference's own functions, to be wrapped. */
const [pad, fromMillis, toMillis] = await jsonata('[$pad, $fromMillis, $toMillis]').evaluate(null);

function failure(code, message) {
  return Object.assign(new Error(message), { code });
}

function wrap(original, implementation) {
  return { _jsonata_function: true, implementation, signature: original.signature };
}

function millisToText(millis, picture, timezone) {
  // The reference answers "NaN" text outside of the range that dates have.
  if (millis !== undefined && !(Math.abs(millis) <= 8.64e15)) throw failure('D3110', `${millis} is not a point in time.`);
  return fromMillis.implementation.call(this, millis, picture, timezone);
}

function compile(text) {
  const expression = jsonata(text, limits);
  const tree = expression.ast();
  repairCopiedRegexes(tree);
  expression.registerFunction('now', (picture, timezone) => millisToText(current.at, picture, timezone), '<s?s?:s>');
  expression.registerFunction('millis', () => current.at, '<:n>');
  expression.registerFunction('random', () => current.random(), '<:n>');
  expression.registerFunction('shuffle', shuffle, '<a:a>');
  for (const definition of LIBRARY) expression.registerFunction(definition.name, libraryFunction(definition), definition.signature);
  expression.registerFunction('eval', () => {
    throw failure('eval-off', '$eval is not available: an expression never comes from data.');
  });
  expression.assign('fromMillis', wrap(fromMillis, millisToText));
  expression.assign('toMillis', wrap(toMillis, textToMillis));
  expression.assign(
    'pad',
    wrap(pad, function (text, width, char) {
      if (Math.abs(width) > LONGEST_PAD) throw failure('expression-limit', `$pad makes texts of at most ${LONGEST_PAD} characters.`);
      return pad.implementation.call(this, text, width, char);
    }),
  );
  return { expression, groups: usesGrouping(tree) };
}

/** What a picture leaves open above, such as the day of a time, is that of the recorded start. */
function textToMillis(text, picture) {
  return toMillis.implementation.call({ environment: { timestamp: new Date(current.at) } }, text, picture);
}

/** The number of parameters decides how many arguments `$map` and the like give; `$alphaIn(?, 18)` reads their names from the text. */
function libraryFunction(definition) {
  const call = (...args) => {
    try {
      return callLibrary(definition, args, tables);
    } catch (fault) {
      if (!(fault instanceof LibraryFault)) throw fault;
      throw failure(fault.code, fault.help === undefined ? fault.message : `${fault.message} ${fault.help}`);
    }
  };
  const names = definition.parameters.map(({ name }) => name).join(', ');
  return Object.defineProperties(call, { length: { value: definition.parameters.length }, toString: { value: () => `(${names})` } });
}

/** What was not told yet is asked for: the parent asks again with it. */
const tables = {
  table(kind, name) {
    const table = current.maps[`${kind} ${name}`];
    if (table === undefined) throw Object.assign(failure('table-needed', `The ${kind} "${name}" was not told.`), { table: { kind, name } });
    return table ?? undefined;
  },
};

function shuffle(list) {
  if (list === undefined) return undefined;
  const result = [...list];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(current.random() * (index + 1));
    [result[index], result[other]] = [result[other], result[index]];
  }
  return result;
}

/** Functions are no values; the marks by which the language knows them must not come from data either. */
function isFunction(value) {
  return (
    typeof value === 'function' ||
    (typeof value === 'object' && value !== null && (value._jsonata_lambda === true || value._jsonata_function === true))
  );
}

function toText(value) {
  if (isFunction(value)) return undefined;
  return JSON.stringify(value, (_key, part) => (isFunction(part) ? undefined : part));
}

/** A field with the name of a mark is one only where it is true: then it is left out, else it is a field like any other. */
function readScope(text) {
  if (!text.includes('_jsonata_')) return JSON.parse(text);
  return JSON.parse(text, (key, value) =>
    value === true && (key === '_jsonata_lambda' || key === '_jsonata_function') ? undefined : value,
  );
}

const maps = new Map();

/** Compiled expressions by the number that the parent gave their text. */
const expressions = new Map();

async function evaluate({ task, texts, write, forgetTexts, at, seed, deadlineMs, maps: mapIds, define, forget }, scopeText) {
  if (forgetTexts) expressions.clear();
  for (const [number, text] of Object.entries(write ?? {})) expressions.set(Number(number), { text, compiled: undefined });
  if (forget) maps.clear();
  for (const [id, map] of Object.entries(define ?? {})) maps.set(Number(id), map);
  const named = Object.fromEntries(Object.entries(mapIds ?? {}).map(([name, id]) => [name, id === 0 ? null : maps.get(id)]));
  current = { at, random: createRandom(seed), maps: named, deadlineMs, startedAt: Date.now(), cpuAt: undefined, steps: 0 };
  if (task !== undefined) return perform(task, expressions.get(texts[0]).text, scopeText);
  const values = [];
  let scope;
  let size = 0;
  for (const [index, number] of texts.entries()) {
    try {
      const known = expressions.get(number);
      const { expression, groups } = (known.compiled ??= compile(known.text));
      // Grouping an empty list writes into its input; the next expression must not see that.
      const input = scope !== undefined && !groups ? scope : readScope(scopeText);
      scope = groups ? undefined : input;
      const answer = toText(await expression.evaluate(input));
      size += answer?.length ?? 0;
      if (size > LARGEST_ANSWER) throw failure('expression-limit', 'The values of a step are over 10 MB.');
      values.push(answer ?? '');
    } catch (error) {
      return { error: describe(error, index) };
    }
  }
  return { values };
}

/** Loaded by the first who needs them. */
const tasks = {
  code: async (source, inputText) => {
    const { runCode } = await import('./code.mjs');
    const { text, log } = await runCode(source, inputText, surroundings());
    if ((text?.length ?? 0) > LARGEST_ANSWER) throw failure('expression-limit', 'What the code returns is over 10 MB.');
    return { values: [text === undefined ? '' : rewrite(text), JSON.stringify(log)] };
  },
  'check-code': async (source) => {
    const { checkCode } = await import('./code.mjs');
    await checkCode(source, surroundings());
    return { values: [] };
  },
  'check-schema': async (_reference, given) => {
    const { compileSchema, findWrongPart } = await import('./compile-schema.mjs');
    const { schema, schemas } = JSON.parse(given);
    try {
      compileSchema(schema, schemas);
    } catch (error) {
      const wrong = failure('schema-wrong', error instanceof Error ? error.message : String(error));
      throw Object.assign(wrong, { pointer: findWrongPart(schema, schemas) });
    }
    return { values: [] };
  },
};

/** What wrote it ran beside the code, which may have put something else in its place: only a value goes into our answer. */
function rewrite(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw failure('code-failed', 'What the code returns is no JSON value.');
  }
}

async function perform(task, text, given) {
  try {
    return await tasks[task](text, given);
  } catch (error) {
    return { error: describe(error, 0) };
  }
}

function surroundings() {
  return { at: current.at, random: current.random, tables, isLate };
}

function describe(error, index) {
  if (error instanceof RangeError)
    return { index, code: 'expression-limit', message: 'The expression or its values are nested too deeply.' };
  return {
    index,
    code: String(error?.code ?? 'unknown'),
    message: String(error?.message ?? error).slice(0, 2000),
    ...(Number.isSafeInteger(error?.position) ? { position: error.position } : {}),
    ...(Number.isSafeInteger(error?.line) ? { line: error.line } : {}),
    ...(typeof error?.pointer === 'string' && error.pointer.length <= 2000 ? { pointer: error.pointer } : {}),
    ...(error?.code === 'table-needed' ? { table: error.table } : {}),
  };
}

/** Values are JSON text already: the answer is put together without parsing them. */
function writeAnswer(id, answer) {
  const body =
    'error' in answer
      ? `"error":${JSON.stringify(answer.error)}`
      : // What is not there travels as an empty list, what is there as a list of one.
        `"values":[${answer.values.map((text) => (text === '' ? '[]' : `[${text}]`)).join(',')}]`;
  const line = Buffer.from(`{"id":${id},${body}}\n`, 'utf8');
  for (let offset = 0; offset < line.length; ) {
    try {
      offset += writeSync(1, line, offset);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

let pending = '';
const lines = [];
let busy = false;

async function work() {
  if (busy) return;
  busy = true;
  while (lines.length >= 2) {
    const request = JSON.parse(lines.shift());
    writeAnswer(request.id, await evaluate(request, lines.shift()));
  }
  busy = false;
}

process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  const parts = chunk.split('\n');
  parts[0] = pending + parts[0];
  pending = parts.pop();
  lines.push(...parts);
  void work();
});
process.stdin.on('end', () => process.exit(0));

// Only from now on does a deadline count.
writeAnswer(0, { values: [] });

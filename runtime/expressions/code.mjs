// JavaScript of analysts (core/code), in QuickJS inside an expression child. A wall within walls: the engine is a WebAssembly module
// that knows no file, no network, no process and no clock; the child around it may be killed. A run gets a fresh context.
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import { callLibrary, findMisfit, LIBRARY, LibraryFault } from './library.generated.mjs';

const MEMORY_BYTES = 48 * 1024 * 1024;
/** With more, deep recursion ends in the host and not in the engine (quickjs-emscripten 0.32). */
const STACK_BYTES = 128 * 1024;
const MOST_LINES = 100;
const LONGEST_LINE = 1_000;
/** Lines that QuickJS puts before the body of `new Function`. */
const LINES_BEFORE = 2;

const FUNCTIONS = new Map(LIBRARY.map((definition) => [definition.name, definition]));

/** Of all runs in this child, until one leaves it in a state that nobody knows. */
let engine;

/**
 * `surroundings`: `at` (epoch ms of every clock), `random`, `tables`, `isLate()`. Gives `{ text, log }`, the returned value as JSON text;
 * undefined for nothing. Throws `code-syntax`, `code-failed` (with the line), `expression-limit`, and what `tables` throws.
 */
export async function runCode(source, inputText, surroundings) {
  const log = [];
  const text = await inFreshContext(surroundings, log, (context) => {
    read(context, source);
    define(context, '__input', context.newString(inputText));
    return resultOf(context, RUN, toFailure);
  });
  return { text, log };
}

/** Throws `code-syntax` with the line. */
export async function checkCode(source, surroundings) {
  await inFreshContext(surroundings, [], (context) => read(context, source));
}

function read(context, source) {
  define(context, '__source', context.newString(source));
  // What is missing at the end is missed on a line behind it.
  const lastLine = source.split('\n').length;
  resultOf(context, "globalThis.__code = new Function('input', __source); undefined", (error) => toSyntaxFailure(error, lastLine));
}

/** Nothing of ours may be found by the code: names are taken away before it runs. */
const RUN = `(function (code, input) {
  for (const name of ['__source', '__code', '__input']) delete globalThis[name];
  const stringify = JSON.stringify;
  const value = code(JSON.parse(input));
  if (value !== null && typeof value === 'object' && typeof value.then === 'function')
    throw new TypeError('The code gave a promise. There is nothing to wait for here: return the value itself.');
  return stringify(value);
})(__code, __input)`;

const PRELUDE = `(function (ask, names, at) {
  for (const name of ['__ask', '__at']) delete globalThis[name];
  const { parse, stringify } = JSON;
  const RealDate = Date;
  function RecordedDate(...parts) {
    if (new.target === undefined) return new RealDate(at).toString();
    return parts.length === 0 ? new RealDate(at) : new RealDate(...parts);
  }
  RecordedDate.now = () => at;
  RecordedDate.parse = RealDate.parse;
  RecordedDate.UTC = RealDate.UTC;
  RecordedDate.prototype = RealDate.prototype;
  RealDate.prototype.constructor = RecordedDate;
  globalThis.Date = RecordedDate;
  Math.random = () => parse(ask('random', '', ''));
  // Cut before it leaves: lines of many megabytes, again and again, would be the end of the process around.
  const cut = Function.prototype.call.bind(String.prototype.slice);
  let lines = 0;
  const toText = (part) => (typeof part === 'string' ? part : (stringify(part) ?? String(part)));
  const log = (...parts) => {
    lines += 1;
    if (lines > ${MOST_LINES}) return;
    let line = '';
    for (let at = 0; at < parts.length && line.length <= ${LONGEST_LINE}; at += 1)
      line += (at === 0 ? '' : ' ') + cut(toText(parts[at]), 0, ${LONGEST_LINE + 1});
    ask('log', line, '');
  };
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };
  const lib = {};
  for (const name of names) {
    lib[name] = (...args) => {
      const answer = parse(ask('library', name, stringify(args.map((arg) => (arg === undefined ? [] : [arg])))));
      // The run is over; a catch must not go on with it until the engine notices.
      while (answer.stop === true);
      if (answer.fault === undefined) return answer.value;
      throw Object.assign(new Error(answer.fault.message), { code: answer.fault.code });
    };
  }
  globalThis.lib = Object.freeze(lib);
})(__ask, ${JSON.stringify([...FUNCTIONS.keys()])}, __at)`;

async function inFreshContext({ at, random, tables, isLate }, log, act) {
  engine ??= await newQuickJSWASMModuleFromVariant(variant);
  let interruptedBy;
  let runtime;
  try {
    runtime = engine.newRuntime({ memoryLimitBytes: MEMORY_BYTES, maxStackSizeBytes: STACK_BYTES });
    const isOver = () => {
      if (interruptedBy === undefined && isLate()) interruptedBy = failure('expression-limit', 'The code takes too long.');
      return interruptedBy !== undefined;
    };
    runtime.setInterruptHandler(isOver);
    const context = runtime.newContext();
    try {
      const answer = (kind, name, text) => {
        if (kind === 'random') return JSON.stringify(random());
        if (kind === 'log') return note(log, name);
        // The engine looks at the clock once in thousands of its own steps, and a call out of it may take as long as hundreds.
        if (isOver()) return '{"stop":true}';
        try {
          return callFromCode(name, text, tables);
        } catch (error) {
          // A table that was not told: whatever the code makes of it, it is asked again.
          interruptedBy ??= error;
          return '{"stop":true}';
        }
      };
      const ask = context.newFunction('ask', (kind, name, text) =>
        context.newString(answer(context.getString(kind), context.getString(name), context.getString(text))),
      );
      define(context, '__ask', ask);
      define(context, '__at', context.newNumber(at));
      resultOf(context, PRELUDE, toFailure);
      const result = act(context);
      if (interruptedBy !== undefined) throw interruptedBy;
      return result;
    } catch (error) {
      throw interruptedBy ?? error;
    } finally {
      context.dispose();
    }
  } catch (error) {
    if (error?.code !== undefined) throw error;
    // The module itself stumbled. What it holds now nobody knows.
    engine = undefined;
    throw failure('expression-limit', 'The code needs more memory or a deeper stack than is allowed.');
  } finally {
    if (engine !== undefined) runtime?.dispose();
  }
}

function define(context, name, handle) {
  context.setProp(context.global, name, handle);
  handle.dispose();
}

/** A text, or undefined for nothing. */
function resultOf(context, source, explain) {
  const result = context.evalCode(source, 'millrace.js');
  if (result.error !== undefined) {
    const error = context.dump(result.error);
    result.error.dispose();
    throw explain(typeof error === 'object' && error !== null ? error : { name: 'Error', message: String(error) });
  }
  const value = context.dump(result.value);
  result.value.dispose();
  return typeof value === 'string' ? value : undefined;
}

function toSyntaxFailure({ message, lineNumber }, lastLine) {
  return message === 'stack overflow' ? tooDeep() : failure('code-syntax', String(message), placeOf(lineNumber, lastLine));
}

function toFailure({ name, message, stack }) {
  const text = String(message ?? '').slice(0, 1_000);
  if (name === 'InternalError') return failure('expression-limit', `The code was stopped: ${text}.`);
  // Deep data given to JSON.parse meets the stack's end as an error of syntax.
  if (text === 'stack overflow') return tooDeep();
  // The innermost function of the code; what JSON.parse says of its own text stands without one.
  const line = /\(<input>:(\d+)/.exec(String(stack ?? ''))?.[1];
  return failure('code-failed', `${String(name ?? 'Error')}: ${text}`, placeOf(line));
}

function placeOf(line, lastLine = Number.POSITIVE_INFINITY) {
  return line === undefined ? {} : { line: Math.min(lastLine, Math.max(1, Number(line) - LINES_BEFORE)) };
}

function tooDeep() {
  return failure('expression-limit', 'The code nests too deeply.');
}

function failure(code, message, more = {}) {
  return Object.assign(new Error(message), { code, ...more });
}

function note(log, line) {
  if (log.length < MOST_LINES) log.push(line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line);
  return '';
}

function callFromCode(name, text, tables) {
  const definition = FUNCTIONS.get(name);
  const args = JSON.parse(text).map(([arg]) => arg);
  const misfit = findMisfit(definition, args);
  if (misfit !== undefined) return JSON.stringify({ fault: { code: 'argument-misfit', message: misfit } });
  try {
    return JSON.stringify({ value: callLibrary(definition, args, tables) });
  } catch (error) {
    if (!(error instanceof LibraryFault)) throw error;
    const message = error.help === undefined ? error.message : `${error.message} ${error.help}`;
    return JSON.stringify({ fault: { code: error.code, message } });
  }
}

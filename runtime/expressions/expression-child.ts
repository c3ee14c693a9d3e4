/** Starts one expression child and speaks its two-line protocol. What the child says is data: bounded here, trusted nowhere. */
import { spawn } from 'node:child_process';
import { existsSync, lstatSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TableKind } from '#flows/library/library-function.ts';

/** What travels; `values` come back as lists of none or one, because nothing is not a JSON value. */
export interface ChildRequest {
  readonly id: number;
  /** Left out: expressions over a scope. */
  readonly task?: ChildTask;
  /** By number; `write` says what new numbers mean. */
  readonly texts: readonly number[];
  readonly write?: { readonly [number: string]: string };
  readonly forgetTexts?: boolean;
  /** Epoch milliseconds that `$now()` and `$millis()` give. */
  readonly at: number;
  readonly seed: string;
  readonly deadlineMs: number;
  /** Reference data by kind and name, as numbers that `define` explained now or before; 0 says that there is none. */
  readonly maps?: { readonly [name: string]: number };
  readonly define?: { readonly [number: string]: unknown };
  readonly forget?: boolean;
}

/** Code `table-needed`: it was not told of this one. Ask again with it. */
export interface TableName {
  readonly kind: TableKind;
  readonly name: string;
}

/** `code`: the one text is JavaScript, the scope its input; `check-schema`: the scope is `{ schema, schemas }`. */
export type ChildTask = 'code' | 'check-code' | 'check-schema';

export interface ChildAnswer {
  readonly id: number;
  readonly values?: readonly (readonly unknown[])[];
  readonly error?: {
    readonly index: number;
    readonly code: string;
    readonly message: string;
    readonly position?: number;
    /** Of code, counted from 1. */
    readonly line?: number;
    /** Of a schema: JSON Pointer of the part that is wrong. */
    readonly pointer?: string;
    readonly table?: TableName;
  };
}

export interface ExpressionChild {
  readonly pid: number;
  /** At once when the child has nothing to do, else together with the others of this turn of the loop: each write is a system call. */
  send(request: ChildRequest, scopeText: string, atOnce: boolean): void;
  /** SIGKILL; `onExit` follows. */
  kill(): void;
  /** An idle child must not keep the runtime alive; one with work must. */
  keepAlive(keep: boolean): void;
}

const MEMORY_MB = 128;
/** All that a child may read beside this folder. */
const PACKAGES: PackageTree = {
  jsonata: {},
  re2js: {},
  'quickjs-emscripten-core': { '@jitl/quickjs-ffi-types': {} },
  '@jitl/quickjs-wasmfile-release-sync': {},
  ajv: { 'fast-deep-equal': {}, 'fast-uri': {}, 'json-schema-traverse': {} },
  'ajv-formats': {},
};
interface PackageTree {
  readonly [name: string]: PackageTree;
}
/** An answer is at most 10 MB of text, its escapes and its frame come on top. */
const LONGEST_LINE = 64 * 1024 * 1024;

/** `onReady` comes once, before the first answer; requests may be sent before. */
export function startExpressionChild(onReady: () => void, onAnswer: (answer: ChildAnswer) => void, onExit: () => void): ExpressionChild {
  const entry = fileURLToPath(new URL('./child.mjs', import.meta.url));
  const child = spawn(process.execPath, [...childFlags(entry), entry], {
    // No secret, no setting, no path of the parent reaches it.
    env: {},
    cwd: '/',
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  let outgoing: string[] = [];
  let incoming = '';
  let over = false;

  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    const lines = chunk.split('\n');
    lines[0] = incoming + lines[0]!;
    incoming = lines.pop()!;
    if (incoming.length > LONGEST_LINE) return kill();
    for (const line of lines) {
      const answer = parseAnswer(line);
      // Only a child that was taken over says anything else.
      if (answer === undefined) return kill();
      if (over) return;
      if (answer.id === 0) onReady();
      else onAnswer(answer);
    }
  });
  child.stdin.on('error', () => kill());
  child.on('error', end);
  child.on('exit', end);
  let isKept = true;
  keepAlive(false);

  function keepAlive(keep: boolean): void {
    if (keep === isKept) return;
    isKept = keep;
    // Pipes are sockets underneath, which the types do not say.
    for (const handle of [child, child.stdin, child.stdout] as unknown as { ref(): void; unref(): void }[]) {
      if (keep) handle.ref();
      else handle.unref();
    }
  }

  function end(): void {
    if (over) return;
    over = true;
    onExit();
  }

  function kill(): void {
    child.kill('SIGKILL');
  }

  function flush(): void {
    const text = outgoing.join('');
    outgoing = [];
    if (!over && text !== '') child.stdin.write(text);
  }

  return {
    pid: child.pid ?? -1,
    send(request, scopeText, atOnce) {
      outgoing.push(`${JSON.stringify(request)}\n${scopeText}\n`);
      if (atOnce) flush();
      else if (outgoing.length === 1) setImmediate(flush);
    },
    kill,
    keepAlive,
  };
}

/** Memory, files and prototypes are closed off by Node itself; which flag says so depends on its version. */
export function childFlags(entry: string): readonly string[] {
  const here = dirname(entry);
  // To follow a link takes the right to read what stands beside it. With the flag nobody follows it: paths stay as they are asked for.
  const isLinked = foldersAbove(here).some((folder) => isLink(join(folder, 'node_modules')));
  const packages = isLinked ? findLinked(PACKAGES, here) : findPackages(PACKAGES, createRequire(entry));
  const readable = [here, ...packages];
  const permission = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
  return [
    `--max-old-space-size=${MEMORY_MB}`,
    '--disable-proto=delete',
    '--frozen-intrinsics',
    '--expose-gc',
    '--no-warnings',
    ...(isLinked ? ['--preserve-symlinks', '--preserve-symlinks-main'] : []),
    permission,
    ...readable.map((folder) => `--allow-fs-read=${folder}/`),
  ];
}

/** Folders of packages and of what they need, wherever npm put them. */
function findPackages(tree: PackageTree, require: NodeJS.Require): readonly string[] {
  return Object.entries(tree).flatMap(([name, needs]) => {
    const file = require.resolve(name);
    const mark = join('node_modules', ...name.split('/'), '/');
    return [file.slice(0, file.lastIndexOf(mark) + mark.length - 1), ...findPackages(needs, createRequire(file))];
  });
}

/** The same by the paths as a module asks for them: up the folders, in the `node_modules` of each. */
function findLinked(tree: PackageTree, from: string): readonly string[] {
  return Object.entries(tree).flatMap(([name, needs]) => {
    const folder = foldersAbove(from)
      .map((above) => join(above, 'node_modules', name))
      .find((path) => existsSync(path));
    return folder === undefined ? [] : [folder, ...findLinked(needs, folder)];
  });
}

function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function parseAnswer(line: string): ChildAnswer | undefined {
  try {
    const answer = JSON.parse(line) as ChildAnswer;
    return typeof answer === 'object' && answer !== null && Number.isSafeInteger(answer.id) ? answer : undefined;
  } catch {
    return undefined;
  }
}

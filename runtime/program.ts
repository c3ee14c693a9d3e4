/**
 * The one file that the build makes of `main.ts` and its packages, and beside it what V8 compiled of it in an earlier run. With that a
 * start compiles next to nothing; without it, or with that of another Node or of other flags, it only takes longer.
 * docs/decisions/0024-a-start-compiles-nothing.md
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { constants, Script } from 'node:vm';

const FILE = fileURLToPath(new URL('./program.cjs', import.meta.url));
const COMPILED = `${FILE}.compiled`;
/** Both end with a SHA-256 in hexadecimal: the one with that of itself, which names the build, the other with that of build and content. */
const DIGEST_LENGTH = 64;

export interface Program {
  /** Whether what was compiled in an earlier run was taken. */
  readonly wasCompiled: boolean;
  run(): void;
  /** Keeps what V8 has compiled until now. Only in a process whose flags are those that programs are started with. */
  keepCompiled(): void;
}

export function readProgram(): Program {
  // The heap is as `npm start` asked for it (heap-flags.mjs). Said back, so that what was compiled without that fits with it too.
  setFlagsFromString('--max-semi-space-size=0');
  // With source maps somebody looks for a place in the sources: Node reads maps of what it loads itself.
  if (process.sourceMapsEnabled) {
    const load = createRequire(FILE);
    return { wasCompiled: false, run: () => start(load(FILE)), keepCompiled: () => undefined };
  }
  const bytes = readFileSync(FILE);
  const build = readDigest(bytes);
  const cachedData = readCompiled(build);
  // Plain ASCII by its making, and taken as it is: so it stands in memory once, with one byte a sign, outside of V8's heap.
  const script = new Script(bytes.toString('latin1'), {
    filename: FILE,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  return {
    wasCompiled: cachedData !== undefined && script.cachedDataRejected !== true,
    run: () => start(script.runInThisContext()),
    keepCompiled() {
      const content = script.createCachedData();
      writeFileSync(COMPILED, Buffer.concat([content, Buffer.from(digestOf(build, content), 'latin1')]));
    },
  };
}

/** The file gives one function, whether it is run or required. */
function start(program: unknown): void {
  const module = { exports: {} };
  (program as (...scope: readonly unknown[]) => void)(createRequire(FILE), module, module.exports, FILE, dirname(FILE));
}

/** V8 looks at versions, flags and lengths alone: it would run what belongs to another text, and fall over what a disk has changed. */
function readCompiled(build: string): Buffer | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(COMPILED);
  } catch {
    return undefined;
  }
  const content = bytes.subarray(0, -DIGEST_LENGTH);
  return digestOf(build, content) === readDigest(bytes) ? content : undefined;
}

function readDigest(bytes: Buffer): string {
  return bytes.toString('latin1', Math.max(0, bytes.length - DIGEST_LENGTH));
}

function digestOf(build: string, content: Buffer): string {
  return createHash('sha256').update(build).update(content).digest('hex');
}

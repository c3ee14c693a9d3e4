/**
 * The master key wraps the data key of every secret (S14). It lives in a file of its own, outside of the data folder, so that a backup
 * of the data is worth nothing without it: one key a line as `<key id> <32 bytes base64>`. The last line seals, all lines open what they
 * sealed, so a key is changed without a stop. Nothing is ever overwritten: a key that is missing is named, and stays missing (F41).
 */
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';

export interface MasterKey {
  /** Names the key without telling it. */
  readonly keyId: string;
  readonly key: Buffer;
}

export interface MasterKeys {
  /** Seals what is sealed from now on. */
  readonly current: MasterKey;
  /** For what must stay the same while the current key changes. */
  readonly oldest: MasterKey;
  /** Throws MasterKeyError that names the id. */
  get(keyId: string): MasterKey;
}

/** The sentence is for the person who starts Millrace. */
export class MasterKeyError extends Error {
  /** Set when stored secrets are sealed with a key that is not there. */
  readonly keyId: string | undefined;
  constructor(message: string, keyId?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'MasterKeyError';
    this.keyId = keyId;
  }
}

const KEY_BYTES = 32;
const GROUP_AND_OTHERS = 0o077;

/**
 * Reads the key file, or makes it with a random key and mode 0600. `usedKeyIds` are the keys that stored secrets are sealed with: when one
 * is missing, or the file would have to be made although secrets exist, it throws and changes nothing.
 */
export function openMasterKeys(file: string, dataFolder: string, usedKeyIds: readonly string[]): MasterKeys {
  const inside = relative(resolve(dataFolder), resolve(file));
  if (!inside.startsWith('..') && !isAbsolute(inside))
    throw new MasterKeyError(
      `The key file ${file} lies in the data folder: a copy of the data would carry its own key. Choose another place.`,
    );
  const stored = readKeys(file);
  if (stored === undefined && usedKeyIds.length > 0)
    throw new MasterKeyError(
      `The key file ${file} is missing, but stored secrets are sealed with key "${usedKeyIds.join('", "')}". Put the file back, or set MILLRACE_KEY_FILE to where it is.`,
      usedKeyIds[0],
    );
  const keys = stored ?? [createKey(file)];
  const get = (keyId: string): MasterKey => {
    const key = keys.find((candidate) => candidate.keyId === keyId);
    if (key !== undefined) return key;
    throw new MasterKeyError(
      `The key "${keyId}" is not in ${file}: what it sealed cannot be opened. Restore the key file that belongs to this data folder.`,
      keyId,
    );
  };
  for (const keyId of usedKeyIds) get(keyId);
  return { current: keys.at(-1)!, oldest: keys[0]!, get };
}

/** Empty lines and lines that begin with # are left out. */
function readKeys(file: string): readonly MasterKey[] | undefined {
  let text: string;
  try {
    refuseUnsafe(file);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof MasterKeyError) throw error;
    throw new MasterKeyError(`The key file ${file} cannot be read: ${(error as Error).message}`, undefined, error);
  }
  const lines = text.split('\n').map((line) => line.trim());
  const keys = lines.flatMap((line) => (line === '' || line.startsWith('#') ? [] : [readKey(line, file)]));
  if (keys.length > 0) return keys;
  throw new MasterKeyError(`The key file ${file} is empty. Restore it from your backup; without it stored secrets cannot be opened.`);
}

function refuseUnsafe(file: string): void {
  const { mode, uid } = statSync(file);
  if (process.getuid === undefined) return;
  if ((mode & GROUP_AND_OTHERS) !== 0)
    throw new MasterKeyError(`The key file ${file} can be read by others. Set its mode to 0600: chmod 600 ${file}`);
  if (uid !== process.getuid())
    throw new MasterKeyError(`The key file ${file} belongs to another user. It must belong to the one who runs Millrace.`);
}

function readKey(line: string, file: string): MasterKey {
  const [keyId, encoded, ...rest] = line.split(/\s+/);
  const key = Buffer.from(encoded ?? '', 'base64');
  if (keyId === undefined || key.length !== KEY_BYTES || rest.length > 0)
    throw new MasterKeyError(`The key file ${file} has a line that is no key. Restore it from your backup.`);
  return { keyId, key };
}

/** The file appears whole or not at all; of two first starts at once one wins, and both use its key. */
function createKey(file: string): MasterKey {
  const key = randomBytes(KEY_BYTES);
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 12);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.${process.pid}.partial`;
  const descriptor = openSync(partial, 'wx', 0o600);
  try {
    writeSync(
      descriptor,
      `# Master key of Millrace. Without it stored secrets are lost: keep a copy, apart from the data.\n${keyId} ${key.toString('base64')}\n`,
    );
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  // The mode at creation is cut down by the umask; this says it for good.
  chmodSync(partial, 0o600);
  try {
    linkSync(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readKeys(file)!.at(-1)!;
  } finally {
    rmSync(partial, { force: true });
  }
  return { keyId, key };
}

/**
 * The master key: one file outside the data folder, mode 0600, one key a line as `<key id> <32 bytes base64>`; the last line is the
 * current one, older lines open what they sealed. Nothing is ever overwritten: a key that is missing is named, and stays missing.
 */
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface MasterKeys {
  readonly current: { readonly id: string; readonly key: Buffer };
  /** Throws MasterKeyError that names the id. */
  find(id: string): Buffer;
}

/** The sentence is for the person who starts Millrace. */
export class MasterKeyError extends Error {}

const KEY_BYTES = 32;

export function loadMasterKeys(file: string): MasterKeys {
  const text = readOrCreate(file);
  const mode = statSync(file).mode & 0o077;
  if (mode !== 0 && process.platform !== 'win32')
    throw new MasterKeyError(`The key file ${file} can be read by others. Set its mode to 0600: chmod 600 ${file}`);
  const keys = new Map<string, Buffer>();
  let current: { id: string; key: Buffer } | undefined;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [id, encoded] = line.trim().split(/\s+/);
    const key = Buffer.from(encoded ?? '', 'base64');
    if (id === undefined || key.length !== KEY_BYTES)
      throw new MasterKeyError(`The key file ${file} has a line that is no key. Restore it from your backup.`);
    keys.set(id, key);
    current = { id, key };
  }
  if (current === undefined)
    throw new MasterKeyError(`The key file ${file} is empty. Restore it from your backup; without it stored secrets cannot be opened.`);
  return {
    current,
    find(id) {
      const key = keys.get(id);
      if (key === undefined)
        throw new MasterKeyError(
          `The key "${id}" is not in ${file}: what it sealed cannot be opened. Restore the key file that belongs to this data folder.`,
        );
      return key;
    },
  };
}

function readOrCreate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new MasterKeyError(`The key file ${file} cannot be read: ${(error as Error).message}`);
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const key = randomBytes(KEY_BYTES);
  const text = `${createHash('sha256').update(key).digest('hex').slice(0, 12)} ${key.toString('base64')}\n`;
  // `wx`: two first starts at once must not write two keys.
  const handle = openSync(file, 'wx', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  chmodSync(file, 0o600);
  return text;
}

/**
 * The files of one connection: everything below its root folder and nothing else (S24). A path is made of checked names, its folder's
 * real path must lie inside the root's, and what is opened is a plain file, never a link. Errors are those of `file-error.ts`.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, realpath, rename, rm, statfs } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { DeniedError, InvalidError, UnavailableError } from '../errors.ts';
import { isSystemError, toFileError } from './file-error.ts';
import { faultOfPath } from './file-name.ts';

export interface FileFacts {
  readonly name: string;
  readonly bytes: number;
  /** Epoch ms, by the clock of the system that keeps the file. */
  readonly modifiedMs: number;
}

export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** Paths are below the root, separated by `/`. */
export interface FileRoot {
  /** Throws unless the root is there and may be used; gives its real path. */
  require(): Promise<string>;
  /** Plain files of a folder, by name; files whose names are not allowed are left out. Throws when the folder is missing. */
  list(folder: string): Promise<readonly FileFacts[]>;
  /** Folders in a folder, by name; none when it is missing. */
  listFolders(folder: string): Promise<readonly string[]>;
  /** Undefined: there is no such plain file. */
  find(path: string): Promise<FileFacts | undefined>;
  /** Bytes `from` (inclusive) to `to` (exclusive); left out: all. */
  read(path: string, range?: { readonly from: number; readonly to: number }, signal?: AbortSignal): AsyncIterable<Buffer>;
  /** Under `path` + `.tmp` until every byte is on disk, then renamed over whatever was there. */
  write(path: string, chunks: AsyncIterable<string | Buffer> | Iterable<string | Buffer>, signal?: AbortSignal): Promise<WrittenFile>;
  /** One step of the file system, on disk when it returns. Replaces what is at `to`. */
  move(from: string, to: string): Promise<void>;
  /** A file or a folder with all in it; nothing there is no error. */
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  freeBytes(): Promise<number>;
}

export interface FileRootOptions {
  /** Absolute. */
  readonly root: string;
  /** Where roots may lie, absolute; none: nowhere. */
  readonly allowed: readonly string[];
}

const CHUNK_BYTES = 262_144;

export function createFileRoot({ root, allowed }: FileRootOptions): FileRoot {
  async function requireRoot(): Promise<string> {
    const real = await realpath(root).catch((error: unknown) => {
      if (isSystemError(error, 'ENOENT', 'ENOTDIR'))
        throw new UnavailableError('The root folder of the connection is not there.', {
          code: 'root-missing',
          help: 'Mount the share, or correct the root folder of the connection.',
          maybeApplied: false,
        });
      throw toFileError(error, 'root folder');
    });
    for (const candidate of allowed) {
      const fence = await realpath(candidate).catch(() => undefined);
      if (fence !== undefined && isInside(real, fence)) return real;
    }
    throw new DeniedError('The root folder of the connection lies in none of the folders that the installation allows.', {
      code: 'root-not-allowed',
      help: 'The person who runs Millrace allows folders by the setting MILLRACE_FILE_ROOTS.',
    });
  }

  /** Real path of the folder of `path` and the name in it; with `make`, missing folders are made, one by one and inside the root. */
  async function place(path: string, make = false): Promise<{ readonly folder: string; readonly full: string }> {
    const fault = faultOfPath(path);
    if (fault !== undefined || path === '') throw new InvalidError(`The path "${path}" ${fault ?? 'is empty'}.`, { code: 'invalid-path' });
    const segments = path.split('/');
    const name = segments.pop()!;
    const folder = await enter(segments, make);
    return { folder, full: join(folder, name) };
  }

  async function enter(segments: readonly string[], make: boolean): Promise<string> {
    const real = await requireRoot();
    let folder = real;
    for (const [index, segment] of segments.entries()) {
      const next = join(folder, segment);
      const shown = segments.slice(0, index + 1).join('/');
      folder = await realpath(next).catch(async (error: unknown) => {
        if (!make || !isSystemError(error, 'ENOENT')) throw toFileError(error, shown);
        await mkdir(next).catch((failed: unknown) => {
          if (!isSystemError(failed, 'EEXIST')) throw toFileError(failed, shown);
        });
        await syncFolder(folder);
        return realpath(next);
      });
      if (!isInside(folder, real))
        throw new DeniedError(`"${shown}" leads out of the root folder of the connection.`, { code: 'path-escapes', target: shown });
    }
    return folder;
  }

  /** A plain file that lies where its path says, even if somebody swaps folders meanwhile. */
  async function openPlain(path: string): Promise<FileHandle> {
    const { full } = await place(path);
    const handle = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: unknown) => {
      throw toFileError(error, path);
    });
    try {
      const [opened, there] = [await handle.stat(), await lstat((await place(path)).full)];
      if (!opened.isFile() || opened.ino !== there.ino || opened.dev !== there.dev)
        throw new InvalidError(`"${path}" is no plain file.`, { code: 'file-not-plain', target: path });
      return handle;
    } catch (error) {
      await handle.close();
      throw toFileError(error, path);
    }
  }

  return {
    require: requireRoot,

    async list(folder) {
      const real = await enterPath(folder, enter);
      const entries = await readdir(real, { withFileTypes: true }).catch((error: unknown) => {
        throw toFileError(error, folder);
      });
      const found: FileFacts[] = [];
      for (const entry of entries) {
        if (!entry.isFile() || faultOfPath(entry.name) !== undefined) continue;
        // It may have gone since the folder was read.
        const facts = await lstat(join(real, entry.name)).catch(() => undefined);
        if (facts?.isFile() === true) found.push({ name: entry.name, bytes: facts.size, modifiedMs: facts.mtimeMs });
      }
      return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    },

    async listFolders(folder) {
      const real = await enterPath(folder, enter).catch((error: unknown) => {
        if (error instanceof InvalidError && error.options.code === 'file-missing') return undefined;
        throw error;
      });
      if (real === undefined) return [];
      const entries = await readdir(real, { withFileTypes: true });
      return entries.flatMap((entry) => (entry.isDirectory() && faultOfPath(entry.name) === undefined ? [entry.name] : [])).sort();
    },

    async find(path) {
      try {
        const { full } = await place(path);
        const facts = await lstat(full);
        return facts.isFile() ? { name: path.slice(path.lastIndexOf('/') + 1), bytes: facts.size, modifiedMs: facts.mtimeMs } : undefined;
      } catch (thrown) {
        const error = toFileError(thrown, path);
        if (error.options.code === 'file-missing') return undefined;
        throw error;
      }
    },

    async *read(path, range, signal) {
      const handle = await openPlain(path);
      try {
        const end = range?.to ?? Number.POSITIVE_INFINITY;
        for (let position = range?.from ?? 0; position < end; ) {
          signal?.throwIfAborted();
          const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - position));
          const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
          if (bytesRead === 0) return;
          position += bytesRead;
          yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
        }
      } catch (error) {
        throw toFileError(error, path);
      } finally {
        await handle.close();
      }
    },

    async write(path, chunks, signal) {
      const { folder, full } = await place(path, true);
      const partial = `${full}.tmp`;
      // Removed first: a leftover may be a link, and 'wx' refuses those.
      await rm(partial, { force: true });
      const handle = await open(partial, 'wx', 0o660).catch((error: unknown) => {
        throw toFileError(error, path);
      });
      const hash = createHash('sha256');
      let bytes = 0;
      try {
        try {
          for await (const chunk of chunks) {
            signal?.throwIfAborted();
            const buffer = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
            hash.update(buffer);
            for (let offset = 0; offset < buffer.length; )
              offset += (await handle.write(buffer, offset, buffer.length - offset)).bytesWritten;
            bytes += buffer.length;
          }
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(partial, full);
        await syncFolder(folder);
      } catch (error) {
        await rm(partial, { force: true });
        throw toFileError(error, path);
      }
      return { bytes, sha256: hash.digest('hex') };
    },

    async move(from, to) {
      const source = await place(from);
      const target = await place(to, true);
      const facts = await lstat(source.full).catch((error: unknown) => {
        throw toFileError(error, from);
      });
      if (!facts.isFile()) throw new InvalidError(`"${from}" is no plain file.`, { code: 'file-not-plain', target: from });
      await rename(source.full, target.full).catch((error: unknown) => {
        throw toFileError(error, isSystemError(error, 'ENOENT') ? from : to);
      });
      await syncFolder(target.folder);
      if (source.folder !== target.folder) await syncFolder(source.folder);
    },

    async remove(path) {
      const found = await place(path).catch((thrown: unknown) => {
        const error = toFileError(thrown, path);
        if (error.options.code === 'file-missing') return undefined;
        throw error;
      });
      if (found === undefined) return;
      await rm(found.full, { force: true, recursive: true }).catch((error: unknown) => {
        throw toFileError(error, path);
      });
    },

    async makeFolder(path) {
      const fault = faultOfPath(path);
      if (fault !== undefined) throw new InvalidError(`The path "${path}" ${fault}.`, { code: 'invalid-path' });
      await enter(path === '' ? [] : path.split('/'), true);
    },

    async freeBytes() {
      const { bavail, bsize } = await statfs(await requireRoot());
      return bavail * bsize;
    },
  };
}

async function enterPath(path: string, enter: (segments: readonly string[], make: boolean) => Promise<string>): Promise<string> {
  const fault = faultOfPath(path);
  if (fault !== undefined) throw new InvalidError(`The path "${path}" ${fault}.`, { code: 'invalid-path' });
  return enter(path === '' ? [] : path.split('/'), false);
}

/** All bytes of a range: only for what is known to be small. */
export async function readWhole(
  files: FileRoot,
  path: string,
  range?: { readonly from: number; readonly to: number },
  signal?: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of files.read(path, range, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Both are real paths. */
export function isInside(path: string, fence: string): boolean {
  return path === fence || path.startsWith(fence.endsWith(sep) ? fence : fence + sep);
}

/** A rename is on disk when its folder is. Some network file systems refuse to sync a folder; they order renames themselves. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (handle === undefined) return;
  try {
    await handle.sync();
  } catch (error) {
    if (!isSystemError(error, 'EINVAL', 'ENOTSUP', 'EPERM', 'EACCES', 'EBADF')) throw error;
  } finally {
    await handle.close();
  }
}

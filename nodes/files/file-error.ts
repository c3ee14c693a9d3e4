/** What an error of the file system means for the step (RTY-1). Names of files are shown, paths of the machine are not. */
import { DeniedError, InvalidError, type StepError, toStepError, UnavailableError } from '../errors.ts';

interface SystemError extends Error {
  readonly code: string;
}

export function isSystemError(thrown: unknown, ...codes: readonly string[]): thrown is SystemError {
  if (!(thrown instanceof Error) || typeof (thrown as Partial<SystemError>).code !== 'string') return false;
  return codes.length === 0 || codes.includes((thrown as SystemError).code);
}

/** `what`: the path below the root, as people know it. */
export function toFileError(thrown: unknown, what: string): StepError {
  if (!isSystemError(thrown)) return toStepError(thrown);
  const { code } = thrown;
  const target = { target: what, details: [{ systemCode: code }] };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new InvalidError(`There is no "${what}".`, { code: 'file-missing', ...target });
    case 'ELOOP':
      return new DeniedError(`"${what}" is a link, and links are not followed.`, { code: 'file-is-link', ...target });
    case 'EISDIR':
      return new InvalidError(`"${what}" is a folder.`, { code: 'file-is-folder', ...target });
    case 'EEXIST':
    case 'ENOTEMPTY':
      return new InvalidError(`"${what}" is there already.`, { code: 'file-exists', ...target });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new DeniedError(`The file system does not let us work on "${what}".`, {
        code: 'file-denied',
        help: 'Give the account that runs Millrace the right to read, write and rename in the folders of the connection.',
        ...target,
      });
    case 'ENAMETOOLONG':
      return new InvalidError(`The path of "${what}" is too long for its file system.`, { code: 'name-too-long', ...target });
    case 'EXDEV':
      return new InvalidError(`"${what}" lies on another volume than the work folder, so it cannot be renamed in one go.`, {
        code: 'other-volume',
        help: 'Keep the work folder of the connection on the same volume as the folders that are read and written.',
        ...target,
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return new UnavailableError(`There is no space left for "${what}".`, { code: 'disk-full', maybeApplied: false, ...target });
    default:
      return new UnavailableError(`The file system failed at "${what}" (${code}).`, { code: 'share-unavailable', ...target });
  }
}

/**
 * Which names a file or folder may have below a connection's root (S24). The strictest of the systems that share such folders decides:
 * what Linux takes and Windows does not is refused as well, because a plant's share is usually read by both.
 */

/** Room is left for what is put before and behind a name while it is worked on. */
const LONGEST_NAME_BYTES = 220;
const DEEPEST = 12;
const DEVICES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"/\\|?*]/;

/** What is wrong with a single name, as the end of a sentence; undefined: nothing. */
export function faultOfName(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name === '..' || name === '.') return 'leads to another folder';
  if (name.startsWith('.')) return 'begins with a dot';
  if (FORBIDDEN.test(name)) return 'has a sign that no file name may have';
  if (/[. ]$/.test(name) || name.startsWith(' ')) return 'begins or ends with a blank, or ends with a dot';
  if (DEVICES.test(name)) return 'is the name of a device';
  // Half of a surrogate pair.
  if (/\p{Cs}/u.test(name)) return 'is not well-formed Unicode';
  if (Buffer.byteLength(name) > LONGEST_NAME_BYTES) return `is longer than ${LONGEST_NAME_BYTES} bytes`;
  return undefined;
}

/** A path below the root, segments separated by `/`; undefined: nothing is wrong. The root itself is the empty path. */
export function faultOfPath(path: string): string | undefined {
  if (path === '') return undefined;
  const segments = path.split('/');
  if (segments.length > DEEPEST) return `is deeper than ${DEEPEST} folders`;
  for (const segment of segments) {
    const fault = faultOfName(segment);
    if (fault !== undefined) return segments.length === 1 ? fault : `has "${segment}", which ${fault}`;
  }
  return undefined;
}

export function nameOfPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

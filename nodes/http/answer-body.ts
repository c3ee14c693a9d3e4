/** The bytes of an answer as text: decompressed under a cap, in the character set that the sender names. */
import { promisify, TextDecoder } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

const decompressors = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** What we say we understand; `readAnswerBody` understands nothing else. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/**
 * Rejects with `ERR_BUFFER_TOO_LARGE` above `maxBytes` (counted after decompression, so a bomb is stopped while it swells) and
 * with zlib's own code when the bytes are damaged.
 */
export function readAnswerBody(
  bytes: Buffer,
  encoding: string | undefined,
  contentType: string | undefined,
  maxBytes: number,
): string | Promise<string> {
  const name = encoding?.trim().toLowerCase();
  if (name === undefined || name === '' || name === 'identity' || bytes.length === 0) return decodeText(bytes, contentType);
  const decompress = decompressors[name as keyof typeof decompressors];
  if (decompress === undefined) {
    return Promise.reject(Object.assign(new Error(`content-encoding "${name}" was not asked for`), { code: 'Z_DATA_ERROR' }));
  }
  return decompress(bytes, { maxOutputLength: maxBytes }).then((plain) => decodeText(plain, contentType));
}

function decodeText(bytes: Buffer, contentType: string | undefined): string {
  const charset = contentType === undefined ? undefined : /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase();
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    const decoder = findDecoder(charset);
    if (decoder !== undefined) return decoder.decode(bytes);
  }
  const hasMark = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString('utf8', hasMark ? 3 : 0);
}

function findDecoder(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}

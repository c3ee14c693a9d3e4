/** Bytes and text of a file. All encodings here agree on ASCII, so that records are found before anything is decoded. */
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import type { Layout } from './layout.ts';
import { UnfitFile } from './unfit-file.ts';

export type Encoding = NonNullable<Layout['encoding']>;

export const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export function decode(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'utf-8') return bytes.toString('utf8');
  return isAscii(bytes) ? bytes.toString('latin1') : iconv.decode(bytes, encoding, { stripBOM: false });
}

/** Undefined: the text has a sign that the encoding has not; nothing is replaced in silence. */
export function encode(text: string, encoding: Encoding): Buffer | undefined {
  if (encoding === 'utf-8') return !/\p{Cs}/u.test(text) ? Buffer.from(text, 'utf8') : undefined;
  const bytes = iconv.encode(text, encoding);
  return isAscii(bytes) && !bytes.includes(0x3f) ? bytes : iconv.decode(bytes, encoding) === text ? bytes : undefined;
}

/** Does the file hold what its layout says? A wrong guess damages names in silence, so the whole file is refused. */
export interface EncodingWatch {
  /** A stretch of whole records. Throws UnfitFile. */
  look(bytes: Buffer): void;
  /** All was seen. Throws UnfitFile. */
  end(): void;
}

export function watchEncoding(encoding: Encoding): EncodingWatch {
  /** UTF-8 sequences are a very unlikely accident in other encodings; one sign that is none settles it. */
  let looksLikeUtf8 = false;
  let settled = false;
  return {
    look(bytes) {
      if (encoding === 'utf-8') {
        if (!isUtf8(bytes))
          throw new UnfitFile('encoding', 'The layout says UTF-8, but the file is in another encoding (often windows-1252).', {
            said: encoding,
          });
      } else if (!settled && !isAscii(bytes)) {
        if (isUtf8(bytes)) looksLikeUtf8 = true;
        else settled = true;
      }
    },
    end() {
      if (looksLikeUtf8 && !settled)
        throw new UnfitFile('encoding', `The layout says ${encoding}, but the file is UTF-8.`, { said: encoding });
    },
  };
}

/** The first bytes of a file. Throws UnfitFile when they announce another encoding; gives how many to skip. */
export function readMark(start: Buffer, encoding: Encoding): number {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff))
    throw new UnfitFile('encoding', `The layout says ${encoding}, but the file is UTF-16.`, { said: encoding });
  if (!start.subarray(0, 3).equals(UTF8_MARK)) return 0;
  if (encoding !== 'utf-8')
    throw new UnfitFile('encoding', `The layout says ${encoding}, but the file says that it is UTF-8.`, { said: encoding });
  return UTF8_MARK.length;
}

/** Frames of events as they go over the wire. Who watches the same gets them in the same moment, so the last one is kept for the next. */

interface Frame {
  readonly id: string;
  readonly texts: readonly string[];
  readonly bytes: Buffer;
}

let last: Frame | undefined;

/** `texts`: each the events of one run. */
export function encodeFrame(id: string, texts: readonly string[]): Buffer {
  if (last !== undefined && last.id === id && isSame(last.texts, texts)) return last.bytes;
  const bytes = Buffer.from(`{"type":"events","id":${JSON.stringify(id)},"runs":[${texts.join(',')}]}`);
  last = { id, texts, bytes };
  return bytes;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false;
  for (let index = 0; index < some.length; index += 1) if (some[index] !== others[index]) return false;
  return true;
}

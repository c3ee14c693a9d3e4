/** Ids that sort by the time they were made and are safe in addresses: milliseconds in base 36, a counter, random. */
import { randomFillSync } from 'node:crypto';

let last = 0;
let counter = 0;

/** Asking the system for a few bytes costs as much as asking for many. */
const RANDOM_BYTES = 5;
const pool = Buffer.alloc(RANDOM_BYTES * 256);
let used = pool.length;

function randomHex(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.toString('hex', used - RANDOM_BYTES, used);
}

/** The same for something that happened at another time. */
export function newIdAt(ms: number): string {
  return `${Math.trunc(ms).toString(36).padStart(9, '0')}000${randomHex()}`;
}

export function newId(): string {
  const now = Date.now();
  counter = now === last ? counter + 1 : 0;
  last = now;
  return `${now.toString(36).padStart(9, '0')}${counter.toString(36).padStart(3, '0')}${randomHex()}`;
}

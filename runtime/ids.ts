/** Ids that sort by the time they were made and are safe in addresses: milliseconds in base 36, a counter, random. */
import { randomBytes } from 'node:crypto';

let last = 0;
let counter = 0;

export function newId(): string {
  const now = Date.now();
  counter = now === last ? counter + 1 : 0;
  last = now;
  return `${now.toString(36).padStart(9, '0')}${counter.toString(36).padStart(3, '0')}${randomBytes(5).toString('hex')}`;
}

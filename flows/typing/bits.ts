/**
 * Sets of small numbers, 32 to a word: what a step sees is nearly what the step before it saw, and putting two such sets together costs a
 * word for 32 steps. A set is never changed once it was handed on.
 */
export type Bits = Uint32Array;

export function noBits(count: number): Bits {
  return new Uint32Array((count + 31) >>> 5);
}

export function bitsOf(count: number, numbers: Iterable<number>): Bits {
  const bits = noBits(count);
  for (const number of numbers) addBit(bits, number);
  return bits;
}

export function hasBit(bits: Bits, number: number): boolean {
  return ((bits[number >>> 5]! >>> (number & 31)) & 1) === 1;
}

/** Only on a set of one's own. */
export function addBit(bits: Bits, number: number): void {
  bits[number >>> 5]! |= 1 << (number & 31);
}

/** Only on a set of one's own. */
export function dropBit(bits: Bits, number: number): void {
  bits[number >>> 5]! &= ~(1 << (number & 31));
}

/** Only on a set of one's own. */
export function addBits(bits: Bits, more: Bits): void {
  for (let at = 0; at < bits.length; at += 1) bits[at]! |= more[at]!;
}

export function both(one: Bits, other: Bits): Bits {
  const bits = one.slice();
  for (let at = 0; at < bits.length; at += 1) bits[at]! &= other[at]!;
  return bits;
}

export function either(one: Bits, other: Bits): Bits {
  const bits = one.slice();
  addBits(bits, other);
  return bits;
}

export function except(one: Bits, other: Bits): Bits {
  const bits = one.slice();
  for (let at = 0; at < bits.length; at += 1) bits[at]! &= ~other[at]!;
  return bits;
}

export function isSameBits(one: Bits, other: Bits): boolean {
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

export function meet(one: Bits, other: Bits): boolean {
  for (let at = 0; at < one.length; at += 1) if ((one[at]! & other[at]!) !== 0) return true;
  return false;
}

export function isEmpty(bits: Bits): boolean {
  return bits.every((word) => word === 0);
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word of bits) for (; word !== 0; word &= word - 1) count += 1;
  return count;
}

/** Undefined for an empty set. */
export function largestIn(bits: Bits): number | undefined {
  for (let at = bits.length - 1; at >= 0; at -= 1) if (bits[at] !== 0) return at * 32 + 31 - Math.clz32(bits[at]!);
  return undefined;
}

/** From the smallest on. */
export function* numbersIn(bits: Bits): Generator<number, undefined, unknown> {
  for (let at = 0; at < bits.length; at += 1) {
    for (let word = bits[at]!; word !== 0; word &= word - 1) yield at * 32 + 31 - Math.clz32(word & -word);
  }
}

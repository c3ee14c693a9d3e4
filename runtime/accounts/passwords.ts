/** Passwords: scrypt with its parameters kept beside each hash (S4). At most two at a time, since each takes 128 MiB for half a second. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { ApiError } from '../http/api-error.ts';

/** 128 MiB and half a second: what a guess costs. */
export const PASSWORD_COST = 2 ** 17;
const R = 8;
const P = 1;
const KEY_BYTES = 32;
const CONCURRENT = 2;
/** More callers than this wait for longer than a person does: they are asked to come again. */
const MOST_WAITING = 20;

export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

/** The commonest passwords that pass the length rule, lower case; anything built of one repeated character is refused too. */
const COMMON = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123123123123',
  '111111111111',
  '000000000000',
  '1q2w3e4r5t6y',
  'qwertyuiop[]',
  'qwertyuiop123',
  'qwertyuiopas',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'administrator',
  'letmeinletmein',
  'welcome12345',
  'welcome123456',
  'changeme1234',
  'iloveyou1234',
  'abcdefghijkl',
  'abcd12345678',
  'abc123abc123',
  'qazwsxedcrfv',
  'zaq12wsxcde3',
  'millrace1234',
  'millracemillrace',
]);

/** A sentence when the password is not acceptable. */
export function passwordProblem(password: string, email: string): string | undefined {
  if (password.length < PASSWORD_LENGTH.least) return `Use at least ${PASSWORD_LENGTH.least} characters.`;
  if (password.length > PASSWORD_LENGTH.most) return `Use at most ${PASSWORD_LENGTH.most} characters.`;
  const lower = password.toLowerCase();
  if (COMMON.has(lower) || new Set(lower).size < 4) return 'This password is one of the first that an attacker tries.';
  if (email !== '' && lower.includes(email.toLowerCase().split('@')[0]!) && lower.length < 20)
    return 'Do not build the password from your e-mail address.';
  return undefined;
}

/** `scrypt$N$r$p$salt$key`, base64url. */
export async function hashPassword(password: string, cost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost, R, P, KEY_BYTES);
  return ['scrypt', cost, R, P, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Constant work: an unknown account is checked against a hash nobody has (S5). */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, n, r, p, salt, key] = (stored ?? NOBODY).split('$');
  const expected = Buffer.from(key!, 'base64url');
  const actual = await derive(password, Buffer.from(salt!, 'base64url'), Number(n), Number(r), Number(p), expected.length);
  return timingSafeEqual(actual, expected) && stored !== undefined;
}

const NOBODY = [
  'scrypt',
  PASSWORD_COST,
  R,
  P,
  Buffer.alloc(16, 1).toString('base64url'),
  Buffer.alloc(KEY_BYTES).toString('base64url'),
].join('$');

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, n: number, r: number, p: number, bytes: number): Promise<Buffer> {
  if (waiting.length >= MOST_WAITING)
    throw new ApiError(
      503,
      'sign-in-busy',
      'Too many people sign in at this moment.',
      'Try again in a few seconds.',
      {},
      { 'Retry-After': '5' },
    );
  if (running >= CONCURRENT) await new Promise<void>((proceed) => waiting.push(proceed));
  running += 1;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, bytes, { N: n, r, p, maxmem: 256 * n * r }, (error, key) =>
        error === null ? resolve(key) : reject(error),
      );
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

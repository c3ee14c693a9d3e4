/**
 * Secrets at rest (S14): AES-256-GCM under a data key of their own, which is wrapped by the master key. The nonce is random, the tag
 * 16 bytes (Node would take 4), and what is sealed is bound to its place: an envelope that was moved to another credential does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { MasterKeys } from './master-key.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Envelope {
  readonly keyId: string;
  /** `v1.<wrapped data key>.<sealed text>`, base64url. */
  readonly text: string;
}

/** `place`: credential id and field; the same must be given to open. */
export function seal(keys: MasterKeys, place: string, plain: string): Envelope {
  const dataKey = randomBytes(32);
  const { id, key } = keys.current;
  const wrapped = encrypt(key, `${place}\nkey`, dataKey);
  const sealed = encrypt(dataKey, `${place}\nvalue`, Buffer.from(plain, 'utf8'));
  return { keyId: id, text: `v1.${wrapped.toString('base64url')}.${sealed.toString('base64url')}` };
}

/** Throws MasterKeyError when the key is missing, and an Error when the envelope was altered or belongs elsewhere. */
export function open(keys: MasterKeys, place: string, { keyId, text }: Envelope): string {
  const [version, wrapped, sealed] = text.split('.');
  if (version !== 'v1' || wrapped === undefined || sealed === undefined) throw new Error('The sealed value has an unknown form.');
  const dataKey = decrypt(keys.find(keyId), `${place}\nkey`, Buffer.from(wrapped, 'base64url'));
  return decrypt(dataKey, `${place}\nvalue`, Buffer.from(sealed, 'base64url')).toString('utf8');
}

function encrypt(key: Buffer, place: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place, 'utf8'));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, place: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place, 'utf8'));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

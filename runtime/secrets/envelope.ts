/**
 * AES-256-GCM envelopes (S14): each secret has a data key of its own, wrapped by the master key. What the secret is for (owner, field,
 * format) is part of what the cipher proves, so a ciphertext that is moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { MasterKey } from './master-key.ts';

const FORMAT = 1;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
/** Said explicitly: Node accepts tags of 4 bytes unless told the length (D12). */
const TAG_BYTES = 16;

/** `1.<wrapped data key>.<ciphertext>`, each nonce + ciphertext + tag in base64url. */
export function sealEnvelope(plain: string, bound: readonly string[], master: MasterKey): string {
  const dataKey = randomBytes(KEY_BYTES);
  const aad = boundText(bound);
  const wrapped = encrypt(master.key, dataKey, `data-key\n${master.keyId}\n${aad}`);
  const sealed = encrypt(dataKey, Buffer.from(plain, 'utf8'), aad);
  return `${FORMAT}.${wrapped.toString('base64url')}.${sealed.toString('base64url')}`;
}

/** Throws when the key is another one, the envelope was changed, or it was made for something else. */
export function openEnvelope(envelope: string, bound: readonly string[], master: MasterKey): string {
  const [format, wrapped, sealed, ...rest] = envelope.split('.');
  if (format !== String(FORMAT) || wrapped === undefined || sealed === undefined || rest.length > 0)
    throw new Error('This is no envelope of a format that is known.');
  const aad = boundText(bound);
  const dataKey = decrypt(master.key, Buffer.from(wrapped, 'base64url'), `data-key\n${master.keyId}\n${aad}`);
  return decrypt(dataKey, Buffer.from(sealed, 'base64url'), aad).toString('utf8');
}

/** The same data key under a new master key: the secret itself is not touched. */
export function rewrapEnvelope(envelope: string, bound: readonly string[], from: MasterKey, to: MasterKey): string {
  const [, wrapped, sealed] = envelope.split('.');
  const aad = boundText(bound);
  const dataKey = decrypt(from.key, Buffer.from(wrapped!, 'base64url'), `data-key\n${from.keyId}\n${aad}`);
  return `${FORMAT}.${encrypt(to.key, dataKey, `data-key\n${to.keyId}\n${aad}`).toString('base64url')}.${sealed}`;
}

/** Lengths are part of it, so that parts cannot be shifted into each other. */
function boundText(parts: readonly string[]): string {
  return JSON.stringify([FORMAT, ...parts]);
}

function encrypt(key: Buffer, plain: Buffer, aad: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, aad: string): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('The envelope is cut short.');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

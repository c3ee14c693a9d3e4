/** Where the certificates of the tests lie, and what is in them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type CertificateName = 'server' | 'renewed' | 'other-name' | 'expired' | 'client';

const folder = fileURLToPath(new URL('./certificates', import.meta.url));

export const AUTHORITY_FILE = join(folder, 'authority.pem');
export const authority = readFileSync(AUTHORITY_FILE, 'utf8');

export function certificateFiles(name: CertificateName): { readonly certificate: string; readonly key: string } {
  return { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
}

export function certificateOf(name: CertificateName): { readonly cert: string; readonly key: string } {
  const { certificate, key } = certificateFiles(name);
  return { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
}

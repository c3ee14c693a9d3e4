/** The certificate that others know us by: read from its files, checked before it is used, read again when it was renewed. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface TlsFiles {
  /** PEM: our certificate first, then its chain. */
  readonly certificateFile: string;
  readonly keyFile: string;
  /** PEM of those whose client certificates count; without it none is asked for. */
  readonly clientAuthoritiesFile?: string;
}

export interface TlsMaterial {
  readonly certificate: string;
  readonly key: string;
  readonly clientAuthorities?: string;
  readonly expiresAt: Date;
}

/** What is wrong with the files, as a sentence for whoever starts the program. */
export class TlsMaterialError extends Error {}

/** Throws TlsMaterialError. An expired certificate is given all the same: those who call us refuse it and say so. */
export function readTlsMaterial({ certificateFile, keyFile, clientAuthoritiesFile }: TlsFiles): TlsMaterial {
  const certificate = readPem('MILLRACE_TLS_CERTIFICATE', certificateFile);
  const key = readPem('MILLRACE_TLS_KEY', keyFile);
  const leaf = parse('MILLRACE_TLS_CERTIFICATE', certificateFile, 'no certificate in PEM form', () => new X509Certificate(certificate));
  const privateKey = parse('MILLRACE_TLS_KEY', keyFile, 'no private key in PEM form without a passphrase', () => createPrivateKey(key));
  if (!leaf.checkPrivateKey(privateKey))
    throw new TlsMaterialError(
      `MILLRACE_TLS_KEY ${keyFile} is not the key of ${certificateFile}. The certificate of this machine comes first in its file, its chain after it.`,
    );
  const expiresAt = new Date(leaf.validTo);
  return { certificate, key, expiresAt, ...readClientAuthorities(clientAuthoritiesFile) };
}

/** PEM of one or more authorities. Throws TlsMaterialError that names the setting. */
export function readAuthorities(setting: string, file: string): string {
  const pem = readPem(setting, file);
  parse(setting, file, 'no certificate in PEM form', () => new X509Certificate(pem));
  return pem;
}

function readClientAuthorities(file: string | undefined): Pick<TlsMaterial, 'clientAuthorities'> {
  return file === undefined ? {} : { clientAuthorities: readAuthorities('MILLRACE_TLS_CLIENT_AUTHORITIES', file) };
}

function readPem(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TlsMaterialError(`${setting}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function parse<T>(setting: string, file: string, wanted: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new TlsMaterialError(`${setting}: ${file} holds ${wanted}.`);
  }
}

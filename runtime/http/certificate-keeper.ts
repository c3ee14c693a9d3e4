/** Our own certificate through its renewals: what is shown now, and a word in the log before it ends. */
import type { Log } from '../log.ts';
import { readTlsMaterial, type TlsFiles, type TlsMaterial } from './tls-material.ts';

export interface CertificateKeeper {
  readonly current: TlsMaterial;
  /** Reads the files again; a pair that is no good is logged, and the one before stays. */
  renew(use: (tls: TlsMaterial) => void): void;
}

const WARN_MS = 14 * 86_400_000;

/** Undefined where plain HTTP is spoken. Throws TlsMaterialError: nothing listens with half a certificate. */
export function createCertificateKeeper(files: TlsFiles | undefined, log: Log, now: () => number): CertificateKeeper | undefined {
  if (files === undefined) return undefined;
  let current = readTlsMaterial(files);
  warnBeforeEnd(current, log, now);
  return {
    get current() {
      return current;
    },
    renew(use) {
      try {
        const renewed = readTlsMaterial(files);
        use(renewed);
        current = renewed;
        log.info('certificate read again', { expiresAt: renewed.expiresAt.toISOString() });
        warnBeforeEnd(renewed, log, now);
      } catch (error) {
        log.error('the new certificate cannot be used; the one before stays', error);
      }
    },
  };
}

function warnBeforeEnd({ expiresAt }: TlsMaterial, log: Log, now: () => number): void {
  const left = expiresAt.getTime() - now();
  if (left < WARN_MS)
    log.warn(left < 0 ? 'our certificate has expired: nobody will trust it' : 'our certificate expires soon', {
      expiresAt: expiresAt.toISOString(),
    });
}

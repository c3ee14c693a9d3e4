/** Secrets that the runtime shares with the sandbox process through one 0600 file: made once, kept, never in the store in plain text. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

export interface SandboxCredentials {
  readonly sap: { readonly user: string; readonly password: string };
  readonly crm: { readonly clientId: string; readonly clientSecret: string };
  readonly scheduler: { readonly apiKey: string };
  readonly control: { readonly token: string };
  /** `whsec_…`: signs what the scheduler calls back with. */
  readonly webhookSecret: string;
  /** Last segment of the address that CRM's outbound messages go to. */
  readonly crmHookSecret: string;
}

export function loadSandboxCredentials(file: string): SandboxCredentials {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SandboxCredentials;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const credentials = generateCredentials();
  // Written whole or not at all: the sandbox reads it as soon as it is there.
  const temporary = `${file}.tmp`;
  const handle = openSync(temporary, 'w', 0o600);
  writeSync(handle, JSON.stringify(credentials, undefined, 2));
  fsyncSync(handle);
  closeSync(handle);
  renameSync(temporary, file);
  return credentials;
}

function generateCredentials(): SandboxCredentials {
  const secret = (bytes: number) => randomBytes(bytes).toString('base64url');
  return {
    sap: { user: 'MILLRACE', password: secret(18) },
    crm: { clientId: `3MVG9${secret(24)}`, clientSecret: secret(24) },
    scheduler: { apiKey: secret(24) },
    control: { token: secret(24) },
    webhookSecret: `whsec_${randomBytes(24).toString('base64')}`,
    crmHookSecret: secret(18),
  };
}

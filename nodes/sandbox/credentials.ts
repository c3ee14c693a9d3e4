/** What the simulated systems ask of their callers. The runtime writes the file, mode 0600, before it starts the sandbox. */
import { readFileSync, statSync } from 'node:fs';

export interface SandboxCredentials {
  readonly sap: { readonly user: string; readonly password: string };
  readonly crm: { readonly clientId: string; readonly clientSecret: string };
  readonly scheduler: { readonly apiKey: string };
  readonly control: { readonly token: string };
  /** `whsec_…`: signs callbacks. */
  readonly webhookSecret: string;
}

const REQUIRED = [
  ['sap', 'user'],
  ['sap', 'password'],
  ['crm', 'clientId'],
  ['crm', 'clientSecret'],
  ['scheduler', 'apiKey'],
  ['control', 'token'],
  ['webhookSecret'],
] as const;

/** Throws with a sentence when the file is missing, readable by others or incomplete. Further members are left alone. */
export function readCredentials(file: string): SandboxCredentials {
  const text = readFileSync(file, 'utf8');
  const open = statSync(file).mode & 0o077;
  if (open !== 0 && process.platform !== 'win32')
    throw new Error(`${file} can be read by others; it holds secrets. Set its mode to 0600 (chmod 600).`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON.`, { cause });
  }
  for (const path of REQUIRED) {
    let value = parsed;
    for (const step of path) value = (value as { readonly [name: string]: unknown } | null | undefined)?.[step];
    if (typeof value !== 'string' || value === '') throw new Error(`${file} lacks "${path.join('.')}".`);
  }
  return parsed as SandboxCredentials;
}

/** What the sandbox process is told at its start. */
import type { SandboxCredentials } from './credentials.ts';

export interface SandboxSettings {
  /** Where record and state lie; made when missing. */
  readonly folder: string;
  /** First of four: SAP, CRM, scheduler, control. 0: the system chooses each of them. */
  readonly firstPort: number;
  readonly seed: number;
  readonly credentials: SandboxCredentials;
}

/** The environment variables, read; throws with a sentence for a wrong value. */
export function readSettings(environment: { readonly [name: string]: string | undefined }): Omit<SandboxSettings, 'credentials'> & {
  readonly credentialsFile: string;
} {
  return {
    folder: required(environment, 'MILLRACE_SANDBOX_FOLDER'),
    // 65532: four ports have to fit.
    firstPort: wholeNumber(environment, 'MILLRACE_SANDBOX_PORT', 0, 65_532),
    seed: wholeNumber(environment, 'MILLRACE_SANDBOX_SEED', 0, 0xffff_ffff),
    credentialsFile: required(environment, 'MILLRACE_SANDBOX_CREDENTIALS'),
  };
}

type Environment = { readonly [name: string]: string | undefined };

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set.`);
  return value;
}

function wholeNumber(environment: Environment, name: string, least: number, most: number): number {
  const text = required(environment, name);
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new Error(`${name} is "${text}"; it has to be a whole number from ${least} to ${most}.`);
  return value;
}

/** Every setting of the runtime, from environment variables or flags, checked once at start. The README's table is this list. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface RuntimeConfig {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly keyFile: string;
  readonly sandbox: boolean;
  readonly sandboxPort: number;
  readonly setupToken: string | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Where a browser reaches us; callbacks and links are built on it. */
  readonly publicUrl: string | undefined;
  /** Runs that may be open before intake answers 503 (INT-3). */
  readonly maxOpenRuns: number;
  /** Requests per second and session or token; 0 = as many as they like (S18). */
  readonly apiRate: number;
  /** What connections may reach beside the public internet (S16): CIDR networks, and loopback ports as `loopback:8080`. */
  readonly allowedNetworks: readonly string[];
  readonly allowedLoopbackPorts: readonly number[];
  /** First start deploys the example flows; off in tests that bring their own. */
  readonly examples: boolean;
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const;

/** A wrong value: the sentence is for a person, and the start stops. */
export class ConfigError extends Error {}

interface Setting {
  readonly name: string;
  readonly flag: string;
  readonly fallback: string;
  readonly meaning: string;
}

/** In the order of the README's table. */
export const SETTINGS = [
  { name: 'MILLRACE_PORT', flag: 'port', fallback: '4280', meaning: 'Port of pages, API and webhooks; 0 takes a free one.' },
  { name: 'MILLRACE_HOST', flag: 'host', fallback: '127.0.0.1', meaning: 'Address to listen on. Only loopback until HTTPS can be set up.' },
  { name: 'MILLRACE_DATA', flag: 'data', fallback: './.millrace', meaning: 'Data folder: everything but the master key.' },
  {
    name: 'MILLRACE_KEY_FILE',
    flag: 'key-file',
    fallback: '',
    meaning: 'Master key; default in your configuration folder, never in the data folder.',
  },
  {
    name: 'MILLRACE_SANDBOX',
    flag: 'sandbox',
    fallback: 'on',
    meaning: 'on | off: SAP, CRM and scheduler simulators in a process of their own.',
  },
  {
    name: 'MILLRACE_SANDBOX_PORT',
    flag: 'sandbox-port',
    fallback: '4281',
    meaning: 'First of four ports: SAP, CRM, scheduler, control; 0 takes free ones.',
  },
  {
    name: 'MILLRACE_SETUP_TOKEN',
    flag: 'setup-token',
    fallback: '',
    meaning: 'Sets the one-time set-up token instead of printing a random one.',
  },
  { name: 'MILLRACE_LOG', flag: 'log', fallback: 'info', meaning: 'silent | fatal | error | warn | info | debug' },
  {
    name: 'MILLRACE_PUBLIC_URL',
    flag: 'public-url',
    fallback: '',
    meaning: 'Address that other systems reach the runtime by, for callbacks.',
  },
  {
    name: 'MILLRACE_MAX_OPEN_RUNS',
    flag: 'max-open-runs',
    fallback: '200000',
    meaning: 'Open runs at which intake answers 503 with Retry-After.',
  },
  {
    name: 'MILLRACE_API_RATE',
    flag: 'api-rate',
    fallback: '200',
    meaning: 'Requests per second that one session or token may send, five times as many at once; 0 = no limit.',
  },
  {
    name: 'MILLRACE_ALLOWED_NETWORKS',
    flag: 'allowed-networks',
    fallback: '',
    meaning:
      'Plant networks that connections may reach, separated by commas: 10.20.0.0/16, loopback:8080. Without it only public addresses and the sandbox.',
  },
  { name: 'MILLRACE_EXAMPLES', flag: 'examples', fallback: 'on', meaning: 'on | off: deploy the example flows at first start.' },
] as const satisfies readonly Setting[];

/** Flags win over environment variables. Throws ConfigError with a sentence. */
export function readConfig(environment: { readonly [name: string]: string | undefined }, args: readonly string[]): RuntimeConfig {
  const flags = readFlags(args);
  const value = (flag: (typeof SETTINGS)[number]['flag']): string => {
    const setting = SETTINGS.find((candidate) => candidate.flag === flag)!;
    return flags.get(flag) ?? environment[setting.name] ?? setting.fallback;
  };
  const host = value('host');
  if (host !== '127.0.0.1' && host !== '::1' && host !== 'localhost') {
    throw new ConfigError(
      `MILLRACE_HOST is "${host}": only loopback (127.0.0.1, ::1) is allowed without HTTPS. Put a TLS proxy in front of it.`,
    );
  }
  const dataFolder = resolve(value('data'));
  const keyFile = resolve(
    value('key-file') || join(environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'millrace', 'master.key'),
  );
  if (keyFile.startsWith(`${dataFolder}/`))
    throw new ConfigError('MILLRACE_KEY_FILE lies in the data folder: a backup of the data would carry its own key. Choose another place.');
  const setupToken = value('setup-token');
  if (setupToken !== '' && setupToken.length < 16) throw new ConfigError('MILLRACE_SETUP_TOKEN is shorter than 16 characters.');
  return {
    port: wholeNumber('MILLRACE_PORT', value('port'), 0, 65_535),
    host,
    dataFolder,
    keyFile,
    sandbox: onOff('MILLRACE_SANDBOX', value('sandbox')),
    sandboxPort: wholeNumber('MILLRACE_SANDBOX_PORT', value('sandbox-port'), 0, 65_532),
    setupToken: setupToken === '' ? undefined : setupToken,
    logLevel: oneOf('MILLRACE_LOG', value('log'), LOG_LEVELS),
    publicUrl: url('MILLRACE_PUBLIC_URL', value('public-url')),
    maxOpenRuns: wholeNumber('MILLRACE_MAX_OPEN_RUNS', value('max-open-runs'), 1, 100_000_000),
    apiRate: wholeNumber('MILLRACE_API_RATE', value('api-rate'), 0, 1_000_000),
    ...networks('MILLRACE_ALLOWED_NETWORKS', value('allowed-networks')),
    examples: onOff('MILLRACE_EXAMPLES', value('examples')),
  };
}

function readFlags(args: readonly string[]): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (let index = 0; index < args.length; index += 1) {
    const match = /^--([a-z-]+)(?:=(.*))?$/.exec(args[index]!);
    const flag = match?.[1];
    if (flag === undefined || !SETTINGS.some((setting) => setting.flag === flag)) {
      throw new ConfigError(`"${args[index]}" is not a setting. Known: ${SETTINGS.map((setting) => `--${setting.flag}`).join(' ')}.`);
    }
    const given = match?.[2] ?? args[++index];
    if (given === undefined) throw new ConfigError(`--${flag} wants a value.`);
    flags.set(flag, given);
  }
  return flags;
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new ConfigError(`${name} is "${text}": give a whole number from ${least} to ${most}.`);
  return number;
}

function onOff(name: string, text: string): boolean {
  return oneOf(name, text, ['on', 'off'] as const) === 'on';
}

function oneOf<const Choices extends readonly string[]>(name: string, text: string, choices: Choices): Choices[number] {
  if (!choices.includes(text)) throw new ConfigError(`${name} is "${text}": give one of ${choices.join(', ')}.`);
  return text;
}

function networks(name: string, text: string): Pick<RuntimeConfig, 'allowedNetworks' | 'allowedLoopbackPorts'> {
  const entries = text.split(',').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]));
  const ports = entries.flatMap((entry) =>
    entry.startsWith('loopback:') ? [wholeNumber(name, entry.slice('loopback:'.length), 1, 65_535)] : [],
  );
  const cidrs = entries.filter((entry) => !entry.startsWith('loopback:'));
  const wrong = cidrs.find((entry) => !/^[0-9a-f.:]+\/\d{1,3}$/i.test(entry));
  if (wrong !== undefined)
    throw new ConfigError(`${name} has "${wrong}": give networks as 10.20.0.0/16 and loopback ports as loopback:8080.`);
  return { allowedNetworks: cidrs, allowedLoopbackPorts: ports };
}

function url(name: string, text: string): string | undefined {
  if (text === '') return undefined;
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new ConfigError(`${name} is "${text}": give an http(s) address.`);
  return text.replace(/\/$/, '');
}

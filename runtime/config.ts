/** Every setting of the runtime, from environment variables or flags, checked once at start. The README's table is this list. */
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { OutboundNetwork } from './connections/outbound-network.ts';
import { readAuthorities, type TlsFiles, TlsMaterialError } from './http/tls-material.ts';

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
  /** Runs of one flow that may be open in an environment before its intake answers 429 (S18). */
  readonly maxFlowRuns: number;
  /** Days that finished runs are kept; 0 = for ever. */
  readonly keepRunsDays: number;
  /** Requests per second and session or token; 0 = as many as they like (S18). */
  readonly apiRate: number;
  /** HTTPS is spoken when it is given. */
  readonly tls: TlsFiles | undefined;
  /** A proxy before us ends TLS: it may be another machine, and its X-Forwarded-For is believed. */
  readonly behindProxy: boolean;
  /** The way of connections to the outside. */
  readonly outbound: OutboundNetwork;
  /** Where its authorities stand: the sandbox reads them itself. */
  readonly authoritiesFile: string | undefined;
  /** Folders that connections to files may have their root in (S24), absolute. */
  readonly fileRoots: readonly string[];
  /** First start deploys the example flows; off in tests that bring their own. */
  readonly examples: boolean;
  /** First start fills the sandbox's environment with two weeks of sample history. */
  readonly sampleHistory: boolean;
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
  {
    name: 'MILLRACE_HOST',
    flag: 'host',
    fallback: '127.0.0.1',
    meaning: 'Address to listen on. Other than loopback only with HTTPS, or behind a proxy.',
  },
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
    meaning: 'Address that people and other systems reach the runtime by.',
  },
  {
    name: 'MILLRACE_TLS_CERTIFICATE',
    flag: 'tls-certificate',
    fallback: '',
    meaning: 'PEM file, this machine first, then its chain: HTTPS is spoken. Read again on SIGHUP.',
  },
  { name: 'MILLRACE_TLS_KEY', flag: 'tls-key', fallback: '', meaning: 'PEM file of its private key.' },
  {
    name: 'MILLRACE_TLS_CLIENT_AUTHORITIES',
    flag: 'tls-client-authorities',
    fallback: '',
    meaning: 'PEM file: client certificates of these authorities are known to webhooks.',
  },
  {
    name: 'MILLRACE_BEHIND_PROXY',
    flag: 'behind-proxy',
    fallback: 'off',
    meaning: 'on | off: a proxy before it speaks HTTPS; its X-Forwarded-For is believed.',
  },
  {
    name: 'MILLRACE_MAX_OPEN_RUNS',
    flag: 'max-open-runs',
    fallback: '200000',
    meaning: 'Open runs at which intake answers 503 with Retry-After.',
  },
  {
    name: 'MILLRACE_MAX_FLOW_RUNS',
    flag: 'max-flow-runs',
    fallback: '150000',
    meaning: 'The same of one flow in one environment, with 429: none takes the room of all.',
  },
  {
    name: 'MILLRACE_KEEP_RUNS_DAYS',
    flag: 'keep-runs-days',
    fallback: '365',
    meaning: 'Days that finished runs are kept with what they sent and got; 0 = for ever.',
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
  {
    name: 'MILLRACE_OUTBOUND_PROXY',
    flag: 'outbound-proxy',
    fallback: '',
    meaning: 'Connections go through it: http://proxy.example.com:3128.',
  },
  {
    name: 'MILLRACE_NO_PROXY',
    flag: 'no-proxy',
    fallback: '',
    meaning: 'Hosts and domains that are reached without it, separated by commas: plant.example, sap.local.',
  },
  {
    name: 'MILLRACE_AUTHORITIES',
    flag: 'authorities',
    fallback: '',
    meaning: 'PEM file of certificate authorities that connections trust beside the public ones.',
  },
  {
    name: 'MILLRACE_FILE_ROOTS',
    flag: 'file-roots',
    fallback: '',
    meaning:
      'Folders, separated by commas, that connections to files may have their root in: /mnt/plants. Without it only the sandbox has files.',
  },
  { name: 'MILLRACE_EXAMPLES', flag: 'examples', fallback: 'on', meaning: 'on | off: deploy the example flows at first start.' },
  {
    name: 'MILLRACE_SAMPLE_HISTORY',
    flag: 'sample-history',
    fallback: 'on',
    meaning: 'on | off: two weeks of marked sample runs at first start, where sandbox and examples are on.',
  },
] as const satisfies readonly Setting[];

/** Flags win over environment variables. Throws ConfigError with a sentence. */
export function readConfig(environment: { readonly [name: string]: string | undefined }, args: readonly string[]): RuntimeConfig {
  const flags = readFlags(args);
  const value = (flag: (typeof SETTINGS)[number]['flag']): string => {
    const setting = SETTINGS.find((candidate) => candidate.flag === flag)!;
    return flags.get(flag) ?? environment[setting.name] ?? setting.fallback;
  };
  const host = value('host');
  const tls = tlsFiles(value('tls-certificate'), value('tls-key'), value('tls-client-authorities'));
  const behindProxy = onOff('MILLRACE_BEHIND_PROXY', value('behind-proxy'));
  const publicUrl = url('MILLRACE_PUBLIC_URL', value('public-url'));
  requireSafeListening(host, tls !== undefined, behindProxy, publicUrl);
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
    publicUrl,
    tls,
    behindProxy,
    maxOpenRuns: wholeNumber('MILLRACE_MAX_OPEN_RUNS', value('max-open-runs'), 1, 100_000_000),
    maxFlowRuns: wholeNumber('MILLRACE_MAX_FLOW_RUNS', value('max-flow-runs'), 1, 100_000_000),
    keepRunsDays: keepDays(value('keep-runs-days')),
    apiRate: wholeNumber('MILLRACE_API_RATE', value('api-rate'), 0, 1_000_000),
    outbound: {
      ...networks('MILLRACE_ALLOWED_NETWORKS', value('allowed-networks')),
      ...outboundProxy(value('outbound-proxy'), value('no-proxy')),
      ...authorities(value('authorities')),
    },
    authoritiesFile: value('authorities') === '' ? undefined : resolve(value('authorities')),
    fileRoots: fileRoots('MILLRACE_FILE_ROOTS', value('file-roots'), dataFolder, keyFile),
    examples: onOff('MILLRACE_EXAMPLES', value('examples')),
    sampleHistory: onOff('MILLRACE_SAMPLE_HISTORY', value('sample-history')),
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

/** Younger runs still know a message again that comes twice (INT-2). */
export const LEAST_KEPT_DAYS = 8;

function keepDays(text: string): number {
  const days = wholeNumber('MILLRACE_KEEP_RUNS_DAYS', text, 0, 36_500);
  if (days === 0 || days >= LEAST_KEPT_DAYS) return days;
  throw new ConfigError(`MILLRACE_KEEP_RUNS_DAYS is "${text}": give ${LEAST_KEPT_DAYS} or more, or 0 for ever.`);
}

function onOff(name: string, text: string): boolean {
  return oneOf(name, text, ['on', 'off'] as const) === 'on';
}

function oneOf<const Choices extends readonly string[]>(name: string, text: string, choices: Choices): Choices[number] {
  if (!choices.includes(text)) throw new ConfigError(`${name} is "${text}": give one of ${choices.join(', ')}.`);
  return text;
}

/** What is spoken in the clear must not leave this machine, and whoever calls from outside must call us by a name that we know (S1). */
function requireSafeListening(host: string, hasTls: boolean, behindProxy: boolean, publicUrl: string | undefined): void {
  if (hasTls && behindProxy)
    throw new ConfigError('MILLRACE_TLS_CERTIFICATE and MILLRACE_BEHIND_PROXY exclude one another: HTTPS ends here or at the proxy.');
  if (hasTls && publicUrl?.startsWith('http:') === true)
    throw new ConfigError(`MILLRACE_PUBLIC_URL is "${publicUrl}", but HTTPS is spoken: give an https address.`);
  if (['127.0.0.1', '::1', 'localhost'].includes(host)) return;
  if (!hasTls && !behindProxy)
    throw new ConfigError(
      `MILLRACE_HOST is "${host}": only loopback (127.0.0.1, ::1) is allowed without HTTPS. Give MILLRACE_TLS_CERTIFICATE and MILLRACE_TLS_KEY, or say MILLRACE_BEHIND_PROXY=on when a proxy before it speaks HTTPS.`,
    );
  if (publicUrl === undefined)
    throw new ConfigError(
      `MILLRACE_HOST is "${host}": say in MILLRACE_PUBLIC_URL by which address others call, e.g. https://millrace.example.com.`,
    );
}

function tlsFiles(certificate: string, key: string, clientAuthorities: string): TlsFiles | undefined {
  if (certificate === '' && key === '' && clientAuthorities === '') return undefined;
  if (certificate === '' || key === '') throw new ConfigError('HTTPS wants both MILLRACE_TLS_CERTIFICATE and MILLRACE_TLS_KEY.');
  return {
    certificateFile: resolve(certificate),
    keyFile: resolve(key),
    ...(clientAuthorities === '' ? {} : { clientAuthoritiesFile: resolve(clientAuthorities) }),
  };
}

function outboundProxy(proxy: string, noProxy: string): Pick<OutboundNetwork, 'proxy' | 'noProxy'> {
  const hosts = noProxy.split(',').flatMap((entry) =>
    entry.trim() === ''
      ? []
      : [
          entry
            .trim()
            .toLowerCase()
            .replace(/^\*?\./, ''),
        ],
  );
  const wrong = hosts.find((host) => !/^[a-z0-9.-]+$/.test(host));
  if (wrong !== undefined) throw new ConfigError(`MILLRACE_NO_PROXY has "${wrong}": give hosts and domains as plant.example.`);
  if (proxy === '') return { noProxy: hosts };
  if (!URL.canParse(proxy) || !/^https?:/.test(proxy))
    // The value itself may hold a password.
    throw new ConfigError('MILLRACE_OUTBOUND_PROXY is no http(s) address. Give it as http://proxy.example.com:3128.');
  return { proxy, noProxy: hosts };
}

function authorities(file: string): Pick<OutboundNetwork, 'authorities'> {
  if (file === '') return {};
  try {
    return { authorities: readAuthorities('MILLRACE_AUTHORITIES', resolve(file)) };
  } catch (error) {
    if (error instanceof TlsMaterialError) throw new ConfigError(error.message);
    throw error;
  }
}

function networks(name: string, text: string): Pick<OutboundNetwork, 'allowedNetworks' | 'allowedLoopbackPorts'> {
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

/** Data folder and master key lie outside: whoever may edit a flow could read and change them otherwise. */
function fileRoots(name: string, text: string, dataFolder: string, keyFile: string): readonly string[] {
  const folders = text.split(',').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]));
  for (const folder of folders) {
    if (!isAbsolute(folder)) throw new ConfigError(`${name} has "${folder}": give absolute paths, separated by commas.`);
    const root = resolve(folder);
    const forbidden = `${root}/`.startsWith(`${dataFolder}/`) ? dataFolder : [dataFolder, keyFile].find((path) => isBelow(path, root));
    if (forbidden !== undefined)
      throw new ConfigError(`${name} has "${folder}", and ${forbidden} must lie neither in it nor around it. Choose another folder.`);
  }
  return folders.map((folder) => resolve(folder));
}

const isBelow = (path: string, root: string): boolean => root === '/' || `${path}/`.startsWith(`${root}/`);

function url(name: string, text: string): string | undefined {
  if (text === '') return undefined;
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new ConfigError(`${name} is "${text}": give an http(s) address.`);
  return text.replace(/\/$/, '');
}

/** A call of the command line from its words to its exit code; everything it reads and writes comes in, so tests need no process. */
import { readFileSync } from 'node:fs';
import { CliError, createApiClient, UsageError } from './api-client.ts';
import { bundleCommands } from './bundle-commands.ts';
import { type Command, type CommandCall, helpOf } from './command.ts';
import { flowCommands } from './flow-commands.ts';
import { localCommands } from './local-commands.ts';
import { createOutput } from './output.ts';
import { peopleCommands } from './people-commands.ts';
import { promotionCommands } from './promotion-commands.ts';
import { readFlags } from './read-flags.ts';
import { recoveryCommands } from './recovery-commands.ts';
import { runCommands } from './run-commands.ts';
import { serviceCommands } from './service-commands.ts';
import { waiverCommands } from './waiver-commands.ts';
import { windowCommands } from './window-commands.ts';

/** In the order of the help. */
const GROUPS: readonly (readonly [title: string, commands: readonly Command[]])[] = [
  ['On this machine', localCommands],
  ['Flows', flowCommands],
  ['Bundles: flows in one file', bundleCommands],
  ['Services', serviceCommands],
  ['Promotions', promotionCommands],
  ['Waivers', waiverCommands],
  ['Runs and lanes', runCommands],
  ['Maintenance, watermarks, schedules, groups', windowCommands],
  ['People and tokens', peopleCommands],
  ['After a loss', recoveryCommands],
];
export const COMMANDS: readonly Command[] = GROUPS.flatMap(([, commands]) => commands);

export interface CliWorld {
  readonly environment: { readonly [name: string]: string | undefined };
  write(text: string): void;
  complain(text: string): void;
}

const DEFAULT_URL = 'http://127.0.0.1:4280';

export async function runCli(args: readonly string[], { environment, write, complain }: CliWorld): Promise<number> {
  try {
    const found = findCommand(args);
    if (found === undefined) {
      const asksForHelp = args.length === 0 || ['help', '--help', '-h'].includes(args[0]!);
      if (!asksForHelp) throw new UsageError(`"${args.slice(0, 2).join(' ')}" is no command.${nearest(args[0]!)}`);
      const asked = COMMANDS.filter(({ name }) => args[1] !== undefined && `${name} `.startsWith(`${args.slice(1).join(' ')} `));
      if (args[1] !== undefined && asked.length === 0)
        throw new UsageError(`"${args.slice(1).join(' ')}" is no command. "millrace help" lists them.`);
      write(asked.length === 0 ? help() : asked.map(helpOf).join('\n'));
      return 0;
    }
    const { command, rest } = found;
    if (rest.includes('--help')) {
      write(helpOf(command));
      return 0;
    }
    if ('runRaw' in command) {
      await command.runRaw(rest);
      return 0;
    }
    const { words, flags } = readFlags(command, rest);
    const call: CommandCall = {
      words,
      flags,
      environment,
      output: createOutput(flags['json'] === true, write),
      get client() {
        return createApiClient(addressOf(flags, environment), tokenOf(flags, environment));
      },
      need(flag) {
        const value = flags[flag];
        if (typeof value === 'string') return value;
        throw new UsageError(`--${flag} wants a value.\n${helpOf(command)}`);
      },
    };
    await command.run(call);
    return 0;
  } catch (error) {
    complain(`${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof CliError) && !(error instanceof UsageError) && environment['MILLRACE_LOG'] === 'debug')
      complain(`${(error as Error).stack}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function findCommand(args: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const name = args.slice(0, length).join(' ');
    const command = args.length < length ? undefined : COMMANDS.find((candidate) => candidate.name === name);
    if (command !== undefined) return { command, rest: args.slice(length) };
  }
  return undefined;
}

/** Commands that begin with the same word, for who forgot the second. */
function nearest(word: string): string {
  const names = COMMANDS.map(({ name }) => name).filter((name) => name.split(' ')[0] === word);
  return names.length === 0 ? ' "millrace help" lists them.' : ` There are: ${names.join(', ')}.`;
}

function addressOf(flags: CommandCall['flags'], environment: CliWorld['environment']): string {
  const url = (typeof flags['url'] === 'string' ? flags['url'] : environment['MILLRACE_URL']) ?? DEFAULT_URL;
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new UsageError(`"${url}" is no address. Give one as ${DEFAULT_URL}.`);
  return url.replace(/\/$/, '');
}

/** Never as an argument: everybody on the machine can read those. */
function tokenOf(flags: CommandCall['flags'], environment: CliWorld['environment']): string {
  const file = flags['token-file'];
  if (typeof file === 'string') {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch (error) {
      throw new CliError(`The token file cannot be read: ${(error as Error).message}`);
    }
  }
  const token = environment['MILLRACE_TOKEN'];
  if (token !== undefined && token !== '') return token;
  throw new UsageError(
    'Give an API token in the environment variable MILLRACE_TOKEN or with --token-file FILE. Pages: People › API tokens.',
  );
}

function help(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length)) + 2;
  const groups = GROUPS.map(([title, commands]) =>
    [title, ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}${firstSentence(summary)}`)].join('\n'),
  );
  return `millrace COMMAND …

${groups.join('\n\n')}

"millrace help runs" says more of these commands, "millrace COMMAND --help" the words and flags of one.
Those that ask a running Millrace take --url (or MILLRACE_URL, else ${DEFAULT_URL}),
--token-file (or MILLRACE_TOKEN) and --json.
Exit codes: 0 done, 1 refused or failed, 2 the call itself is wrong.
`;
}

/** So that a line of the list is a line of the terminal. */
function firstSentence(text: string): string {
  return text.split(/(?<=\.) |; |: /)[0]!.replace(/\.?$/, '.');
}

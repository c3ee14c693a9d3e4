/** Which flags a command takes stands in its usage line; here it is read, so that help and parser cannot disagree. */
import { UsageError } from './api-client.ts';
import { type CommandHead, helpOf } from './command.ts';

export interface ReadFlags {
  readonly words: readonly string[];
  readonly flags: { readonly [name: string]: string | true | undefined };
}

const OF_REMOTE_COMMANDS = '--json --url URL --token-file FILE';

/** Throws UsageError that names what is wrong. */
export function readFlags(command: CommandHead, args: readonly string[]): ReadFlags {
  const known = flagsOf(`${command.usage} ${command.local === true ? '--json' : OF_REMOTE_COMMANDS}`);
  const words: string[] = [];
  const flags: Record<string, string | true> = {};
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index]!;
    const match = /^--([a-z-]+)(?:=(.*))?$/s.exec(argument);
    if (match === null) {
      words.push(argument);
      continue;
    }
    const [, name = '', inline] = match;
    const takesValue = known.get(name);
    if (takesValue === undefined) throw new UsageError(`--${name} is no flag of "${command.name}".\n${helpOf(command)}`);
    if (flags[name] !== undefined) throw new UsageError(`--${name} is given twice.`);
    if (!takesValue) {
      if (inline !== undefined) throw new UsageError(`--${name} takes no value.`);
      flags[name] = true;
      continue;
    }
    const value = inline ?? args[++index];
    if (value === undefined || (inline === undefined && value.startsWith('--'))) throw new UsageError(`--${name} wants a value.`);
    flags[name] = value;
  }
  for (const name of requiredFlagsOf(command.usage))
    if (flags[name] === undefined) throw new UsageError(`--${name} is missing.\n${helpOf(command)}`);
  const least = wordsOf(command.usage).filter(({ optional }) => !optional);
  if (words.length < least.length) throw new UsageError(`${least[words.length]!.name} is missing.\n${helpOf(command)}`);
  if (words.length > wordsOf(command.usage).length) throw new UsageError(`"${words.at(-1)}" is one word too many.\n${helpOf(command)}`);
  return { words, flags };
}

/** `--input FILE [--watch]` → input takes a value, watch does not. */
function flagsOf(usage: string): ReadonlyMap<string, boolean> {
  return new Map([...usage.matchAll(/--([a-z-]+)( [^\s[\]-][^\s\]]*)?/g)].map(([, name, value]) => [name!, value !== undefined]));
}

/** Those that do not stand in brackets. */
function requiredFlagsOf(usage: string): readonly string[] {
  return [...flagsOf(usage.replace(/\[[^\]]*\]/g, '')).keys()];
}

/** Words in capitals that are not the value of a flag: `FLOW`, `[FILE]`. */
function wordsOf(usage: string): readonly { readonly name: string; readonly optional: boolean }[] {
  const withoutFlags = usage.replace(/\(.*$/s, '').replace(/\[?--[a-z-]+( [^\s[\]-][^\s\]]*)?\]?/g, '');
  return [...withoutFlags.matchAll(/(\[?)([A-Z][A-Z-]+)/g)].map(([, bracket, name]) => ({ name: name!, optional: bracket === '[' }));
}

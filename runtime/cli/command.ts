/** A command of the CLI: data first, so that help and parsing come from the list. */
import type { ApiClient } from './api-client.ts';
import type { Output } from './output.ts';

export interface CommandCall {
  /** Words after the command's own; as many as the usage names. */
  readonly words: readonly string[];
  readonly flags: { readonly [name: string]: string | true | undefined };
  readonly environment: { readonly [name: string]: string | undefined };
  /** Asked for address and token only when it is used. */
  readonly client: ApiClient;
  readonly output: Output;
  /** The flag's value, or a UsageError that names it. */
  need(flag: string): string;
}

export interface CommandHead {
  /** `runs list` */
  readonly name: string;
  /** Words and flags after the name: `FLOW --input FILE [--watch]`. The parser reads it. */
  readonly usage: string;
  readonly summary: string;
  /** Works on files of the installation itself and needs no token. */
  readonly local?: boolean;
}

export type Command = CommandHead & (ReadCommand | RawCommand);

export interface ReadCommand {
  run(call: CommandCall): Promise<void>;
}
/** Takes its arguments as they are. */
export interface RawCommand {
  runRaw(args: readonly string[]): Promise<void>;
}

export function environmentOf(flags: CommandCall['flags']): string {
  return typeof flags['environment'] === 'string' ? flags['environment'] : 'development';
}

export function helpOf({ name, usage, summary }: CommandHead): string {
  return `millrace ${name}${usage === '' ? '' : ` ${usage}`}\n${wrapped(summary)}\n`;
}

const LONGEST_LINE = 96;

/** In lines of a terminal, indented; nothing that is one word is broken. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > LONGEST_LINE) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}

/** A command of the CLI: data first, so that help and parsing come from the list. */
import type { ApiClient } from './api-client.ts';
import type { Output } from './output.ts';

export interface CommandCall {
  /** Words after the command's own. */
  readonly words: readonly string[];
  readonly flags: { readonly [name: string]: string | true | undefined };
  readonly client: ApiClient;
  readonly output: Output;
  /** The flag's value, or a CliError that names it. */
  need(flag: string): string;
}

export interface Command {
  /** `runs list` */
  readonly name: string;
  /** Words and flags after the name. */
  readonly usage: string;
  readonly summary: string;
  /** Works on files of the installation itself and needs no token. */
  readonly local?: boolean;
  run(call: CommandCall): Promise<void>;
}

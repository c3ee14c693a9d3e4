/**
 * Commands on the installation's own files: start, backup, restore, verify. They need no token, but the rights of the files' owner.
 * What they need is loaded when they run, so that every other command starts at once.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import type { FolderReport } from '../store/verify-folder.ts';
import { CliError } from './api-client.ts';
import type { Command, CommandCall } from './command.ts';
import type { Output } from './output.ts';

export const localCommands: readonly Command[] = [
  {
    name: 'start',
    usage: '[--port N] [--data FOLDER] …',
    summary: 'Runs Millrace in the foreground; takes every setting of the README as a flag.',
    local: true,
    async runRaw(args) {
      const { serve } = await import('../serve.ts');
      await serve(args);
    },
  },
  {
    name: 'backup',
    usage: 'FILE [--data FOLDER]',
    summary: 'Copies everything but the master key, also while Millrace runs. Large payloads go to FILE-blobs.',
    local: true,
    async run(call) {
      const [file] = call.words;
      const dataFolder = existingFolder(call);
      const { backUpFolder } = await import('../store/backup.ts');
      await backUpFolder(dataFolder, resolve(file!)).catch(explain);
      call.output.value({ backup: resolve(file!), from: dataFolder });
    },
  },
  {
    name: 'restore',
    usage: 'FILE [--data FOLDER] [--key-file FILE]',
    summary: 'Puts a backup into an empty data folder and verifies it. The master key must be the one it was made under.',
    local: true,
    async run(call) {
      const [file] = call.words;
      const { dataFolder, keyFile } = settingsOf(call);
      const { restoreFolder } = await import('../store/restore.ts');
      const { openMasterKeys } = await import('../secrets/master-key.ts');
      const { keyIds } = await restoreFolder(resolve(file!), dataFolder).catch(explain);
      tell(await lookThrough(dataFolder), call.output, `restored to ${dataFolder}`);
      try {
        openMasterKeys(keyFile, dataFolder, keyIds);
      } catch (error) {
        throw new CliError(`The data is restored, but its secrets cannot be opened yet. ${(error as Error).message}`);
      }
    },
  },
  {
    name: 'verify',
    usage: '[--data FOLDER] [--accept REASON]',
    summary:
      'Checks every page, commit, run, payload and the audit, also while Millrace runs. --accept says that what the last start announced is known: it is audited and not announced again.',
    local: true,
    async run(call) {
      const dataFolder = existingFolder(call);
      const accepted = call.flags['accept'];
      if (typeof accepted === 'string') {
        const store = await openStoreOf(dataFolder);
        await store.acceptDamage('command line', accepted);
        await store.close();
        call.output.value({ accepted: accepted, sentences: store.damage.sentences });
        return;
      }
      tell(await lookThrough(dataFolder), call.output, dataFolder);
    },
  },
  {
    name: 'salvage',
    usage: 'NEWFOLDER [--data FOLDER]',
    summary: 'Copies what can still be read of a damaged store into a new data folder and says what is lost; the old one is left as it is.',
    local: true,
    async run(call) {
      const newFolder = resolve(call.words[0]!);
      const dataFolder = existingFolder(call);
      const { salvageFolder } = await import('../store/salvage.ts');
      const { tables, sentences, verified } = await salvageFolder(dataFolder, newFolder).catch(explain);
      if (call.output.json) call.output.value({ from: dataFolder, to: newFolder, tables, sentences, runs: verified.runs });
      else {
        call.output.line(
          `${newFolder}: ${verified.runs} runs, ${verified.entries} journal entries, ${verified.auditRows} audit rows salvaged.`,
        );
        for (const sentence of sentences) call.output.line(sentence);
      }
      if (sentences.length > 0)
        throw new CliError(
          `Not all of it is whole. A start on ${newFolder} parks damaged runs, and stands still until an administrator accepts what the journal lacks.`,
        );
      if (!call.output.json) call.output.line('All is as it was written: nothing is lost.');
    },
  },
];

function settingsOf({ flags, environment }: CommandCall): { readonly dataFolder: string; readonly keyFile: string } {
  const given = ['data', 'key-file'].flatMap((flag) => (typeof flags[flag] === 'string' ? [`--${flag}`, flags[flag]] : []));
  return readConfig(environment, given);
}

function existingFolder(call: CommandCall): string {
  const { dataFolder } = settingsOf(call);
  if (existsSync(join(dataFolder, 'millrace.db'))) return dataFolder;
  throw new CliError(`There is no store in ${dataFolder}. --data (or MILLRACE_DATA) names the data folder.`);
}

async function lookThrough(dataFolder: string): Promise<FolderReport> {
  const { verifyFolder } = await import('../store/verify-folder.ts');
  return verifyFolder(dataFolder).catch(explain);
}

async function openStoreOf(dataFolder: string) {
  const { openStore } = await import('../store/open-store.ts');
  try {
    return openStore({ dataFolder });
  } catch (error) {
    return explain(error);
  }
}

/** What the store says is a sentence already. */
function explain(error: unknown): never {
  throw new CliError((error as Error).message);
}

function tell({ sentences, runs, entries, auditRows }: FolderReport, output: Output, where: string): void {
  if (output.json) output.value({ ok: sentences.length === 0, runs, entries, auditRows, sentences });
  else output.line(`${where}: ${runs} runs, ${entries} journal entries, ${auditRows} audit rows checked.`);
  if (sentences.length > 0) throw new CliError(sentences.join('\n'));
  if (!output.json) output.line('All is as it was written.');
}

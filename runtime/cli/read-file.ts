/** What a command reads from a file, or from standard input for `-`. Throws CliError that names the file. */
import { readFileSync } from 'node:fs';
import type { Json } from '#flows/json.ts';
import { CliError } from './api-client.ts';

export function readTextFile(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

export function readJsonFile(file: string): Json {
  const text = readTextFile(file);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new CliError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

/** A data folder whose database's log was lost: what `act` did was acknowledged, and is not there any more (F10). */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './api.ts';
import { type InProcessRuntime, startInProcess } from './runtime-in-process.ts';

const DATABASE = 'millrace.db';

/** The folder of an installation that does not run; afterwards it does not run either. */
export async function loseWhatHappens(folder: string, act: (runtime: InProcessRuntime) => Promise<unknown>): Promise<void> {
  const dataFolder = join(folder, 'data');
  const kept = join(folder, 'kept');
  const anchor = join(dataFolder, 'journal.anchor');
  const anchored = () => (existsSync(anchor) ? (JSON.parse(readFileSync(anchor, 'utf8')) as { seq: number }).seq : 0);
  mkdirSync(kept);
  cpSync(join(dataFolder, DATABASE), join(kept, DATABASE));
  const runtime = await startInProcess({ folder });
  const before = anchored();
  await act(runtime);
  await eventually(async () => anchored() > before, 'the side file has seen the later entries');
  await runtime.close('keep');
  for (const file of [`${DATABASE}-wal`, `${DATABASE}-shm`]) rmSync(join(dataFolder, file), { force: true });
  cpSync(join(kept, DATABASE), join(dataFolder, DATABASE), { force: true });
}

/** Runs the runtime in the foreground until a signal; SIGTERM drains it within ten seconds. */
import { ConfigError, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { startRuntime } from './runtime.ts';
import { stopSandbox } from './sandbox/sandbox-process.ts';
import { findUnknownSettings, unknownSettingSentence } from './unknown-settings.ts';

/** Resolves when it has started; a start that fails says why and ends the process. */
export async function serve(args: readonly string[]): Promise<void> {
  try {
    await start(args);
  } catch (error) {
    // A person reads this in the terminal: the sentence first, the stack only for what we did not foresee.
    console.error(error instanceof ConfigError || error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

async function start(args: readonly string[]): Promise<void> {
  const config = readConfig(process.env, args);
  const log = createLog(config.logLevel);
  for (const setting of findUnknownSettings(process.env)) log.warn(unknownSettingSentence(setting), {});
  // Whatever nobody caught leaves an unknown state behind: end, and let the next start recover from the journal (S29).
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error) => {
      log.error('fatal', error);
      process.exit(70);
    });
  }
  const runtime = await startRuntime(config, log);
  // What tools that renew certificates send; unheard it would end the process.
  process.on('SIGHUP', () => runtime.renewCertificate());
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      runtime.close().then(
        () => {
          // It lives on after a crash; whoever ends the runtime on purpose ends it too.
          if (runtime.sandboxPid !== undefined) stopSandbox(runtime.sandboxPid);
          process.exit(0);
        },
        (error: unknown) => {
          log.error('stopping failed', error);
          process.exit(1);
        },
      );
    });
  }
  // Last of all: whoever reads it may stop us the next moment.
  console.log(`Millrace listens on ${runtime.url}`);
  if (runtime.setupLink !== undefined) console.log(`Make the first administrator here (once, within 30 minutes): ${runtime.setupLink}`);
  if (Number(process.versions.node.split('.')[0]) < 22)
    log.warn('Node 20 gets no more security fixes; run production on Node 22 or 24', {});
}

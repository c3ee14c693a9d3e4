#!/usr/bin/env node
/** The command line: finds the command, reads its flags, runs it. Exit codes: 0 done, 1 refused or failed, 2 the call itself is wrong. */
import { runCli } from './run-cli.ts';

process.exitCode = await runCli(process.argv.slice(2), {
  environment: process.env,
  write: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
});

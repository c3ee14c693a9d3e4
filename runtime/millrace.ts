/** What `npm start` runs. */
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { readProgram } from './program.ts';

const program = readProgram();
// Where there are no processors to spare, the collector's helpers take from us more than they bring: short collections go without them.
// Said once the program is read: what was compiled fits the flags it was compiled with, and those are the same on every machine.
if (availableParallelism() <= 2) setFlagsFromString('--no-parallel-scavenge');
program.run();

/** What `npm start` runs: the runtime with the settings of its environment and arguments. */
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { serve } from './serve.ts';

// Where there are no processors to spare, the collector's helpers take from us more than they bring: short collections go without them.
if (availableParallelism() <= 2) setFlagsFromString('--no-parallel-scavenge');

await serve(process.argv.slice(2));

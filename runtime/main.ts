/** What `npm start` runs: the runtime with the settings of its environment and arguments. */
import { serve } from './serve.ts';

await serve(process.argv.slice(2));

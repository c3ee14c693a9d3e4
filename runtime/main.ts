/** The program itself: the runtime with the settings of its environment and arguments. `millrace.ts` starts it. */
import { serve } from './serve.ts';

void serve(process.argv.slice(2));

/** In a thread of its own: reads one description and says what it found. */
import { parentPort, workerData } from 'node:worker_threads';
import { readServiceText } from './read-service-text.ts';

const { text, path } = workerData as { readonly text: string; readonly path?: string };
parentPort!.postMessage(readServiceText(text, path));

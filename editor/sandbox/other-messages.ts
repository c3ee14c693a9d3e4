/** What else people and programs send: the samples of the example flows, each time under a number of its own. Pure. */
import type { Json, JsonObject } from '#flows/json.ts';

export interface OtherMessage {
  readonly flow: string;
  /** Field of the message by which a repetition is known; left out: it may come twice. */
  readonly idField?: string;
}

export const OTHER_MESSAGES: readonly OtherMessage[] = [
  { flow: 'schedule-exception', idField: 'exceptionId' },
  { flow: 'stock-reconciliation', idField: 'countId' },
  { flow: 'master-data-sync' },
  { flow: 'order-status' },
  { flow: 'plant-board' },
];

/** A message that was not sent before. */
export function withFreshId(message: Json, idField: string | undefined, messageId: string): Json {
  if (idField === undefined || typeof message !== 'object' || message === null || Array.isArray(message)) return message;
  const known = (message as JsonObject)[idField];
  return { ...(message as JsonObject), [idField]: `${typeof known === 'string' ? known : idField}-${messageId}` };
}

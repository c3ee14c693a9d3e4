/**
 * "It is there already", in the words of a refusal. Of a write that is repeated after a lost answer it proves nothing, for what is there may
 * be ours (STP-4). A word too many costs a question to a person, one too few an order that nobody knows of.
 */
import type { HttpAnswer } from './http-client.ts';

const WORDS = /already|exists|duplicat|unique|been.taken|in.use|bereits/i;
/** A sentence stands at the beginning; what follows may be as long as it likes. */
const LOOKED_AT = 4_000;

export function saysThereAlready({ status, text }: Pick<HttpAnswer, 'status' | 'text'>): boolean {
  return (status === 400 || status === 409 || status === 422) && WORDS.test(text.slice(0, LOOKED_AT));
}

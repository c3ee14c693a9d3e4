/**
 * The JSON text of an event, made once: whoever looks for secrets in it, the journal and the watchers all need it. Events never change
 * once they are made. Kept from the first look until the journal takes it, in a plain map: a weak one costs the garbage collector more
 * than it saves.
 */
import type { TimedBody } from './engine-rows.ts';

const texts = new Map<TimedBody, string>();
/** What was looked at and never written (its unit failed, another event took its place) must not stay. */
const MOST_KEPT = 10_000;

export function lookAtText(body: TimedBody): string {
  let text = texts.get(body);
  if (text === undefined) {
    if (texts.size >= MOST_KEPT) texts.clear();
    texts.set(body, (text = JSON.stringify(body)));
  }
  return text;
}

export function takeText(body: TimedBody): string {
  const text = texts.get(body);
  if (text === undefined) return JSON.stringify(body);
  texts.delete(body);
  return text;
}

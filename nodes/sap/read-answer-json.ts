/** The JSON of an answer of SAP, within the limits that hold for everything from outside. */
import type { Json } from '#flows/json.ts';
import { InvalidError, NetworkError } from '../errors.ts';
import { readJson } from '../http/read-json.ts';

/** Throws NetworkError `answer-malformed`, or InvalidError where it is too much. */
export function readAnswerJson(text: string): Json {
  const reading = readJson(text);
  if (reading.ok) return reading.value;
  const message = `The answer of SAP is ${reading.code === 'json-malformed' ? 'no JSON' : 'too much'}: ${reading.message}`;
  if (reading.code === 'json-malformed') throw new NetworkError(message, { code: 'answer-malformed' });
  throw new InvalidError(message, { code: `answer-${reading.code}`, maybeApplied: true });
}

/** A text is replaced by the one that mends what was found of it; where the text is another one by now, nothing changes. */
import type { FlowDocument } from '../flow.ts';
import type { Json, JsonObject } from '../json.ts';
import { findAt, fromPointer } from '../json-pointer.ts';
import type { Problem } from '../problem.ts';

export function mendProblem(flow: FlowDocument, { path, fixed }: Problem): FlowDocument {
  const parts = fromPointer(path);
  if (fixed === undefined || typeof findAt(flow as unknown as Json, parts) !== 'string') return flow;
  return replaceAt(flow as unknown as Json, parts, fixed) as unknown as FlowDocument;
}

function replaceAt(value: Json, [name, ...rest]: readonly string[], text: string): Json {
  if (name === undefined) return text;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item, at) => (String(at) === name ? replaceAt(item, rest, text) : item));
  const fields = value as JsonObject;
  return { ...fields, [name]: replaceAt(fields[name]!, rest, text) };
}

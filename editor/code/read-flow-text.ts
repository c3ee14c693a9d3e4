/** A text as the document of a draft: what it has to be to take its place. Pure. */
import { findShapeProblems } from '#flows/check/shape-problems.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { t } from '../text.ts';

export type ReadFlow =
  | { readonly flow: FlowDocument; readonly problems?: undefined }
  | { readonly flow?: undefined; readonly problems: readonly Problem[] };

/** `draft`: the document as it is; its id is that of its address and stays. Problems: at least one. */
export function readFlowText(text: string, draft: FlowDocument): ReadFlow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = t('code.no-json', 'It is not JSON: {why}.', { why: (error as Error).message });
    return { problems: [problem('json-syntax', '', message, t('code.no-json-help', 'Correct the text where it is marked.'))] };
  }
  const problems = findShapeProblems(value);
  if (problems.length > 0) return { problems };
  const flow = value as FlowDocument;
  if (flow.id === draft.id) return { flow };
  const help = t('code.id-help', 'Leave it as it is; a new flow begins on the page of flows.');
  return {
    problems: [problem('flow-id-changed', '/id', t('code.id', 'The id of a flow is its address and cannot be changed here.'), help)],
  };
}

function problem(code: string, path: string, message: string, help: string): Problem {
  return { code, severity: 'error', path, message, help };
}

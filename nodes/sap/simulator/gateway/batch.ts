/** `$batch`: reads and changesets in the order of the request. A failed changeset is one error, and the next part goes on. */
import { type BatchAnswer, type BatchAnswerPart, type BatchRequest, readBatchRequest, writeBatchResponse } from '../../odata/batch.ts';
import type { Answer } from './answer.ts';
import { badRequest } from './refusal.ts';
import type { Operation } from './write-resource.ts';

export interface BatchHandlers {
  /** An operation of a part from its text: tunnelled verb, target below the service, wire format. */
  operationOf(request: BatchRequest): Operation;
  read(operation: Operation): Answer;
  /** All or nothing: one answer per operation, or the one error. */
  change(operations: readonly Operation[]): { readonly answers: readonly Answer[] } | { readonly error: Answer };
}

/** Throws a 400 refusal where the multipart text cannot be read. `boundary` of the answer. */
export function runBatch(
  contentType: string,
  body: string,
  boundary: string,
  handlers: BatchHandlers,
): { readonly answer: Answer; readonly allApplied: boolean } {
  const parts = readBatchRequest(contentType, body);
  if (typeof parts === 'string') throw badRequest(`Malformed batch: ${parts}`);
  let allApplied = true;
  const answers = parts.map((part): BatchAnswerPart => {
    if (part.kind === 'request') {
      const operation = handlers.operationOf(part.request);
      return { kind: 'answer', answer: asPart(handlers.read(operation), part.request.contentId) };
    }
    const operations = part.requests.map((request) => handlers.operationOf(request));
    const outcome = handlers.change(operations);
    if ('error' in outcome) {
      allApplied = false;
      return { kind: 'answer', answer: asPart(outcome.error, undefined) };
    }
    return { kind: 'changeset', answers: outcome.answers.map((answer, index) => asPart(answer, part.requests[index]?.contentId)) };
  });
  const written = writeBatchResponse(answers, boundary);
  const answer = { status: 202, headers: { 'content-type': written.contentType, dataserviceversion: '2.0' }, body: written.body };
  return { answer, allApplied };
}

function asPart({ status, headers, body }: Answer, contentId: string | undefined): BatchAnswer {
  const flat = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]),
  );
  return { status, headers: flat, body, ...(contentId === undefined ? {} : { contentId }) };
}

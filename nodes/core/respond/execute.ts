import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { respondManifest } from './manifest.ts';

/** S26: nothing that steers the connection, sets cookies or loosens what our own pages are protected by. */
const ALLOWED_HEADERS = new Set(['cache-control', 'content-language', 'etag', 'last-modified', 'link', 'location', 'retry-after']);

export const coreRespond: StepNode = {
  manifest: respondManifest,
  execute: (step) => {
    const { status = 200, body = null, headers = {} } = step.config as JsonObject;
    const allowed = checkHeaders(headers as { readonly [name: string]: string });
    const reply = { status: Number(status), body, ...(Object.keys(allowed).length === 0 ? {} : { headers: allowed }) };
    return { kind: 'done', port: 'out', output: { status: reply.status, body }, reply };
  },
};

function checkHeaders(headers: { readonly [name: string]: string }): { readonly [name: string]: string } {
  const allowed: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (!ALLOWED_HEADERS.has(lower) && !/^x-[a-z0-9-]{1,60}$/.test(lower)) {
      throw new InvalidError(`A flow cannot set the header ${JSON.stringify(name)} of an answer`, {
        code: 'header-forbidden',
        help: `It may set ${[...ALLOWED_HEADERS].join(', ')} and names that begin with "x-".`,
      });
    }
    if (/[^\t\x20-\x7e]/.test(value)) {
      throw new InvalidError(`The value of the header ${JSON.stringify(name)} is not one line of plain text`, { code: 'header-malformed' });
    }
    allowed[lower] = value;
  }
  return allowed;
}

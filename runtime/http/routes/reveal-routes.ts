/** Looking at a sealed value: for who has the right, with a reason, one audit entry for each time (TRC-3, API-99). */
import type { RevealedValues } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { kindOfToken } from '#flows/sealed-token.ts';
import type { OpenForPeople } from '../../secrets/open-for-people.ts';
import type { AuditDefinitions } from '../../store/audit-definitions.ts';
import type { EngineReads } from '../../store/engine-rows.ts';
import { ApiError, refusals } from '../api-error.ts';
import type { Route } from '../route.ts';
import { closed, reason, text } from '../schemas.ts';

export interface RevealRouteParts {
  readonly reads: Pick<EngineReads, 'findRun'>;
  readonly folderOf: (flow: string) => string | undefined;
  readonly opened: Pick<OpenForPeople, 'reveal'>;
  readonly audit: Pick<AuditDefinitions, 'append'>;
}

/** Who needs more than these looks for a copy of the data, not for an answer. */
const MOST_TOKENS = 50;

export function revealRoutes({ reads, folderOf, opened, audit }: RevealRouteParts): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/runs/{runId}/reveal',
      summary: 'Opens sealed values of the run by their tokens; always with a reason, always audited. Secrets are never shown.',
      right: 'payloads.reveal',
      body: closed({ tokens: { type: 'array', minItems: 1, maxItems: MOST_TOKENS, items: text(200) }, reason }),
      answer: 'RevealedValues',
      async handle({ params, body, caller, require }) {
        const runId = params['runId']!;
        const run = reads.findRun(runId);
        if (run === undefined) throw refusals.notFound('run', runId);
        const { environment, flow, plant } = run;
        require('payloads.reveal', { environment, folder: folderOf(flow) ?? '', ...(plant === undefined ? {} : { plant }) });
        const { tokens, reason: why } = body as { tokens: readonly string[]; reason: string };
        const values: [string, Json][] = [];
        for (const token of new Set(tokens)) {
          const found = opened.reveal(runId, token);
          if (found.kind === 'unknown') throw refusals.notFound('sealed value of this run', token);
          if (found.kind === 'secret')
            throw new ApiError(403, 'secret-sealed', 'Secrets are written and never read.', 'Look it up where it came from.');
          if (found.kind === 'lost')
            throw new ApiError(
              409,
              'sealed-value-lost',
              'The master key of this value is gone.',
              'Put its line back into the key file and restart.',
            );
          values.push([token, found.value]);
        }
        // Before anything is shown: nobody looks without a trace.
        await audit.append({
          by: caller.name,
          action: 'values-revealed',
          object: `run ${runId}`,
          reason: why,
          detail: {
            environment,
            flow,
            kinds: [...new Set(values.map(([token]) => kindOfToken(token)))],
            tokens: values.map(([token]) => token),
          },
        });
        return { body: { values: Object.fromEntries(values) } satisfies RevealedValues };
      },
    },
  ];
}

/** One action for many runs: the first one alone, and the others only if that went well. */
import type { RunActionResult, RunSummary } from '#flows/api/runs.ts';
import type { OperatorAction } from '#flows/run.ts';
import { runPath } from '../run/use-run.ts';
import { callApi, problemOf } from '../server/api-client.ts';
import { t } from '../text.ts';

export interface ActOnAll {
  readonly runIds: readonly string[];
  readonly action: OperatorAction;
  readonly reason: string;
  readonly onProgress: (done: number) => void;
}

/** How long the first one may take to show that it does not park again. */
const TRIAL_MS = 20_000;
const LOOK_EVERY_MS = 500;

/** Sentences about those that refused; throws when the first one did not go well, and nothing was done to the others then. */
export async function actOnAll({ runIds: [first, ...rest], action, reason, onProgress }: ActOnAll): Promise<readonly string[]> {
  if (first === undefined) return [];
  await act(first);
  if (action === 'retry' && (await stateAfterTrial(first)) === 'parked')
    throw new Error(
      t('all.first-parked', 'The first run was tried again and is parked once more. Nothing was done to the other {count}.', {
        count: rest.length,
      }),
    );
  onProgress(1);
  const refused: string[] = [];
  for (const [i, runId] of rest.entries()) {
    try {
      await act(runId);
    } catch (error) {
      refused.push(`${runId}: ${problemOf(error).detail}`);
    }
    onProgress(i + 2);
  }
  return refused;

  function act(runId: string): Promise<RunActionResult> {
    return callApi<RunActionResult>('POST', `${runPath(runId)}/actions`, { body: { action, reason } });
  }
}

async function stateAfterTrial(runId: string): Promise<RunSummary['state']> {
  const endAt = Date.now() + TRIAL_MS;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const { state } = await callApi<RunSummary>('GET', `${runPath(runId)}/summary`);
    if ((state !== 'running' && state !== 'accepted') || Date.now() > endAt) return state;
  }
}

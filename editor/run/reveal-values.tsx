/** Lets who may look at the run's sealed values one by one: with a reason, each time kept in the audit trail. */
import { type ReactNode, useMemo, useState } from 'react';
import type { RevealedValues, RunView } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { callApi } from '../server/api-client.ts';
import { t } from '../text.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { kindWord, SealedContext } from '../ui/sealed-values.ts';
import { runPath } from './use-run.ts';

export interface RevealValuesProps {
  readonly run: Pick<RunView, 'runId'>;
  readonly may: boolean;
  readonly children: ReactNode;
}

export function RevealValues({ run, may, children }: RevealValuesProps) {
  const [revealed, setRevealed] = useState<ReadonlyMap<string, Json>>(new Map());
  const [asked, setAsked] = useState<string>();
  const values = useMemo(() => ({ revealed, ...(may ? { ask: setAsked } : {}) }), [revealed, may]);

  async function reveal(token: string, reason: string): Promise<void> {
    const { values: found } = await callApi<RevealedValues>('POST', `${runPath(run.runId)}/reveal`, { body: { tokens: [token], reason } });
    setRevealed((before) => new Map([...before, ...Object.entries(found)]));
  }

  return (
    <SealedContext value={values}>
      {children}
      {asked !== undefined && (
        <ReasonDialog
          title={t('reveal.title', 'Reveal a value: {kind}', { kind: kindWord(asked) })}
          effect={t(
            'reveal.effect',
            'It is shown to you on this page, wherever the run carries it, until you leave the page. The audit trail keeps that you looked, and why; not the value.',
          )}
          confirmLabel={t('reveal.confirm', 'Reveal')}
          onConfirm={(reason) => reveal(asked, reason)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </SealedContext>
  );
}

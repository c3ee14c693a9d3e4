/** Whose an exception is: somebody takes it, gives it back, or closes it when it is settled; always with a reason. */
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { ExceptionView } from '#flows/api/operations.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useSession } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { SampleStanding } from './sample-standing.tsx';
import { useFlowWords } from './use-flow-words.ts';

type NextState = ExceptionView['state'];

export function ExceptionActions({ exception }: { readonly exception: ExceptionView }) {
  const [next, setNext] = useState<NextState>();
  const name = useSession().data?.user.name;
  const { environment, exceptionId, state, takenBy, title } = exception;
  const mayAct = useMay()('runs.act', { environment, folder: useFlowWords().ownerOf(exception.flowId) });
  if (state === 'closed' || !mayAct) return null;
  if (exception.sample === true) return <SampleStanding />;
  return (
    <Group gap="xs" mt="sm">
      {(state === 'open' || takenBy !== name) && (
        <Button variant="default" onClick={() => setNext('taken')}>
          {TEXTS.taken.label}
        </Button>
      )}
      {state === 'taken' && (
        <Button variant="default" onClick={() => setNext('open')}>
          {TEXTS.open.label}
        </Button>
      )}
      <Button variant="default" onClick={() => setNext('closed')}>
        {TEXTS.closed.label}
      </Button>
      {next !== undefined && (
        <ReasonDialog
          title={`${TEXTS[next].label}: ${title}`}
          effect={TEXTS[next].effect}
          confirmLabel={TEXTS[next].label}
          onConfirm={async (reason) => {
            await callApi('POST', apiPath`/api/environments/${environment}/exceptions/${exceptionId}`, { body: { state: next, reason } });
            void queryClient.invalidateQueries({ queryKey: ['exceptions'] });
          }}
          onClose={() => setNext(undefined)}
        />
      )}
    </Group>
  );
}

const TEXTS: { readonly [state in NextState]: { readonly label: string; readonly effect: string } } = {
  taken: {
    label: t('exception.take', 'Take it'),
    effect: t('exception.take-effect', 'Others see that you are at it. Nothing happens to the run.'),
  },
  open: {
    label: t('exception.give-back', 'Give it back'),
    effect: t('exception.give-back-effect', 'It is open for everybody again.'),
  },
  closed: {
    label: t('exception.close', 'Close'),
    effect: t('exception.close-effect', 'It is settled and leaves the list. Nothing happens to the run.'),
  },
};

/** What happened in earnest, kept to try later versions with: the whole run as a test, or its message as a sample. */
import { Button, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RunView } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import { withStandIns } from '#flows/sealed-token.ts';
import { findNodeByPath } from '#flows/step-views.ts';
import { testOfRun } from '#flows/test-of-run.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { useManifests } from '../server/use-manifests.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { notify } from '../ui/notify.ts';
import { lookOf } from '../ui/states.ts';

/** Steps that no other system answers, but a person or an event does. */
export const ANSWERED_BY_OTHERS: readonly string[] = ['core/approval', 'core/wait-for-event', 'core/collect'];

export interface KeepRunProps {
  readonly run: RunView;
  /** Whole journal. */
  readonly events: readonly TraceEvent[];
}

export function KeepRunButton({ run, events }: KeepRunProps) {
  const [open, setOpen] = useState(false);
  const mayWrite = useMay()('drafts.write', { folder: run.document.owner });
  if (!mayWrite || bodyOf(run) === undefined) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('keep.open', 'Keep it to test with …')}
      </Button>
      {open && <KeepDialog run={run} events={events} onClose={() => setOpen(false)} />}
    </>
  );
}

type Kept = 'test' | 'sample';

function KeepDialog({ run, events, onClose }: KeepRunProps & { readonly onClose: () => void }) {
  const [kept, setKept] = useState<Kept>('test');
  const [name, setName] = useState(() => nameOf(run));
  const manifests = useManifests();
  const navigate = useNavigate();
  const { flowId, document, called } = run;
  const hasMasks = JSON.stringify(bodyOf(run) ?? null).includes('"$sealed"');

  function isAnswered(path: string): boolean {
    const node = findNodeByPath(document, called, path);
    if (node === undefined) return false;
    return ANSWERED_BY_OTHERS.includes(node.type) || manifests.get(node.type)?.connection !== undefined;
  }

  const keep = useMutation({
    mutationFn: () => {
      const input = bodyOf(run) ?? null;
      if (kept === 'sample')
        return callApi('POST', apiPath`/api/flows/${flowId}/samples`, { body: { name: name.trim(), payload: withStandIns(input) } });
      const test = withStandIns(testOfRun({ state: run.state, input, events, isAnswered }) as unknown as Json);
      return callApi('PUT', apiPath`/api/flows/${flowId}/tests/${name.trim()}`, { body: { test }, ifMatch: 0 });
    },
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: [kept === 'test' ? 'flow-tests' : 'samples'] });
      notify({ message: t('keep.done', '"{name}" is kept with the flow.', { name: name.trim() }) });
      await navigate({ to: '/flows/$flowId', params: { flowId }, search: { tab: 'tests' } });
    },
  });
  return (
    <FormDialog
      title={t('keep.title', 'Keep this run to test with')}
      size="lg"
      submitLabel={t('keep.do', 'Keep it')}
      isReady={name.trim() !== ''}
      sending={keep}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label={t('keep.what', 'What is kept')}
        value={kept}
        data={[
          { value: 'test', label: t('keep.test', 'The run as a test') },
          { value: 'sample', label: t('keep.sample', 'Its message as a sample') },
        ]}
        onChange={(next) => setKept(next as Kept)}
      />
      <Text size="sm">{EFFECTS[kept]}</Text>
      {hasMasks && <Text size="sm">{t('keep.masked', 'Masked values are replaced by made-up ones.')}</Text>}
      {kept === 'test' && !isFinal(run.state) && run.state !== 'parked' && (
        <Text size="sm">{t('keep.not-ended', 'The run has not ended: the test expects that it stands where it stands now.')}</Text>
      )}
      <TextInput
        label={t('keep.name', 'Name')}
        required
        maxLength={64}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

const EFFECTS: { readonly [kept in Kept]: string } = {
  test: t(
    'keep.test-effect',
    'Later versions are tried with the same message and the same answers of the other systems, and must go the same way. Nobody is called.',
  ),
  sample: t('keep.sample-effect', 'Whoever may see payloads can run the flow with it, or write tests with it.'),
};

/** What sets it apart, in signs that a name may have. */
function nameOf({ state, startedAt }: RunView): string {
  return `${lookOf(state).label} ${startedAt.slice(0, 19).replace('T', ' ').replaceAll(':', '.')}`;
}

function bodyOf({ trigger }: RunView): Json | undefined {
  return (trigger as { readonly body?: Json } | undefined)?.body;
}

/** A try becomes a test of the flow: the same message, the same answers of the others, the same way. */
import { Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FlowTestView } from '#flows/api/flow-tests.ts';
import type { Json } from '#flows/json.ts';
import { withStandIns } from '#flows/sealed-token.ts';
import { findNodeByPath } from '#flows/step-views.ts';
import { testOfRun } from '#flows/test-of-run.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { ANSWERED_BY_OTHERS } from '../run/keep-run.tsx';
import { apiPath, callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { notify } from '../ui/notify.ts';
import type { Tried } from './use-try.ts';

export interface KeepTryDialogProps {
  readonly tried: Tried;
  readonly manifests: Manifests;
  readonly onClose: () => void;
}

export function KeepTryDialog({ tried: { flow, report }, manifests, onClose }: KeepTryDialogProps) {
  const [name, setName] = useState(() => t('try.test-name', 'Tried {number}', { number: report.events.length }));
  const answered = new Set(report.steps.filter((step) => step.answered).map(({ path }) => path));
  function isAnswered(path: string): boolean {
    const type = findNodeByPath(flow, {}, path)?.type;
    const manifest = manifests.get(type ?? '');
    return (
      answered.has(path) || ANSWERED_BY_OTHERS.includes(type ?? '') || manifest?.connection !== undefined || manifest?.effects === 'write'
    );
  }
  const keep = useMutation({
    mutationFn: () => {
      const { state, input, events } = report;
      const test = withStandIns(testOfRun({ state, input, events, isAnswered }) as unknown as Json);
      return callApi<FlowTestView>('PUT', apiPath`/api/flows/${flow.id}/tests/${name.trim()}`, { body: { test }, ifMatch: 0 });
    },
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['flow-tests'] });
      notify({ message: t('try.kept', '"{name}" is kept among the tests of the flow.', { name: name.trim() }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('try.keep-title', 'Keep this try as a test')}
      submitLabel={t('try.keep-do', 'Keep the test')}
      isReady={name.trim() !== ''}
      sending={keep}
      onClose={onClose}
    >
      <Text size="sm">
        {t(
          'try.keep-effect',
          'It expects the same way through the flow. The other systems are answered for as they answered now, writes as they were simulated.',
        )}
      </Text>
      <TextInput
        label={t('try.keep-name', 'Name')}
        required
        maxLength={64}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

/** Asks that a version be live in the next environment: what would change there, and why it should. A second person decides. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PromotionView } from '#flows/api/promotions.ts';
import { hasErrors, type Problem } from '#flows/problem.ts';
import { isPastSystemApi } from '#flows/waivers/layer-problems.ts';
import { ChangeList } from '../flow/change-list.tsx';
import { callApi, problemOf } from '../server/api-client.ts';
import { useVersion, useVersions } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Loading } from '../ui/loading.tsx';
import { notify } from '../ui/notify.ts';
import { useSubmit } from '../ui/use-submit.ts';
import type { Deploying } from './deploy-dialog.tsx';
import '../flow/flow.css';

export function AskPromotionDialog({ flow, environment, version, onClose }: Deploying & { readonly onClose: () => void }) {
  const versions = useVersions(flow.flowId).data?.items ?? [];
  const wanted = versions.find((one) => one.version === version);
  const [note, setNote] = useState('');
  const live = flow.deployments.find(
    (deployment) => deployment.environment === environment.name && (wanted === undefined || deployment.major === wanted.major),
  );
  const before = useVersion(flow.flowId, live?.version);
  const after = useVersion(flow.flowId, version);
  const ask = useMutation({
    mutationFn: (emergency: boolean) =>
      callApi<PromotionView>('POST', '/api/promotions', {
        body: { flow: flow.flowId, version, to: environment.name, note: note.trim(), ...(emergency ? { emergency } : {}) },
      }),
    async onSuccess(_answer, emergency) {
      await queryClient.invalidateQueries({ queryKey: ['promotions'] });
      notify({
        message: emergency
          ? t('promotion.asked-emergency', 'Asked. Whoever runs {environment} can make it live with a reason.', {
              environment: environment.label,
            })
          : t('promotion.asked', 'Asked. Somebody else who may approve in {environment} decides.', { environment: environment.label }),
      });
      onClose();
    },
  });
  const submit = useSubmit(() => ask.mutateAsync(false));
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={t('promotion.ask-title', 'Ask for version {version} of {name} in {environment}', {
        version,
        name: flow.name,
        environment: environment.label,
      })}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {live === undefined ? (
            <Text size="sm">{t('deployments.first', 'Nothing is live there yet.')}</Text>
          ) : (
            <>
              <Text size="sm">{t('promotion.instead', 'It would take the place of version {version}.', { version: live.version })}</Text>
              <div className="publish-changes">
                {before.data === undefined || after.data === undefined ? (
                  <Loading />
                ) : (
                  <ChangeList from={before.data.document} to={after.data.document} />
                )}
              </div>
            </>
          )}
          <Textarea
            label={t('promotion.note', 'Why it should be live there')}
            description={t('promotion.note-help', 'Whoever decides reads it.')}
            required
            autosize
            minRows={2}
            maxLength={2000}
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {ask.error !== null && <ErrorPanel error={ask.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel', 'Cancel')}
            </Button>
            {ask.error !== null && lacksOnlyWaiver(problemOf(ask.error).problems) && (
              <Button color="red" variant="default" disabled={note.trim() === '' || ask.isPending} onClick={() => ask.mutate(true)}>
                {t('promotion.ask-emergency', 'Ask for it without a waiver, as an emergency')}
              </Button>
            )}
            <Button type="submit" loading={ask.isPending} disabled={note.trim() === ''}>
              {t('promotion.ask', 'Ask for it')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function lacksOnlyWaiver(problems: readonly Problem[] = []): boolean {
  const errors = problems.filter((problem) => hasErrors([problem]));
  return errors.length > 0 && errors.every(isPastSystemApi);
}

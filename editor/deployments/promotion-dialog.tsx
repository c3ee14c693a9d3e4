/** One promotion: what is asked and why, what stands against it, what would change; to approve, reject, or make live. */
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { EnvironmentView } from '#flows/api/environments.ts';
import type { PromotionDetail, PromotionView } from '#flows/api/promotions.ts';
import { hasErrors } from '#flows/problem.ts';
import { isPastSystemApi } from '#flows/waivers/layer-problems.ts';
import { ChangeList } from '../flow/change-list.tsx';
import { ProblemList } from '../flow/problem-list.tsx';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource, useVersion } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Loading } from '../ui/loading.tsx';
import { notify } from '../ui/notify.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import '../flow/flow.css';

export interface PromotionDialogProps {
  readonly promotion: PromotionView;
  /** Name of the flow. */
  readonly name: string;
  readonly environment: EnvironmentView;
  readonly onClose: () => void;
}

export function PromotionDialog({ promotion, name, environment, onClose }: PromotionDialogProps) {
  const query = useResource<PromotionDetail>('promotions', apiPath`/api/promotions/${promotion.promotionId}`);
  return (
    <Modal
      opened
      onClose={onClose}
      size={900}
      title={t('promotion.title', '{name}, version {version}, to {environment}', {
        name,
        version: promotion.version,
        environment: environment.label,
      })}
    >
      <QueryView query={query}>{(detail) => <Review detail={detail} name={name} environment={environment} onClose={onClose} />}</QueryView>
    </Modal>
  );
}

type Step = { readonly path: 'approve' | 'reject' | 'apply'; readonly body: object; readonly done: string };

function Review({ detail, name, environment, onClose }: Omit<PromotionDialogProps, 'promotion'> & { readonly detail: PromotionDetail }) {
  const { flowId, version, note, state, requestedBy, requestedAt, decidedBy, decisionReason, problems, liveVersion, whyNot } = detail;
  const [reason, setReason] = useState('');
  const may = useMay();
  const before = useVersion(flowId, liveVersion);
  const after = useVersion(flowId, version);
  const act = useMutation({
    mutationFn: ({ path, body }: Step) =>
      callApi<PromotionView>('POST', `${apiPath`/api/promotions/${detail.promotionId}`}/${path}`, { body }),
    async onSuccess(_answer, { done }) {
      for (const key of ['promotions', 'flows', 'deployments']) await queryClient.invalidateQueries({ queryKey: [key] });
      notify({ message: done });
      onClose();
    },
  });
  const words = { version, name, environment: environment.label };
  const given = reason.trim();
  const isAsked = state === 'requested';
  // Whoever runs the environment may act alone when it burns; it is audited as that and somebody hears of it.
  const isPast = problems.some((problem) => hasErrors([problem]) && isPastSystemApi(problem));
  const isOpen = isAsked || state === 'approved';
  const emergency = isOpen && ((isAsked && !detail.mayDecide) || isPast) && may('deployments.write', { environment: environment.name });
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t('promotion.by', 'Asked for by {who}', { who: requestedBy })} · <RelativeTime at={requestedAt} />
      </Text>
      <Text className="version-note">{note}</Text>
      {decidedBy !== undefined && (
        <Text size="sm">{t('promotion.decided', '{who} approved it: {reason}', { who: decidedBy, reason: decisionReason ?? '' })}</Text>
      )}
      {problems.length > 0 && after.data !== undefined && <ProblemList problems={problems} flow={after.data.document} onGo={() => {}} />}
      {after.data === undefined ? (
        <Loading />
      ) : liveVersion === undefined ? (
        <Text size="sm">{t('deployments.first', 'Nothing is live there yet.')}</Text>
      ) : (
        <div className="publish-changes">
          {before.data === undefined ? <Loading /> : <ChangeList from={before.data.document} to={after.data.document} />}
        </div>
      )}
      {isAsked && whyNot !== undefined && (
        <Alert color="blue" p="xs">
          {whyNot}
        </Alert>
      )}
      {((isAsked && detail.mayDecide) || emergency) && (
        <Textarea
          label={emergency ? t('promotion.emergency-reason', 'Why it cannot wait for a second person') : t('reason.label', 'Reason')}
          description={t('reason.help', 'Kept with your name in the journal and in the audit trail.')}
          required={!emergency}
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {act.error !== null && <ErrorPanel error={act.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('close', 'Close')}
        </Button>
        {isAsked && detail.mayDecide && (
          <>
            <Button
              variant="default"
              disabled={given === '' || act.isPending}
              onClick={() => act.mutate({ path: 'reject', body: { reason: given }, done: t('promotion.rejected', 'Rejected.') })}
            >
              {t('promotion.reject', 'Reject')}
            </Button>
            <Button
              disabled={given === '' || isPast || act.isPending}
              onClick={() =>
                act.mutate({
                  path: 'approve',
                  body: { reason: given },
                  done: t('promotion.approved', 'Approved. It can be made live now.'),
                })
              }
            >
              {t('promotion.approve', 'Approve')}
            </Button>
          </>
        )}
        {emergency && (
          <Button
            color="red"
            disabled={given === '' || act.isPending}
            onClick={() =>
              act.mutate({
                path: 'apply',
                body: { emergencyReason: given },
                done: t('deploy.done', 'Version {version} of {name} is live in {environment}.', words),
              })
            }
          >
            {isPast
              ? t('promotion.emergency-waiver', 'Make it live without a waiver')
              : t('promotion.emergency', 'Make it live without approval')}
          </Button>
        )}
        {detail.mayApply && (
          <Button
            color={environment.production ? 'red' : 'blue'}
            loading={act.isPending}
            onClick={() =>
              act.mutate({
                path: 'apply',
                body: {},
                done: t('deploy.done', 'Version {version} of {name} is live in {environment}.', words),
              })
            }
          >
            {t('promotion.apply', 'Make it live')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

import { apiPath, callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { notify } from '../ui/notify.ts';
import type { Deploying } from './deploy-dialog.tsx';

/** Takes a flow out of an environment. */
export function TakeOutDialog({ flow, environment, major, onClose }: Omit<Deploying, 'version'> & { readonly onClose: () => void }) {
  const words = { name: flow.name, environment: environment.label };
  return (
    <ConfirmDialog
      title={t('deployments.remove-title', 'Take {name} out of {environment}', words)}
      effect={t('deployments.remove-effect', 'No new runs begin; its address answers 404. Open runs finish.')}
      confirmLabel={t('deployments.remove', 'Take out')}
      danger
      onConfirm={async () => {
        await callApi('DELETE', apiPath`/api/environments/${environment.name}/deployments/${flow.flowId}`, { query: { major } });
        await queryClient.invalidateQueries({ queryKey: ['flows'] });
        await queryClient.invalidateQueries({ queryKey: ['deployments'] });
        notify({ message: t('deployments.removed', '{name} is out of {environment}.', words) });
      }}
      onClose={onClose}
    />
  );
}

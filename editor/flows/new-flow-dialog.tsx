/** A new flow: a name, a folder, a trigger to begin with; or an example made one's own. It opens as a draft. */
import { Button, Group, Modal, NativeSelect, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { DraftView } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { placeNode } from '../flow/edit-selection.ts';
import { SuggestField } from '../forms/suggest-field.tsx';
import { apiPath, callApi } from '../server/api-client.ts';
import { useFlows } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { flowIdOf } from './flow-list.ts';

const ExampleChoice = later(() => import('./example-choice.tsx'), 'ExampleChoice');

export function NewFlowDialog({ onClose }: { readonly onClose: () => void }) {
  const [from, setFrom] = useState('empty');
  return (
    <Modal opened onClose={onClose} size="lg" title={t('new-flow.title', 'New flow')}>
      <SegmentedControl
        mb="sm"
        fullWidth
        aria-label={t('new-flow.from', 'Begin with')}
        data={[
          { value: 'empty', label: t('new-flow.empty', 'An empty drawing') },
          { value: 'example', label: t('new-flow.example', 'An example') },
        ]}
        value={from}
        onChange={setFrom}
      />
      {from === 'empty' ? (
        <EmptyFlow onClose={onClose} />
      ) : (
        <Suspense fallback={<Loading />}>
          <ExampleChoice />
        </Suspense>
      )}
    </Modal>
  );
}

function EmptyFlow({ onClose }: { readonly onClose: () => void }) {
  const manifests = useManifests();
  const flows = useFlows().data?.items ?? [];
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [owner, setOwner] = useState('');
  const [layer, setLayer] = useState<FlowDocument['layer']>('process');
  const [trigger, setTrigger] = useState('core/webhook');
  const flowId = flowIdOf(name);
  const taken = flows.some((flow) => flow.flowId === flowId);
  const create = useMutation({
    mutationFn: () => {
      const empty: FlowDocument = {
        format: 1,
        id: flowId,
        name,
        layer,
        owner: flowIdOf(owner),
        contract: { major: 1 },
        nodes: {},
        edges: [],
      };
      const manifest = manifests.get(trigger);
      const document = manifest === undefined ? empty : placeNode(empty, manifest, manifests, { at: [0, 0] }).flow;
      return callApi<DraftView>('POST', apiPath`/api/flows/${flowId}/drafts`, { body: { document, newFlow: true } });
    },
    async onSuccess({ draftId }) {
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      await navigate({ to: '/flows/$flowId/drafts/$draftId', params: { flowId, draftId } });
    },
  });
  const submit = useSubmit(() => create.mutateAsync());
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t('new-flow.name', 'Name')}
          description={
            flowId === ''
              ? t('new-flow.id-later', 'Its id comes from the name and stays for ever.')
              : t('new-flow.id', 'Id: {id}', { id: flowId })
          }
          error={taken ? t('new-flow.taken', 'There is a flow with this id already.') : undefined}
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SuggestField
          label={t('new-flow.owner', 'Folder (business capability)')}
          description={t('new-flow.owner-help', 'Rights are granted on folders.')}
          required
          choices={[...new Set(flows.map((flow) => flow.owner))].map((folder) => ({ value: folder, label: folder }))}
          value={owner}
          onChange={setOwner}
        />
        <NativeSelect
          size="xs"
          label={t('new-flow.layer', 'Layer')}
          data={[
            { value: 'system', label: t('layer.system', 'system: wraps one system') },
            { value: 'process', label: t('layer.process', 'process: connects them') },
            { value: 'experience', label: t('layer.experience', 'experience: answers people') },
          ]}
          value={layer}
          onChange={(event) => setLayer(event.currentTarget.value as FlowDocument['layer'])}
        />
        <NativeSelect
          size="xs"
          label={t('new-flow.trigger', 'What starts it')}
          description={manifests.get(trigger)?.summary}
          data={[...manifests.values()].filter(({ kind }) => kind === 'trigger').map(({ type, label }) => ({ value: type, label }))}
          value={trigger}
          onChange={(event) => setTrigger(event.currentTarget.value)}
        />
        {create.error !== null && <ErrorPanel error={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel', 'Cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={flowId === '' || flowIdOf(owner) === '' || taken}>
            {t('new-flow.create', 'Create the draft')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Chosen flows in chosen versions, saved as one file. */
import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FlowSummary } from '#flows/api/flows.ts';
import { type Bundle, bundleText } from '#flows/bundles/bundle.ts';
import { foldersOf } from '../flows/flow-list.ts';
import { callApi } from '../server/api-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { notify } from '../ui/notify.ts';
import { saveFile } from '../ui/save-file.ts';
import { Table } from '../ui/table.tsx';
import './bundles.css';

/** Flow → version; what is not in it is not chosen. */
type Chosen = { readonly [flowId: string]: number };

export function ExportDialog({ flows, onClose }: { readonly flows: readonly FlowSummary[]; readonly onClose: () => void }) {
  const published = flows.filter(({ latestVersion }) => latestVersion !== undefined);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Chosen>({});
  const [called, setCalled] = useState(true);
  const [tests, setTests] = useState(true);
  const shown = foldersOf(published, { search }).flatMap((folder) => folder.flows);
  const count = Object.keys(chosen).length;
  const isAll = shown.length > 0 && shown.every(({ flowId }) => chosen[flowId] !== undefined);
  const save = useMutation({
    async mutationFn() {
      const body = { flows: Object.entries(chosen).map(([flow, version]) => ({ flow, version })), called, tests };
      const bundle = await callApi<Bundle>('POST', '/api/bundles', { body });
      const [first] = bundle.flows.length === 1 ? bundle.flows : [];
      saveFile(`${first?.flowId ?? `${bundle.flows.length}-flows`}.bundle.json`, 'application/json', bundleText(bundle));
      return bundle;
    },
    onSuccess(bundle) {
      notify({
        message: t('bundle-out.done', '{count, plural, one {# flow is} other {# flows are}} in the file.', { count: bundle.flows.length }),
      });
      onClose();
    },
  });
  function choose(some: readonly FlowSummary[], isChosen: boolean): void {
    setChosen((before) => {
      const after: Record<string, number> = { ...before };
      for (const { flowId, latestVersion } of some)
        if (isChosen) after[flowId] ??= latestVersion!;
        else delete after[flowId];
      return after;
    });
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={t('bundle-out.title', 'Export flows')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t(
            'bundle-out.about',
            'One file for another Millrace: flows with what they need. It holds no secret, no setting of a connection and no payload.',
          )}
        </Text>
        <TextInput
          data-autofocus
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={t('bundle-out.search', 'Find a flow')}
          placeholder={t('bundle-out.search', 'Find a flow')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <section className="bundle-flows" aria-label={t('bundle-out.flows', 'Flows')}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>
                  <Checkbox
                    label={t('bundle-out.all', 'All that are shown')}
                    checked={isAll}
                    indeterminate={!isAll && shown.some(({ flowId }) => chosen[flowId] !== undefined)}
                    onChange={(event) => choose(shown, event.currentTarget.checked)}
                  />
                </Table.Th>
                <Table.Th>{t('bundle-out.folder', 'Folder')}</Table.Th>
                <Table.Th w={90}>{t('bundle-out.version', 'Version')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((flow) => (
                <Table.Tr key={flow.flowId}>
                  <Table.Td>
                    <Checkbox
                      label={flow.name}
                      checked={chosen[flow.flowId] !== undefined}
                      onChange={(event) => choose([flow], event.currentTarget.checked)}
                    />
                  </Table.Td>
                  <Table.Td>{flow.owner}</Table.Td>
                  <Table.Td>
                    <NativeSelect
                      size="xs"
                      aria-label={t('bundle-out.version-of', 'Version of {flow}', { flow: flow.name })}
                      disabled={chosen[flow.flowId] === undefined}
                      data={Array.from({ length: flow.latestVersion! }, (_, at) => String(flow.latestVersion! - at))}
                      value={String(chosen[flow.flowId] ?? flow.latestVersion)}
                      onChange={({ currentTarget: { value } }) => setChosen((before) => ({ ...before, [flow.flowId]: Number(value) }))}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
        <Checkbox
          label={t('bundle-out.called', 'With the flows that they call')}
          checked={called}
          onChange={(event) => setCalled(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('bundle-out.tests', 'With their tests')}
          description={t(
            'bundle-out.tests-about',
            'Tests are given out as they were written: look through those that were made of real messages.',
          )}
          checked={tests}
          onChange={(event) => setTests(event.currentTarget.checked)}
        />
        {save.error !== null && <ErrorPanel error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel', 'Cancel')}
          </Button>
          <Button
            leftSection={<IconDownload size={14} aria-hidden />}
            disabled={count === 0}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {count === 0
              ? t('bundle-out.now', 'Export')
              : t('bundle-out.count', 'Export {count, plural, one {# flow} other {# flows}}', { count })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

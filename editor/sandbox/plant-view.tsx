/** The share of the plant that knows files only: what lies in it, what a file says, and a file of confirmations by hand. */
import { Alert, Anchor, Button, Code, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { actInSandbox, useSystemView } from './sandbox-api.ts';

interface SharedFile {
  readonly path: string;
  readonly bytes: number;
}

export function PlantView() {
  const files = useSystemView<readonly SharedFile[]>('plant', 'files');
  return (
    <Stack gap="md">
      <Text size="sm" maw={760}>
        {t(
          'plant.about',
          'Plant 1010 plans with a program that knows files only. It takes what lies in to-plant and drops its confirmations in from-plant; the folders archive, error and work are ours.',
        )}
      </Text>
      <Confirm />
      <QueryView query={files}>{(list) => <Files files={list} />}</QueryView>
    </Stack>
  );
}

function Confirm() {
  const [order, setOrder] = useState('');
  const confirm = useMutation({
    mutationFn: () =>
      actInSandbox<{ readonly file: string; readonly records: number }>(
        'POST',
        'plant-confirmations',
        order.trim() === '' ? {} : { orders: [order.trim().padStart(10, '0')] },
      ),
  });
  const submit = useSubmit(() => confirm.mutateAsync());
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <TextInput
          w={200}
          label={t('plant.order', 'Order')}
          placeholder={t('plant.order-example', 'empty: five that are open')}
          value={order}
          onChange={(event) => setOrder(event.currentTarget.value)}
        />
        <Button type="submit" loading={confirm.isPending}>
          {t('plant.confirm', 'Let the plant confirm')}
        </Button>
      </Group>
      {confirm.data !== undefined && (
        <Alert mt="xs" role="status" color="green" variant="light">
          {t('plant.dropped', '{file} was dropped, with {records, plural, one {# record} other {# records}}.', confirm.data)}
        </Alert>
      )}
      {confirm.error !== null && <ErrorPanel error={confirm.error} />}
    </form>
  );
}

function Files({ files }: { readonly files: readonly SharedFile[] }) {
  const [{ file }, setSearch] = usePageSearch();
  if (files.length === 0)
    return (
      <EmptyState
        title={t('plant.empty', 'Nothing lies in the share')}
        why={t('plant.empty-why', 'Let the plant confirm something: its file is taken within seconds, and is in the archive then.')}
      />
    );
  return (
    <>
      <Table className="fit-table" aria-label={t('plant.files', 'Files of the share')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('plant.folder', 'Folder')}</Table.Th>
            <Table.Th>{t('plant.name', 'Name')}</Table.Th>
            <Table.Th ta="right">{t('plant.bytes', 'Bytes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {files.map(({ path, bytes }) => (
            <Table.Tr key={path}>
              <Table.Td>{path.slice(0, path.lastIndexOf('/'))}</Table.Td>
              <Table.Td>
                <Anchor
                  component="button"
                  size="sm"
                  aria-expanded={path === file}
                  onClick={() => setSearch({ file: path === file ? undefined : path })}
                >
                  {path.slice(path.lastIndexOf('/') + 1)}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right" className="number">
                {bytes}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {file !== undefined && files.some(({ path }) => path === file) && <Content path={file} />}
    </>
  );
}

function Content({ path }: { readonly path: string }) {
  const content = useSystemView<{ readonly text: string; readonly more: boolean }>('plant', `files/${path}`);
  return (
    <section aria-label={path}>
      <Title order={2} mb="xs">
        {path}
      </Title>
      <QueryView query={content}>
        {({ text, more }) => (
          <>
            <Code block tabIndex={0}>
              {text}
            </Code>
            {more && (
              <Text size="xs" c="dimmed">
                {t('plant.more', 'The file goes on.')}
              </Text>
            )}
          </>
        )}
      </QueryView>
    </section>
  );
}

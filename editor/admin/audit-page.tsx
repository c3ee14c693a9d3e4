/** Who did what, newest first, in a chain of hashes that can be checked. */
import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { IconDownload, IconSearch, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { AuditView } from '#flows/api/audit.ts';
import type { Page } from '#flows/api/page.ts';
import { callApi } from '../server/api-client.ts';
import { spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Loading } from '../ui/loading.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { Table } from '../ui/table.tsx';
import { instantText } from '../ui/time-text.ts';
import { detailText, downloadAudit, matchesAudit } from './audit-text.ts';

interface Verification {
  readonly ok: boolean;
  readonly rows: number;
  readonly brokenAt?: number;
}

export function AuditPage() {
  const query = useInfiniteQuery({
    queryKey: ['audit', 'list'],
    queryFn: ({ pageParam, signal }) => callApi<Page<AuditView>>('GET', '/api/audit', { query: { limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const save = useMutation({ mutationFn: downloadAudit });
  const verify = useMutation({ mutationFn: () => callApi<Verification>('GET', '/api/audit/verify') });
  const [{ search }, setSearch] = usePageSearch();
  const all = query.data?.pages.flatMap(({ items }) => items);
  const rows = all?.filter((row) => matchesAudit(row, search));
  return (
    <>
      <PageHeader
        title={t('audit.title', 'Audit')}
        about={t('audit.about', 'who did what, newest first')}
        actions={
          <>
            <TextInput
              leftSection={<IconSearch size={14} aria-hidden />}
              placeholder={t('audit.search', 'Find who, what, on what')}
              aria-label={t('audit.search', 'Find who, what, on what')}
              w={240}
              value={search ?? ''}
              onChange={(event) => setSearch({ search: event.currentTarget.value || undefined })}
            />
            <Button
              variant="default"
              leftSection={<IconDownload size={14} aria-hidden />}
              loading={save.isPending}
              onClick={() => save.mutate()}
            >
              {t('audit.export', 'Export')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconShieldCheck size={14} aria-hidden />}
              loading={verify.isPending}
              onClick={() => verify.mutate()}
            >
              {t('audit.verify', 'Verify the chain')}
            </Button>
          </>
        }
      />
      {save.error !== null && <ErrorPanel error={save.error} />}
      {verify.error !== null && <ErrorPanel error={verify.error} />}
      {verify.data !== undefined && <VerificationNote result={verify.data} />}
      {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {rows === undefined && !query.isError && <Loading />}
      {all !== undefined && all.length > 0 && rows?.length === 0 && (
        <EmptyState
          title={t('audit.hidden', 'None of the entries shown here fits')}
          why={t('audit.hidden-why', 'The search looks through the {count} entries that were loaded.', { count: all.length })}
          action={
            <Button variant="default" onClick={() => setSearch({ search: undefined })}>
              {t('audit.clear', 'Show all')}
            </Button>
          }
        />
      )}
      {all?.length === 0 && (
        <EmptyState
          title={t('audit.none', 'Nothing has been done yet')}
          why={t('audit.none-why', 'Every change by a person or a program is kept here.')}
        />
      )}
      {rows !== undefined && rows.length > 0 && <AuditTable rows={rows} />}
      {query.hasNextPage && (
        <Group justify="center" mt="sm">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('audit.more', 'Older entries')}
          </Button>
        </Group>
      )}
    </>
  );
}

function VerificationNote({ result: { ok, rows, brokenAt } }: { readonly result: Verification }) {
  return (
    <Alert
      mb="sm"
      color={ok ? 'green' : 'red'}
      variant="light"
      role={ok ? 'status' : 'alert'}
      icon={ok ? <IconShieldCheck size={18} /> : <IconShieldX size={18} />}
      title={
        ok
          ? t('audit.whole', '{rows, plural, one {# entry} other {# entries}}, none changed or missing', { rows })
          : t('audit.broken', 'The chain is broken at entry {seq}', { seq: brokenAt ?? '?' })
      }
    >
      {!ok && t('audit.broken-why', 'This entry or one before it was changed or removed outside of Millrace. Compare with a backup.')}
    </Alert>
  );
}

/** `flow order-change`: what kind of thing it is, and which. */
function objectText(object: string): string {
  const end = object.indexOf(' ');
  return end === -1 ? object : `${spokenName(object.slice(0, end))}${object.slice(end)}`;
}

function AuditTable({ rows }: { readonly rows: readonly AuditView[] }) {
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right">{t('audit.seq', 'No.')}</Table.Th>
            <Table.Th>{t('audit.at', 'When')}</Table.Th>
            <Table.Th>{t('audit.by', 'Who')}</Table.Th>
            <Table.Th>{t('audit.action', 'Did')}</Table.Th>
            <Table.Th>{t('audit.object', 'On')}</Table.Th>
            <Table.Th>{t('audit.reason', 'Reason and detail')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ seq, at, by, where, action, object, reason, detail }) => (
            <Table.Tr key={seq}>
              <Table.Td ta="right" className="number">
                {seq}
              </Table.Td>
              <Table.Td>
                <time dateTime={at} className="number">
                  {instantText(at)}
                </time>
              </Table.Td>
              <Table.Td className="number">
                {by}
                {where !== undefined && (
                  <Text size="xs" c="dimmed" className="number" title={where.client}>
                    {where.address} · {THROUGH[where.through]}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="number">{spokenName(action.replaceAll('-', ' '))}</Table.Td>
              <Table.Td>{objectText(object)}</Table.Td>
              <Table.Td>
                {reason !== undefined && <Text size="sm">{reason}</Text>}
                {detail !== undefined && (
                  <Text size="sm" c="dimmed" className="audit-detail">
                    {detailText(detail)}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const THROUGH: { readonly [through in NonNullable<AuditView['where']>['through']]: string } = {
  session: t('audit.session', 'signed in'),
  token: t('audit.token', 'token'),
  nobody: t('audit.nobody', 'not signed in'),
};

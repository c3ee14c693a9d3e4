/** API tokens: made within one's own rights, shown once, revoked at once. */
import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Page } from '#flows/api/page.ts';
import type { TokenView } from '#flows/api/people.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { grantText } from './grants-text.ts';
import { NewTokenDialog } from './new-token-dialog.tsx';

export function TokenList() {
  const query = useResource<Page<TokenView>>('tokens', '/api/tokens');
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<TokenView>();
  return (
    <>
      <Group mb="sm">
        <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setMaking(true)}>
          {t('tokens.make', 'Make a token')}
        </Button>
      </Group>
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('tokens.none', 'No tokens')}
              why={t('tokens.none-why', 'Scripts and the command line sign in with a token.')}
            />
          ) : (
            <TokenTable tokens={items} onRevoke={setRevoking} />
          )
        }
      </QueryView>
      {making && <NewTokenDialog onClose={() => setMaking(false)} />}
      {revoking !== undefined && (
        <ConfirmDialog
          title={t('tokens.revoke-title', 'Revoke {name}', { name: revoking.name })}
          effect={t('tokens.revoke-effect', 'Whatever signs in with it is refused from now on, and its open connections end.')}
          confirmLabel={t('tokens.revoke', 'Revoke')}
          danger
          onConfirm={async () => {
            await callApi('DELETE', apiPath`/api/tokens/${revoking.tokenId}`);
            void queryClient.invalidateQueries({ queryKey: ['tokens'] });
          }}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </>
  );
}

function TokenTable({ tokens, onRevoke }: { readonly tokens: readonly TokenView[]; readonly onRevoke: (token: TokenView) => void }) {
  return (
    <Table.ScrollContainer minWidth={860}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('tokens.name', 'Name')}</Table.Th>
            <Table.Th>{t('tokens.prefix', 'Begins with')}</Table.Th>
            <Table.Th>{t('tokens.of', 'Of')}</Table.Th>
            <Table.Th>{t('tokens.roles', 'Roles')}</Table.Th>
            <Table.Th>{t('tokens.used', 'Last used')}</Table.Th>
            <Table.Th>{t('tokens.ends', 'Ends')}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <Table.Tr key={token.tokenId}>
              <Table.Td fw={500}>{token.name}</Table.Td>
              <Table.Td className="mono">{token.prefix}…</Table.Td>
              <Table.Td>{token.createdBy}</Table.Td>
              <Table.Td>{token.grants.map(grantText).join('; ')}</Table.Td>
              <Table.Td>{token.lastUsedAt === undefined ? t('tokens.unused', 'never') : <RelativeTime at={token.lastUsedAt} />}</Table.Td>
              <Table.Td>
                {token.expiresAt === undefined ? t('tokens.endless', 'when revoked') : <RelativeTime at={token.expiresAt} />}
              </Table.Td>
              <Table.Td ta="right">
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={t('tokens.revoke-title', 'Revoke {name}', { name: token.name })}
                  onClick={() => onRevoke(token)}
                >
                  {t('tokens.revoke', 'Revoke')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

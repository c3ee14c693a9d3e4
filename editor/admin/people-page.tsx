/** Who can sign in and with which roles; tokens of programs. */
import { Button, Group, Tabs, Text } from '@mantine/core';
import { IconLink, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Page } from '#flows/api/page.ts';
import type { UserView } from '#flows/api/people.ts';
import { useResource, useSession } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { grantText } from './grants-text.ts';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { TokenList } from './token-list.tsx';

export function PeoplePage() {
  const mayManage = useMay()('people.manage');
  const [{ tab = mayManage ? 'people' : 'tokens' }, setSearch] = usePageSearch();
  return (
    <>
      <PageHeader title={t('people.title', 'People and tokens')} />
      <Tabs value={tab} onChange={(value) => setSearch({ tab: value ?? undefined })} keepMounted={false}>
        <Tabs.List mb="sm">
          {mayManage && <Tabs.Tab value="people">{t('people.people', 'People')}</Tabs.Tab>}
          <Tabs.Tab value="tokens">{t('people.tokens', 'API tokens')}</Tabs.Tab>
        </Tabs.List>
        {mayManage && (
          <Tabs.Panel value="people">
            <PeopleList />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="tokens">
          <TokenList />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function PeopleList() {
  const query = useResource<Page<UserView>>('people', '/api/users');
  const self = useSession().data?.user.userId;
  const [shown, setShown] = useState<UserView | 'new'>();
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <Group mb="sm">
        <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setShown('new')}>
          {t('people.add', 'Add a person')}
        </Button>
        <Button variant="default" leftSection={<IconLink size={14} aria-hidden />} onClick={() => setInviting(true)}>
          {t('invite.title', 'Invite a person')}
        </Button>
      </Group>
      <QueryView query={query}>
        {({ items }) => (
          <Table.ScrollContainer minWidth={720}>
            <Table highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('people.name', 'Name')}</Table.Th>
                  <Table.Th>{t('people.email', 'E-mail')}</Table.Th>
                  <Table.Th>{t('people.roles', 'Roles')}</Table.Th>
                  <Table.Th>{t('people.since', 'Since')}</Table.Th>
                  <Table.Td />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((user) => (
                  <PersonRow key={user.userId} user={user} isSelf={user.userId === self} onOpen={() => setShown(user)} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </QueryView>
      <InvitationList />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {shown !== undefined && (
        <PersonDialog
          user={shown === 'new' ? undefined : shown}
          isSelf={shown !== 'new' && shown.userId === self}
          onClose={() => setShown(undefined)}
        />
      )}
    </>
  );
}

function PersonRow({ user, isSelf, onOpen }: { readonly user: UserView; readonly isSelf: boolean; readonly onOpen: () => void }) {
  const { name, email, disabled, grants, createdAt } = user;
  return (
    <Table.Tr>
      <Table.Td fw={500}>
        {name}
        {isSelf && (
          <Text span size="xs" c="dimmed">
            {' '}
            {t('people.you', 'you')}
          </Text>
        )}
        {disabled && (
          <Text span size="xs" fw={600}>
            {' '}
            {t('people.disabled', 'disabled')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{email}</Table.Td>
      <Table.Td>{grants.length === 0 ? t('people.no-role', 'none') : grants.map(grantText).join('; ')}</Table.Td>
      <Table.Td>
        <RelativeTime at={createdAt} />
      </Table.Td>
      <Table.Td ta="right">
        <Button variant="default" size="compact-xs" aria-label={t('people.change-one', 'Change {name}', { name })} onClick={onOpen}>
          {t('people.change', 'Change')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

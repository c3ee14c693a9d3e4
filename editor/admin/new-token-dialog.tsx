import { Group, Modal, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RoleGrant, TokenView } from '#flows/api/people.ts';
import { callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { GrantsField } from './grants-field.tsx';
import { ShownOnce } from './shown-once.tsx';

const DAY_MS = 86_400_000;
const NO_END = 'none';
const FIRST_GRANTS: readonly RoleGrant[] = [{ role: 'viewer', environment: '*', folder: '*' }];

/** Makes a token; the dialog stays until its secret has been taken away. */
export function NewTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [grants, setGrants] = useState(FIRST_GRANTS);
  const [days, setDays] = useState('90');
  const make = useMutation({
    mutationFn: () =>
      callApi<{ token: TokenView; secret: string }>('POST', '/api/tokens', {
        body: {
          name: name.trim(),
          grants,
          ...(days === NO_END ? {} : { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() }),
        },
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['tokens'] }),
  });
  if (make.data !== undefined)
    return (
      <Modal
        opened
        onClose={onClose}
        closeOnClickOutside={false}
        title={t('tokens.made', 'Token {name}', { name: make.data.token.name })}
        size="lg"
      >
        <ShownOnce
          note={t('tokens.once', 'This is shown once. Millrace keeps only a hash of it.')}
          secret={make.data.secret}
          onClose={onClose}
        />
      </Modal>
    );
  return (
    <FormDialog
      title={t('tokens.make', 'Make a token')}
      size="xl"
      submitLabel={t('tokens.make-do', 'Make it')}
      isReady={name.trim() !== '' && grants.length > 0}
      sending={make}
      onClose={onClose}
    >
      <Group gap="sm" grow>
        <TextInput
          label={t('tokens.name', 'Name')}
          placeholder={t('tokens.name-example', 'what signs in with it')}
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('tokens.end', 'Ends after')}
          allowDeselect={false}
          data={[
            { value: '7', label: t('tokens.days', '{days} days', { days: 7 }) },
            { value: '30', label: t('tokens.days', '{days} days', { days: 30 }) },
            { value: '90', label: t('tokens.days', '{days} days', { days: 90 }) },
            { value: '365', label: t('tokens.days', '{days} days', { days: 365 }) },
            { value: NO_END, label: t('tokens.no-end', 'no end, until revoked') },
          ]}
          value={days}
          onChange={(value) => value !== null && setDays(value)}
        />
      </Group>
      <GrantsField grants={grants} onChange={setGrants} />
    </FormDialog>
  );
}

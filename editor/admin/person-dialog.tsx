/** Adds a person or changes one: name, roles, password, and whether they may sign in. */
import { Group, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RoleGrant, UserView } from '#flows/api/people.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { GrantsField } from './grants-field.tsx';

export interface PersonDialogProps {
  /** Left out: a new one. */
  readonly user: UserView | undefined;
  readonly isSelf: boolean;
  readonly onClose: () => void;
}

const FIRST_GRANTS: readonly RoleGrant[] = [{ role: 'viewer', environment: '*', folder: '*' }];

export function PersonDialog({ user, isSelf, onClose }: PersonDialogProps) {
  const [name, setName] = useState(user?.name ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [password, setPassword] = useState('');
  const [disabled, setDisabled] = useState(user?.disabled ?? false);
  const [grants, setGrants] = useState(user?.grants ?? FIRST_GRANTS);
  const save = useMutation({
    async mutationFn() {
      if (user === undefined) return callApi('POST', '/api/users', { body: { email: email.trim(), name: name.trim(), password, grants } });
      const change = { name: name.trim(), disabled, grants, ...(password === '' ? {} : { password }) };
      return callApi('PUT', apiPath`/api/users/${user.userId}`, { body: change });
    },
    onSuccess() {
      void queryClient.invalidateQueries({ queryKey: ['people'] });
      if (isSelf) void queryClient.invalidateQueries({ queryKey: ['session'] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={user === undefined ? t('people.add', 'Add a person') : t('people.change-one', 'Change {name}', { name: user.name })}
      size="xl"
      submitLabel={user === undefined ? t('people.add-do', 'Add') : t('people.save', 'Save')}
      isReady={true}
      sending={save}
      onClose={onClose}
    >
      <Group gap="sm" grow>
        <TextInput
          label={t('people.name', 'Name')}
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="email"
          label={t('people.email', 'E-mail')}
          required
          disabled={user !== undefined}
          maxLength={254}
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </Group>
      <PasswordInput
        label={user === undefined ? t('people.password', 'First password') : t('people.new-password', 'New password')}
        description={
          user === undefined
            ? t('people.password-help', 'Hand it over in person; a sentence is harder to guess than a word.')
            : t('people.new-password-help', 'Leave it empty to keep the old one.')
        }
        required={user === undefined}
        maxLength={128}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <GrantsField grants={grants} onChange={setGrants} />
      {user !== undefined && (
        <Switch
          label={t('people.disable', 'May not sign in')}
          description={
            isSelf
              ? t('people.disable-self', 'Somebody else has to disable you.')
              : t('people.disable-help', 'Sessions and tokens of a disabled person end at once.')
          }
          disabled={isSelf}
          checked={disabled}
          onChange={(event) => setDisabled(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}

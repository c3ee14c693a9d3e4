/** Secrets of a connection: whether each is set, and a field to set or replace it. What was set is never shown again. */
import { ActionIcon, Button, Fieldset, Group, PasswordInput, Stack, Text, Textarea } from '@mantine/core';
import { IconKey, IconX } from '@tabler/icons-react';
import { type ChangeEvent, useState } from 'react';
import type { ConnectionManifest, ConnectionSecret } from '#flows/connection-manifest.ts';
import type { JsonObject } from '#flows/json.ts';
import { asObject, counts, isEmpty } from '../forms/form-model.ts';
import { t } from '../text.ts';

export type Secrets = { readonly [name: string]: string };

export interface SecretFieldsProps {
  readonly manifest: ConnectionManifest;
  readonly settings: JsonObject;
  readonly isSet: readonly string[];
  /** Of the sandbox: the server knows those that are not set. */
  readonly filledIn: readonly string[];
  /** Hosts that those which were set were given for, when others are asked now. */
  readonly movedFrom: readonly string[];
  readonly secrets: Secrets;
  readonly onChange: (secrets: Secrets) => void;
}

export function SecretFields({ manifest, settings, isSet, filledIn, movedFrom, secrets, onChange }: SecretFieldsProps) {
  const properties = asObject(manifest.settings['properties']);
  const shown = manifest.secrets.filter(
    ({ when, whenGiven }) =>
      (when === undefined || counts({ 'x-when': when }, settings, properties)) &&
      (whenGiven === undefined || !isEmpty(settings[whenGiven])),
  );
  if (shown.length === 0) return null;
  return (
    <Fieldset p="xs" legend={t('connection.secrets', 'Secrets: can be set, never read')}>
      <Stack gap="xs">
        {movedFrom.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('connection.secrets-moved', 'What was set stays with {hosts}: give the secrets of the new address.', {
              hosts: movedFrom.join(', '),
            })}
          </Text>
        )}
        {shown.map((secret) => (
          <SecretField
            key={secret.name}
            secret={secret}
            isSet={isSet.includes(secret.name)}
            isFilledIn={filledIn.includes(secret.name)}
            value={secrets[secret.name] ?? ''}
            onChange={(value) => {
              const { [secret.name]: _old, ...rest } = secrets;
              onChange(value === '' ? rest : { ...rest, [secret.name]: value });
            }}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}

interface SecretFieldProps {
  readonly secret: ConnectionSecret;
  readonly isSet: boolean;
  readonly isFilledIn: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SecretField({ secret: { label, required, multiline }, isSet, isFilledIn, value, onChange }: SecretFieldProps) {
  const [replacing, setReplacing] = useState(false);
  if ((isSet || isFilledIn) && !replacing)
    return (
      <Group justify="space-between">
        <Text size="sm">
          <IconKey size={13} aria-hidden /> {label}{' '}
          <Text span c="dimmed">
            {isSet ? t('connection.secret-set', 'is set') : t('connection.secret-simulated', 'comes from the sandbox')}
          </Text>
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('connection.secret-replace-one', 'Replace {label}', { label })}
          onClick={() => setReplacing(true)}
        >
          {t('connection.secret-replace', 'Replace …')}
        </Button>
      </Group>
    );
  const field = {
    flex: 1,
    label: replacing ? t('connection.secret-new', '{label}, the new one', { label }) : label,
    required: required && !isSet,
    'data-autofocus': replacing || undefined,
    placeholder: isSet ? '' : t('connection.secret-unset', 'not set'),
    value,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.currentTarget.value),
  };
  return (
    <Group gap={4} align="flex-end" wrap="nowrap">
      {multiline === true ? (
        <Textarea {...field} autoComplete="off" spellCheck={false} autosize minRows={2} maxRows={6} classNames={{ input: 'mono' }} />
      ) : (
        <PasswordInput {...field} autoComplete="new-password" />
      )}
      {replacing && (
        <ActionIcon
          size={28}
          aria-label={t('connection.secret-keep', 'Keep the old one')}
          title={t('connection.secret-keep', 'Keep the old one')}
          onClick={() => {
            setReplacing(false);
            onChange('');
          }}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
    </Group>
  );
}

/** Which roles, where: rows of role, environment, folder and plants. */
import { ActionIcon, Button, Fieldset, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { ROLES, type RoleGrant } from '#flows/api/people.ts';
import { useEnvironments, useFlows } from '../server/queries.ts';
import { t } from '../text.ts';
import { ROLE_TEXTS, readPlants, toRole } from './grants-text.ts';

export interface GrantsFieldProps {
  readonly grants: readonly RoleGrant[];
  readonly onChange: (grants: readonly RoleGrant[]) => void;
}

const NEW_GRANT: RoleGrant = { role: 'viewer', environment: '*', folder: '*' };

export function GrantsField({ grants, onChange }: GrantsFieldProps) {
  const environments = useEnvironments().data?.items ?? [];
  const folders = [...new Set((useFlows().data?.items ?? []).map(({ owner }) => owner))].sort();
  const everywhere = { value: '*', label: t('grants.all', 'all') };
  function change(index: number, grant: RoleGrant): void {
    onChange(grants.map((old, i) => (i === index ? grant : old)));
  }
  return (
    <Fieldset legend={t('grants.title', 'Roles')} p="xs">
      <Stack gap="xs">
        {grants.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('grants.none', 'Without a role nothing can be seen or done.')}
          </Text>
        )}
        {grants.map((grant, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and none moves
          <div key={index}>
            <Group gap="xs" align="flex-end" wrap="nowrap">
              <Select
                w={110}
                label={t('grants.role', 'Role')}
                allowDeselect={false}
                data={[...ROLES]}
                value={grant.role}
                onChange={(value) => change(index, { ...grant, role: toRole(value) ?? grant.role })}
              />
              <Select
                w={140}
                label={t('grants.environment', 'Environment')}
                allowDeselect={false}
                data={[everywhere, ...environments.map(({ name, label }) => ({ value: name, label }))]}
                value={grant.environment}
                onChange={(value) => change(index, { ...grant, environment: value ?? '*' })}
              />
              <Select
                w={140}
                label={t('grants.folder', 'Folder')}
                allowDeselect={false}
                data={[everywhere, ...withCurrent(folders, grant.folder)]}
                value={grant.folder}
                onChange={(value) => change(index, { ...grant, folder: value ?? '*' })}
              />
              <TextInput
                w={120}
                label={t('grants.plants', 'Plants')}
                placeholder={t('grants.all', 'all')}
                defaultValue={grant.plants?.join(' ') ?? ''}
                onChange={(event) => {
                  const { plants: _old, ...rest } = grant;
                  const plants = readPlants(event.currentTarget.value);
                  change(index, plants === undefined ? rest : { ...rest, plants });
                }}
              />
              <ActionIcon
                size={28}
                aria-label={t('grants.remove', 'Remove this role')}
                onClick={() => onChange(grants.filter((_, i) => i !== index))}
              >
                <IconX size={16} />
              </ActionIcon>
            </Group>
            <Text size="xs" c="dimmed">
              {ROLE_TEXTS[grant.role]}
            </Text>
          </div>
        ))}
        <Group>
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconPlus size={12} aria-hidden />}
            onClick={() => onChange([...grants, NEW_GRANT])}
          >
            {t('grants.add', 'Add a role')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

function withCurrent(folders: readonly string[], current: string): readonly string[] {
  return current === '*' || folders.includes(current) ? folders : [...folders, current];
}

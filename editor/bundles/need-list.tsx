/** What the flows need of an environment and it does not have; what is there is only counted. */
import { Badge, Group, NativeSelect, Text } from '@mantine/core';
import type { BundleNeed, BundlePreview } from '#flows/api/bundles.ts';
import { useEnvironments } from '../server/queries.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { Table } from '../ui/table.tsx';

const KINDS: { readonly [kind in BundleNeed['kind']]: string } = {
  connection: t('bundle-in.need-connection', 'Connection'),
  variable: t('bundle-in.need-variable', 'Variable'),
  'value-map': t('bundle-in.need-value-map', 'Value map'),
  'master-data': t('bundle-in.need-master-data', 'Master data'),
  'node-type': t('bundle-in.need-node-type', 'Node type'),
  flow: t('bundle-in.need-flow', 'Called flow'),
};
const STANDINGS: { readonly [standing in BundleNeed['standing']]: string } = {
  there: '',
  missing: t('bundle-in.missing', 'missing'),
  another: t('bundle-in.another', 'of another kind'),
  'not-told': t('bundle-in.not-told', 'you may not see it'),
};
const TONES = { there: 'gray', missing: 'red', another: 'yellow', 'not-told': 'gray' } as const;

export interface NeedListProps {
  readonly preview: BundlePreview;
  readonly onEnvironment: (environment: string) => void;
}

export function NeedList({ preview: { needs, schemas, environment }, onEnvironment }: NeedListProps) {
  const environments = useEnvironments().data?.items ?? [];
  const open = needs.filter(({ standing }) => standing !== 'there');
  const other = schemas.filter(({ standing }) => standing !== 'same');
  return (
    <section aria-label={t('bundle-in.needs', 'What they need')}>
      <Group gap="xs" align="baseline">
        <Text size="sm" fw={600}>
          {open.length === 0
            ? t('bundle-in.needs-none', 'All {count} things that they need are there in', { count: needs.length })
            : t('bundle-in.needs-some', '{open} of {count} things that they need are not there in', {
                open: open.length,
                count: needs.length,
              })}
        </Text>
        <NativeSelect
          size="xs"
          aria-label={t('bundle-in.environment', 'Environment')}
          data={environments.map(({ name, label }) => ({ value: name, label }))}
          value={environment}
          onChange={(event) => onEnvironment(event.currentTarget.value)}
        />
      </Group>
      {open.length > 0 && (
        <Table mt={4}>
          <Table.Tbody>
            {open.map(({ kind, name, detail, standing }) => (
              <Table.Tr key={`${kind} ${name} ${detail}`}>
                <Table.Td w={140}>{KINDS[kind]}</Table.Td>
                <Table.Td>
                  {name}
                  {detail !== undefined && detail !== '' && (
                    <Text span size="xs" c="dimmed" ml={6}>
                      {spoken(detail)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td w={180}>
                  <Badge className="state-badge" color={TONES[standing]}>
                    {STANDINGS[standing]}
                  </Badge>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {other.length > 0 && (
        <Text size="sm" mt={4}>
          {t('bundle-in.schemas', 'Canonical schemas that are others here: {refs}. The drafts take those that are here.', {
            refs: other.map(({ ref }) => ref).join(', '),
          })}
        </Text>
      )}
    </section>
  );
}

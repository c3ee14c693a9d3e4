/** Whether a system fits the example flows: its fields, read by the connection or from a file, held against what they want. */
import { Button, FileButton, Group, Stack, Text, Title } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ComparedEntity, FieldFinding, MetadataComparison } from '#flows/connection-manifest.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { Table } from '../ui/table.tsx';

export interface FieldComparisonProps {
  readonly environment: string;
  readonly name: string;
  readonly plant: string | undefined;
}

const KINDS: { readonly [kind in FieldFinding['kind']]: string } = {
  missing: t('fields.missing', 'missing'),
  'not-writable': t('fields.not-writable', 'cannot be changed'),
  'other-type': t('fields.other-type', 'of another type'),
  shorter: t('fields.shorter', 'shorter'),
};

export function FieldComparison({ environment, name, plant }: FieldComparisonProps) {
  const compare = useMutation({
    mutationFn: (metadata: string | undefined) =>
      callApi<MetadataComparison>('POST', apiPath`/api/environments/${environment}/connections/${name}/metadata-comparison`, {
        query: { plant },
        body: metadata === undefined ? {} : { metadata },
      }),
  });
  async function take(file: File | null): Promise<void> {
    if (file !== null) compare.mutate(await file.text());
  }
  return (
    <section aria-label={t('fields.title', 'Does it fit the example flows?')}>
      <Title order={2} mb={4}>
        {t('fields.title', 'Does it fit the example flows?')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t(
          'fields.about',
          'The fields that the system describes in $metadata against those that the flows read and write in the sandbox. Nothing is written.',
        )}
      </Text>
      <Group gap="xs" mb="xs">
        <Button variant="default" loading={compare.isPending} onClick={() => compare.mutate(undefined)}>
          {t('fields.read', 'Read and compare')}
        </Button>
        <FileButton accept=".xml,.edmx,.txt,text/xml,application/xml" onChange={(file) => void take(file)}>
          {(props) => (
            <Button variant="default" leftSection={<IconUpload size={14} aria-hidden />} {...props}>
              {t('fields.upload', 'Compare a $metadata file …')}
            </Button>
          )}
        </FileButton>
      </Group>
      {compare.error !== null && <ErrorPanel error={compare.error} />}
      {compare.data !== undefined && <Result comparison={compare.data} />}
    </section>
  );
}

function Result({ comparison: { service, source, entities } }: { readonly comparison: MetadataComparison }) {
  const findings = entities
    .flatMap((entity) => entity.findings.map((finding) => ({ entity: entity.name, ...finding })))
    .toSorted((one, other) => Number(other.weight === 'stops') - Number(one.weight === 'stops'));
  const gone = entities.filter(({ isThere }) => !isThere);
  const stops = gone.length + findings.filter(({ weight }) => weight === 'stops').length;
  const from = source === 'file' ? t('fields.from-file', 'the file') : t('fields.from-system', 'the system');
  return (
    <Stack gap="xs">
      <Group gap="xs" role="status">
        <StateBadge
          state={stops > 0 ? 'refused' : findings.length > 0 ? 'retrying' : 'confirmed'}
          label={verdictOf(stops, findings.length)}
        />
        <Text size="sm">
          {t('fields.summary', '{service} of {from}: {stops} that stop flows, {limits} that limit them', {
            service,
            from,
            stops,
            limits: findings.length + gone.length - stops,
          })}
        </Text>
      </Group>
      {(findings.length > 0 || gone.length > 0) && (
        <Table.ScrollContainer minWidth={540}>
          <Table aria-label={t('fields.findings', 'Fields that differ')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('fields.field', 'Field')}</Table.Th>
                <Table.Th>{t('fields.what', 'What')}</Table.Th>
                <Table.Th>{t('fields.consequence', 'What follows')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {gone.map(({ name }) => (
                <Table.Tr key={name}>
                  <Table.Td className="mono">{name}</Table.Td>
                  <Table.Td>
                    <StateBadge state="refused" label={KINDS.missing} />
                  </Table.Td>
                  <Table.Td>{t('fields.no-entity', 'The service is another than the one that the nodes know.')}</Table.Td>
                </Table.Tr>
              ))}
              {findings.map(({ entity, field, kind, weight, consequence }) => (
                <Table.Tr key={`${entity} ${field} ${kind}`}>
                  <Table.Td className="mono">
                    {field}
                    <Text size="xs" c="dimmed" component="div">
                      {entity}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <StateBadge state={weight === 'stops' ? 'refused' : 'retrying'} label={KINDS[kind]} />
                  </Table.Td>
                  <Table.Td>{consequence}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {entities.some(({ extra }) => extra.length > 0) && <Extras entities={entities} />}
    </Stack>
  );
}

function verdictOf(stops: number, findings: number): string {
  if (stops > 0) return t('fields.does-not-fit', 'Does not fit');
  return findings > 0 ? t('fields.fits-partly', 'Fits with limits') : t('fields.fits', 'Fits');
}

/** Own fields first: they are what a mapping may want. */
function Extras({ entities }: { readonly entities: readonly ComparedEntity[] }) {
  return (
    <details>
      <summary>
        {t('fields.extra', '{count, plural, one {# field} other {# fields}} more that flows can use', {
          count: entities.reduce((sum, { extra }) => sum + extra.length, 0),
        })}
      </summary>
      {entities
        .filter(({ extra }) => extra.length > 0)
        .map(({ name, extra }) => (
          <Text key={name} size="sm" mt={4}>
            <span className="mono">{name}</span>:{' '}
            {extra.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || (a < b ? -1 : 1)).join(', ')}
          </Text>
        ))}
    </details>
  );
}

function isOwn(field: string): boolean {
  return /^(YY1_|ZZ)/.test(field);
}

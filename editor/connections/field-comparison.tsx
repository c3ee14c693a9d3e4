/** Whether a system fits the example flows: its fields, read by the connection or from a file, held against what they want. */
import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { MetadataComparisonView } from '#flows/api/connections.ts';
import type { ComparedEntity, FieldFinding, MetadataComparison } from '#flows/connection-manifest.ts';
import { useFlowWords } from '../operations/use-flow-words.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { FileChoice } from '../ui/file-choice.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { Table } from '../ui/table.tsx';

export interface FieldComparisonProps {
  readonly environment: string;
  readonly name: string;
  readonly plant: string | undefined;
  /** Keeps other names of fields in the connection, in place of those that it had for this part; left out: whoever looks may not. */
  readonly onNames: ((names: FieldNames, before: FieldNames) => Promise<unknown>) | undefined;
  /** Are writes withheld now? */
  readonly isDryRun: boolean;
  /** Withholds all writes of the connection, or sends them again; left out: whoever looks may not. */
  readonly onDryRun: ((isDryRun: boolean) => Promise<unknown>) | undefined;
}

/** `A_SalesOrderItemType/YY1_PromisedDate_SDI` → the name that this system has for it. */
export type FieldNames = MetadataComparison['mapped'];

const KINDS: { readonly [kind in FieldFinding['kind']]: string } = {
  missing: t('fields.missing', 'missing'),
  'not-writable': t('fields.not-writable', 'cannot be changed'),
  'other-type': t('fields.other-type', 'of another type'),
  shorter: t('fields.shorter', 'shorter'),
};

interface Question {
  readonly metadata?: string;
  readonly service?: string;
}

export function FieldComparison({ environment, name, plant, onNames, isDryRun, onDryRun }: FieldComparisonProps) {
  const compare = useMutation({
    mutationFn: (question: Question) =>
      callApi<MetadataComparisonView>('POST', apiPath`/api/environments/${environment}/connections/${name}/metadata-comparison`, {
        query: { plant },
        body: question,
      }),
  });
  const keep = useMutation({
    mutationFn: async (names: FieldNames) => onNames?.(names, compare.data?.mapped ?? {}),
    // The same question again: what was chosen is judged as what it stands for.
    onSuccess: () => compare.mutate(compare.variables ?? {}),
  });
  async function take(file: File): Promise<void> {
    compare.mutate({ metadata: await file.text() });
  }
  return (
    <section aria-label={t('fields.title', 'Does it fit the example flows?')}>
      <Title order={2} mb={4}>
        {t('fields.title', 'Does it fit the example flows?')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t(
          'fields.about',
          'The fields that the system describes against those that the flows read and write in the sandbox, service by service. Nothing is written.',
        )}
      </Text>
      <Group gap="xs" mb="xs">
        <Button variant="default" loading={compare.isPending} onClick={() => compare.mutate({})}>
          {t('fields.read', 'Read and compare')}
        </Button>
        <FileChoice accept=".xml,.edmx,.txt,.json,text/xml,application/xml,application/json" onChoose={(file) => void take(file)}>
          {t('fields.upload', 'Compare a file …')}
        </FileChoice>
      </Group>
      {compare.error !== null && <ErrorPanel error={compare.error} />}
      {keep.error !== null && <ErrorPanel error={keep.error} />}
      {compare.data !== undefined && compare.data.services.length > 1 && (
        <NativeSelect
          size="xs"
          mb="xs"
          label={t('fields.service', 'Service')}
          description={t('fields.service-help', 'Those that flows read or write, one after the other.')}
          data={compare.data.services}
          value={compare.data.services.includes(compare.data.service) ? compare.data.service : compare.data.services[0]!}
          onChange={(event) => compare.mutate({ service: event.currentTarget.value })}
        />
      )}
      {compare.data !== undefined && (
        <Result
          key={`${compare.data.service} ${Object.values(compare.data.mapped).join()}`}
          comparison={compare.data}
          isKeeping={keep.isPending || compare.isPending}
          onNames={onNames === undefined || !compare.data.mapsFields ? undefined : keep.mutate}
        />
      )}
      {compare.data !== undefined && <DryRun flows={compare.data.flows} isDryRun={isDryRun} onDryRun={onDryRun} />}
    </section>
  );
}

interface ResultProps {
  readonly comparison: MetadataComparison;
  readonly isKeeping: boolean;
  readonly onNames: ((names: FieldNames) => void) | undefined;
}

function Result({ comparison: { service, source, entities, mapped }, isKeeping, onNames }: ResultProps) {
  const [chosen, setChosen] = useState<FieldNames>({});
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
                {onNames !== undefined && <Table.Th>{t('fields.instead', 'Use instead')}</Table.Th>}
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
                  {onNames !== undefined && <Table.Td />}
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
                  <Table.Td>{spoken(consequence)}</Table.Td>
                  {onNames !== undefined && (
                    <Table.Td>
                      {(kind === 'missing' || kind === 'not-writable') && (
                        <NativeSelect
                          size="xs"
                          aria-label={t('fields.instead-of', 'Use instead of {field}', { field })}
                          value={chosen[`${entity}/${field}`] ?? ''}
                          data={['', ...candidatesOf(entities, entity)]}
                          onChange={(event) => setChosen({ ...chosen, [`${entity}/${field}`]: event.currentTarget.value })}
                        />
                      )}
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {onNames !== undefined && Object.values(chosen).some((name) => name !== '') && (
        <Group gap="xs">
          <Button loading={isKeeping} onClick={() => onNames(withChosen(mapped, chosen))}>
            {t('fields.keep', 'Use these fields and compare again')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('fields.keep-where', 'Kept in the connection. Nodes read and write them; flows stay as they are.')}
          </Text>
        </Group>
      )}
      {Object.keys(mapped).length > 0 && <Mapped mapped={mapped} isKeeping={isKeeping} onNames={onNames} />}
      {entities.some(({ extra }) => extra.length > 0) && <Extras entities={entities} />}
    </Stack>
  );
}

/** The last step: the flows that go through the connection run against it, and nothing that they write is sent. */
function DryRun({
  flows,
  isDryRun,
  onDryRun,
}: { readonly flows: readonly string[] } & Pick<FieldComparisonProps, 'isDryRun' | 'onDryRun'>) {
  const { nameOf } = useFlowWords();
  const change = useMutation({ mutationFn: async (wanted: boolean) => onDryRun?.(wanted) });
  return (
    <Stack gap={4} mt="md">
      <Title order={3}>{t('fields.dry-run', 'Then a dry run')}</Title>
      <Text size="sm">
        {t(
          'fields.dry-run-about',
          'With writes withheld, flows read from this system; what they would write is kept with the run and never sent.',
        )}
      </Text>
      <Group gap="xs">
        <StateBadge
          state={isDryRun ? 'withheld' : 'confirmed'}
          label={isDryRun ? t('fields.withheld', 'Writes are withheld') : t('fields.sent', 'Writes are sent')}
        />
        {onDryRun !== undefined && (
          <Button size="compact-sm" variant="default" loading={change.isPending} onClick={() => change.mutate(!isDryRun)}>
            {isDryRun ? t('fields.send', 'Send writes again') : t('fields.withhold', 'Withhold writes')}
          </Button>
        )}
      </Group>
      {change.error !== null && <ErrorPanel error={change.error} />}
      {flows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('fields.no-flows', 'No live flow of this environment goes through the connection.')}
        </Text>
      ) : (
        <>
          <Text size="sm">{t('fields.flows', 'Start them from their pages, and look at the runs:')}</Text>
          <Group gap="sm">
            {flows.map((flow) => (
              <PageLink key={flow} to={`/flows/${flow}`}>
                {nameOf(flow)}
              </PageLink>
            ))}
            <PageLink to="/runs">{t('fields.runs', 'Runs')}</PageLink>
          </Group>
        </>
      )}
    </Stack>
  );
}

function candidatesOf(entities: readonly ComparedEntity[], entity: string): readonly string[] {
  const { extra } = entities.find(({ name }) => name === entity)!;
  return extra.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || (a < b ? -1 : 1));
}

function withChosen(mapped: FieldNames, chosen: FieldNames): FieldNames {
  return { ...mapped, ...Object.fromEntries(Object.entries(chosen).filter(([, name]) => name !== '')) };
}

/** Fields that the connection names otherwise already. */
function Mapped({ mapped, isKeeping, onNames }: { readonly mapped: FieldNames } & Pick<ResultProps, 'isKeeping' | 'onNames'>) {
  return (
    <Table aria-label={t('fields.mapped', 'Fields under other names')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('fields.flows-say', 'Flows say')}</Table.Th>
          <Table.Th>{t('fields.system-has', 'This system has')}</Table.Th>
          {onNames !== undefined && <Table.Th>{t('fields.unmap', 'Undo')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {Object.entries(mapped).map(([place, theirs]) => (
          <Table.Tr key={place}>
            <Table.Td className="mono">{place}</Table.Td>
            <Table.Td className="mono">{theirs}</Table.Td>
            {onNames !== undefined && (
              <Table.Td>
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={isKeeping}
                  aria-label={t('fields.unmap-of', 'Take {field} by its own name again', { field: place })}
                  onClick={() => onNames(Object.fromEntries(Object.entries(mapped).filter(([name]) => name !== place)))}
                >
                  {t('fields.unmap', 'Undo')}
                </Button>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
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

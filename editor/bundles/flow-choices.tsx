/** Flow by flow: what is here of it, how it differs, and what becomes of it. */
import { Anchor, Badge, Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import type { BundledFlowLook } from '#flows/api/bundles.ts';
import type { DraftView, VersionView } from '#flows/api/flows.ts';
import type { Bundle } from '#flows/bundles/bundle.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { ChangeList } from '../flow/change-list.tsx';
import { flowIdOf } from '../flows/flow-list.ts';
import { apiPath } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { t } from '../text.ts';
import { QueryView } from '../ui/query-view.tsx';
import { Table } from '../ui/table.tsx';
import { type Choices, choiceOf, keyOf, type Take, takesOf } from './chosen-flows.ts';

const STANDINGS = {
  new: t('bundle-in.new', 'new'),
  same: t('bundle-in.same', 'the same'),
  differs: t('bundle-in.differs', 'differs'),
} as const;
const TONES = { new: 'blue', same: 'gray', differs: 'yellow' } as const;

export interface FlowChoicesProps {
  readonly looks: readonly BundledFlowLook[];
  readonly bundle: Bundle;
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}

export function FlowChoices({ looks, bundle, choices, onChange }: FlowChoicesProps) {
  const [compared, setCompared] = useState<string>();
  return (
    <section className="bundle-flows bundle-looks" aria-label={t('bundle-in.flows', 'Flows of the bundle')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('bundle-in.flow', 'Flow')}</Table.Th>
            <Table.Th>{t('bundle-in.folder', 'Folder')}</Table.Th>
            <Table.Th>{t('bundle-in.here', 'Here')}</Table.Th>
            <Table.Th>{t('bundle-in.tests', 'Tests')}</Table.Th>
            <Table.Th w={260}>{t('bundle-in.take', 'What becomes of it')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {looks.map((look, at) => {
            const key = keyOf(look);
            const isCompared = compared === key;
            return (
              <Fragment key={key}>
                <Table.Tr>
                  <Table.Td>
                    <Text size="sm" fw={600}>
                      {look.name}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {t('bundle-in.which', '{id}, contract v{major}, {nodes, plural, one {# node} other {# nodes}}', {
                        id: look.flowId,
                        major: look.major,
                        nodes: look.nodes,
                      })}
                    </Text>
                  </Table.Td>
                  <Table.Td>{look.owner}</Table.Td>
                  <Table.Td>
                    <Badge className="state-badge" color={TONES[look.standing]}>
                      {STANDINGS[look.standing]}
                    </Badge>
                    <HereLink look={look} />
                    {look.standing === 'differs' && look.here !== undefined && (
                      <Button
                        variant="subtle"
                        size="compact-xs"
                        aria-expanded={isCompared}
                        aria-label={t('bundle-in.compare-flow', 'Differences of {flow}', { flow: look.name })}
                        onClick={() => setCompared(isCompared ? undefined : key)}
                      >
                        {t('bundle-in.compare', 'Differences')}
                      </Button>
                    )}
                  </Table.Td>
                  <Table.Td>{testsText(look)}</Table.Td>
                  <Table.Td>
                    <TakeField look={look} choices={choices} onChange={onChange} />
                  </Table.Td>
                </Table.Tr>
                {isCompared && (
                  <Table.Tr>
                    <Table.Td colSpan={5}>
                      <Differences look={look} theirs={bundle.flows[at]!.document} />
                    </Table.Td>
                  </Table.Tr>
                )}
              </Fragment>
            );
          })}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function HereLink({ look: { flowId, here } }: { readonly look: BundledFlowLook }) {
  if (here === undefined) return null;
  return (
    <Anchor
      component={Link}
      to={here.draftId === undefined ? `/flows/${flowId}` : `/flows/${flowId}/drafts/${here.draftId}`}
      target="_blank"
      size="xs"
      ml={6}
    >
      {here.version === undefined
        ? t('bundle-in.draft-here', 'draft')
        : t('bundle-in.version-here', 'version {version}', { version: here.version })}
    </Anchor>
  );
}

function testsText({ tests }: BundledFlowLook): string {
  const differ = tests.filter(({ standing }) => standing === 'differs').length;
  if (differ === 0) return String(tests.length);
  return t('bundle-in.tests-differ', '{count}, {differ} say something else here: theirs come beside', { count: tests.length, differ });
}

interface TakeFieldProps extends Omit<FlowChoicesProps, 'looks' | 'bundle'> {
  readonly look: BundledFlowLook;
}

function TakeField({ look, choices, onChange }: TakeFieldProps) {
  const { take, id } = choiceOf(look, choices);
  const set = (change: { readonly take?: Take; readonly id?: string }) => onChange({ ...choices, [keyOf(look)]: { take, id, ...change } });
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('bundle-in.take-of', 'What becomes of {flow}', { flow: look.name })}
        disabled={!look.mayTake}
        description={look.mayTake ? undefined : t('bundle-in.not-allowed', 'You may not draw in this folder.')}
        data={takesOf(look).map((value) => ({ value, label: takeText(look, value) }))}
        value={take}
        onChange={(event) => set({ take: event.currentTarget.value as Take })}
      />
      {take === 'new' && (
        <TextInput
          size="xs"
          mt={4}
          required
          label={t('bundle-in.new-id', 'Id of the new flow')}
          placeholder={`${look.flowId}-new`}
          value={id}
          onChange={(event) => set({ id: event.currentTarget.value })}
          onBlur={() => set({ id: flowIdOf(id) })}
        />
      )}
    </>
  );
}

function takeText({ standing }: BundledFlowLook, take: Take): string {
  if (take === 'new') return t('bundle-in.as-new', 'A new flow of another id');
  if (take === 'draft')
    return standing === 'new' ? t('bundle-in.as-draft', 'A draft') : t('bundle-in.as-theirs', 'A draft of the one here');
  return standing === 'new' ? t('bundle-in.leave', 'Nothing') : t('bundle-in.keep', 'Nothing: keep what is here');
}

/** From what is here to what the bundle brings. */
function Differences({ look: { flowId, here }, theirs }: { readonly look: BundledFlowLook; readonly theirs: FlowDocument }) {
  const { version, draftId } = here!;
  const path = version === undefined ? apiPath`/api/flows/${flowId}/drafts/${draftId!}` : apiPath`/api/flows/${flowId}/versions/${version}`;
  const query = useResource<DraftView | VersionView>('flows', path);
  return <QueryView query={query}>{({ document }) => <ChangeList from={document} to={theirs} />}</QueryView>;
}

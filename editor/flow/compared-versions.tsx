/** Two versions side by side: on the drawing what came, changed and went; below, field by field. */
import { Group, NativeSelect, Switch, Text } from '@mantine/core';
import { Suspense, useMemo, useState } from 'react';
import type { FlowSummary } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { diffFlows } from '#flows/flow-diff.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { loadCode } from '../code/load-code.ts';
import { useVersion, useVersions } from '../server/queries.ts';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { ChangeList } from './change-list.tsx';
import { drawChanges } from './changed-drawing.ts';

const RawDiff = later(() => loadCode(() => import('../code/raw-diff.tsx')), 'RawDiff');

export function ComparedVersions({ flow, to }: { readonly flow: FlowSummary; readonly to: number }) {
  const [{ from: wanted, raw }, setSearch] = usePageSearch();
  const versions = useVersions(flow.flowId).data?.items ?? [];
  const from = wanted === undefined ? (to > 1 ? to - 1 : undefined) : Number(wanted);
  const before = useVersion(flow.flowId, from);
  const after = useVersion(flow.flowId, to);
  const choices = versions.map(({ version, note }) => ({ value: String(version), label: `${version} · ${shortened(note)}` }));
  if ((flow.latestVersion ?? 0) < 2)
    return (
      <EmptyState
        title={t('compare.one', 'There is one version only')}
        why={t('compare.one-why', 'Publish another; what changed between the two stands here.')}
      />
    );
  return (
    <>
      <Group mb="xs" align="flex-end">
        <NativeSelect
          size="xs"
          label={t('diff.from', 'From version')}
          data={[{ value: '', label: t('diff.choose', 'choose …') }, ...choices]}
          value={from === undefined ? '' : String(from)}
          onChange={(event) => setSearch({ from: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          size="xs"
          label={t('diff.to', 'To version')}
          data={choices}
          value={String(to)}
          onChange={(event) => setSearch({ version: event.currentTarget.value })}
        />
        {raw === undefined && (
          <Text size="xs" c="dimmed" className="diff-legend">
            {t('compare.legend', '+ added · ~ changed · − removed')}
          </Text>
        )}
        <Switch
          size="xs"
          label={t('compare.raw', 'As text')}
          checked={raw !== undefined}
          onChange={(event) => setSearch({ raw: event.currentTarget.checked ? '1' : undefined })}
        />
      </Group>
      {from !== undefined && (
        <QueryView query={before}>
          {({ document }) => (
            <QueryView query={after}>
              {(newer) =>
                raw === undefined ? (
                  <Compared from={document} to={newer.document} />
                ) : (
                  <Suspense fallback={<Loading />}>
                    <RawDiff from={asText(from, document)} to={asText(to, newer.document)} />
                  </Suspense>
                )
              }
            </QueryView>
          )}
        </QueryView>
      )}
    </>
  );
}

function asText(version: number, document: FlowDocument): { readonly label: string; readonly text: string } {
  return { label: t('compare.text-of', 'Version {version} as text', { version }), text: JSON.stringify(document, null, 2) };
}

/** On the drawing what came, changed and went; below, field by field. */
export function Compared({ from, to }: { readonly from: FlowDocument; readonly to: FlowDocument }) {
  const manifests = useManifests();
  const drawing = useMemo(() => drawChanges(from, to, diffFlows(from, to), manifests), [from, to, manifests]);
  const [chosen, setFocus] = useState<string>();
  // The eye is led to the first change.
  const focus = chosen ?? drawing.nodes.find(({ change }) => change !== undefined)?.id;
  const selection = useMemo(() => ({ nodes: chosen === undefined ? [] : [chosen], edges: [] }), [chosen]);
  return (
    <div className="compared">
      <div className="run-canvas">
        <FlowCanvas
          label={to.name}
          nodes={drawing.nodes}
          edges={drawing.edges}
          selection={selection}
          onSelect={({ nodes: [nodeId] }) => setFocus(nodeId)}
          focus={focus}
        />
      </div>
      <div className="compared-list">
        <ChangeList from={from} to={to} onGo={setFocus} />
      </div>
    </div>
  );
}

function shortened(note: string): string {
  return note.length > 48 ? `${note.slice(0, 48)}…` : note;
}

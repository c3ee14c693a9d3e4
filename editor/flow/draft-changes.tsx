/** What the draft changes: against what it began with, or on the drawing against what runs somewhere. */
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { DraftView } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { useEnvironments, useFlow, useVersion } from '../server/queries.ts';
import { t } from '../text.ts';
import { QueryView } from '../ui/query-view.tsx';
import { ChangeList } from './change-list.tsx';
import { Compared } from './compared-versions.tsx';
import type { GoTo } from './problem-place.ts';

export interface DraftChangesProps {
  readonly draft: DraftView;
  readonly flow: FlowDocument;
  readonly onGo: GoTo;
}

const BASE = '';

export function DraftChanges({ draft, flow, onGo }: DraftChangesProps) {
  const [against, setAgainst] = useState(BASE);
  const base = useVersion(draft.flowId, draft.baseVersion).data?.document;
  const deployments = useFlow(draft.flowId).data?.deployments ?? [];
  const live = (useEnvironments().data?.items ?? []).flatMap(({ name, label }) =>
    deployments.filter(({ environment }) => environment === name).map(({ version }) => ({ label, version })),
  );
  const other = useVersion(draft.flowId, against === BASE ? undefined : Number(against.split(' ')[0]));
  return (
    <div className="draft-changes">
      {live.length > 0 && (
        <NativeSelect
          size="xs"
          px="xs"
          pt="xs"
          maw={420}
          label={t('draft-changes.against', 'Compare with')}
          data={[
            {
              value: BASE,
              label:
                draft.baseVersion === undefined
                  ? t('draft-changes.nothing', 'nothing: there is no version')
                  : t('draft-changes.base', 'version {version}, with which it began', { version: draft.baseVersion }),
            },
            ...live.map(({ label, version }) => ({
              value: `${version} ${label}`,
              label: t('draft-changes.live', 'what runs in {environment}: version {version}', { environment: label, version }),
            })),
          ]}
          value={against}
          onChange={(event) => setAgainst(event.currentTarget.value)}
        />
      )}
      {against === BASE ? (
        <ChangeList from={base} to={flow} onGo={onGo} />
      ) : (
        <QueryView query={other}>{({ document }) => <Compared from={document} to={flow} />}</QueryView>
      )}
    </div>
  );
}

/** Below the drawing of a draft: its problems, tests, changes and text. Closed while there is nothing to say; a second click on a tab closes it. */
import { Badge, Tabs, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { DraftView } from '#flows/api/flows.ts';
import { mendProblem } from '#flows/edits/mend-problem.ts';
import type { TypedFlow } from '../code/raw-flow.tsx';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { ProblemList } from './problem-list.tsx';
import type { GoTo } from './problem-place.ts';
import type { DraftEditor } from './use-draft.ts';

const DraftChanges = later(() => import('./draft-changes.tsx'), 'DraftChanges');
const RawFlow = later(() => import('../code/raw-flow.tsx'), 'RawFlow');
const FlowTests = later(() => import('../flow-tests/flow-tests.tsx'), 'FlowTests');

/** As the address says it. */
const CLOSED = 'none';

export interface DraftTabsProps {
  readonly draft: DraftView;
  readonly editor: DraftEditor;
  readonly onGo: GoTo;
}

export function DraftTabs({ draft, editor: { flow, problems, coverage, checkAgain, saveNow, change }, onGo }: DraftTabsProps) {
  const [atFirst] = useState(problems.length > 0 ? 'problems' : CLOSED);
  const [{ below = atFirst }, setSearch] = usePageSearch();
  const tab = below === CLOSED ? null : below;
  const [typed, setTyped] = useState<TypedFlow>();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <Tabs
      value={tab}
      onChange={(next) => setSearch({ below: next ?? CLOSED })}
      allowTabDeactivation
      keepMounted={false}
      className="editor-bottom"
      data-open={tab ?? undefined}
    >
      <Tabs.List>
        <Tabs.Tab
          value="problems"
          rightSection={
            problems.length > 0 && (
              <Badge color={errors > 0 ? 'red' : 'yellow'} className="state-badge">
                {problems.length}
              </Badge>
            )
          }
        >
          {t('editor.problems', 'Problems')}
        </Tabs.Tab>
        <Tabs.Tab value="tests">{t('editor.tests', 'Tests')}</Tabs.Tab>
        <Tabs.Tab value="changes">{t('editor.changes', 'Changes')}</Tabs.Tab>
        <Tabs.Tab
          value="json"
          rightSection={
            typed?.why !== undefined && (
              <Badge color="red" className="state-badge">
                {t('editor.json-refused', 'not taken yet')}
              </Badge>
            )
          }
        >
          {t('editor.json', 'JSON')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="problems">
        {coverage !== undefined && coverage.values > 0 && (
          <Text size="sm" c="dimmed" px="xs" pt="xs">
            {t('problems.coverage', '{typed} of {values} values are known for sure ({percent} %).', {
              ...coverage,
              percent: Math.floor((coverage.typed / coverage.values) * 100),
            })}
          </Text>
        )}
        <ProblemList
          problems={problems}
          flow={flow}
          onGo={onGo}
          onMend={(problem) => change((now) => mendProblem(now, problem))}
          onAsked={checkAgain}
        />
      </Tabs.Panel>
      <Tabs.Panel value="tests">
        <Suspense fallback={<Loading />}>
          <FlowTests flowId={draft.flowId} owner={flow.owner} document={flow} target={{ draftId: draft.draftId }} prepare={saveNow} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="changes">
        <Suspense fallback={<Loading />}>
          <DraftChanges draft={draft} flow={flow} onGo={onGo} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="json" p="xs">
        <Suspense fallback={<Loading />}>
          <RawFlow flow={flow} problems={problems} typed={typed} onTyped={setTyped} onChange={change} />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}

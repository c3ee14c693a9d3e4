/** Find and do by name: actions of this page, nodes of its flow, pages, flows, runs by their key. */
import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { useFlows, useResource } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { NAVIGATION } from '../ui/navigation.ts';
import { useEnvironmentName } from '../ui/page-search.ts';
import { FoundList, useSearchList } from '../ui/search-list.tsx';
import { Keys } from './action-help.tsx';
import './command-palette.css';
import { type PaletteEntry, paletteEntries } from './palette-entries.ts';
import { currentGroups } from './use-actions.ts';

const KIND_LABELS: { readonly [kind in PaletteEntry['kind']]: string } = {
  action: t('palette.kind-action', 'Do'),
  node: t('palette.kind-node', 'Nodes of this flow'),
  page: t('palette.kind-page', 'Pages'),
  flow: t('palette.kind-flow', 'Flows'),
  run: t('palette.kind-run', 'Runs'),
};
/** Shorter beginnings of a key match half of all runs; the server refuses them. */
const SHORTEST_KEY = 3;
const WAIT_MS = 200;
const MOST_RUNS = 8;

export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const [search, setSearch] = useState('');
  const may = useMay();
  const navigate = useNavigate();
  // What was there when it was opened: below it the page stands still.
  const [groups] = useState(currentGroups);
  const flows = useFlows().data?.items ?? [];
  const runs = useRunsByKey(search.trim());
  const pages = useMemo(() => NAVIGATION.flatMap((part) => part.pages).filter(({ right }) => right === undefined || may(right)), [may]);
  const found = paletteEntries(search, { groups, pages, flows, runs });

  function choose(entry: PaletteEntry): void {
    onClose();
    if (entry.to !== undefined) void navigate({ to: entry.to });
    // When the dialog has given the focus back: the action may want to move it.
    else if (entry.run !== undefined) setTimeout(entry.run);
  }

  const list = useSearchList({ search, onSearch: setSearch, found, onChoose: choose });

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size="lg"
      padding={0}
      yOffset="12vh"
      centered={false}
      transitionProps={{ duration: 0 }}
      title={t('actions.palette', 'Find and do by name')}
      classNames={{ header: 'command-heading' }}
    >
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        className="command-search"
        leftSection={<IconSearch size={18} aria-hidden />}
        placeholder={t('palette.placeholder', 'An action, a node, a page, a flow, the key of a run')}
        aria-label={t('actions.palette', 'Find and do by name')}
        {...list.field}
        onKeyDown={list.press}
      />
      <FoundList
        list={list}
        label={t('palette.found', 'What was found')}
        className="command-list"
        optionClassName="command"
        keyOf={(entry) => entry.id}
        nothing={t('palette.nothing', 'Nothing is called like that.')}
      >
        {(entry, i) => (
          <>
            <span className="command-kind">{found[i - 1]?.kind === entry.kind ? '' : KIND_LABELS[entry.kind]}</span>
            <span className="command-label">{entry.label}</span>
            <span className="command-about">{entry.keys === undefined ? entry.about : <Keys keys={entry.keys.slice(0, 1)} />}</span>
          </>
        )}
      </FoundList>
    </Modal>
  );
}

const NO_RUNS: readonly RunSummary[] = [];

function useRunsByKey(search: string): readonly RunSummary[] {
  const environment = useEnvironmentName();
  const [key] = useDebouncedValue(search, WAIT_MS);
  const wanted = key.length >= SHORTEST_KEY && !key.includes(' ');
  const runs = useResource<Page<RunSummary>>('runs', '/api/runs', { environment, key, limit: MOST_RUNS }, { enabled: wanted });
  return wanted ? (runs.data?.items ?? NO_RUNS) : NO_RUNS;
}

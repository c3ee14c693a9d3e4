/** All node types by category; typing finds them, Enter or a click adds one, dragging places it. */
import { Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { NODE_TYPE_MIME } from '../canvas/canvas-types.ts';
import { iconMask } from '../canvas/icon-mask.ts';
import type { PaletteEntry } from '../services/palette-entries.ts';
import { t } from '../text.ts';
import { findNodeTypes } from './find-node-types.ts';
import { SYSTEM_GROUP } from './system-flows.ts';

const CATEGORY_LABELS: { readonly [category in NodeManifest['category']]: string } = {
  trigger: t('palette.trigger', 'Start'),
  logic: t('palette.logic', 'Flow and data'),
  sap: 'SAP',
  crm: 'CRM',
  scheduling: t('palette.scheduling', 'Scheduling'),
  files: t('palette.files', 'Files'),
  http: 'HTTP',
  people: t('palette.people', 'People'),
};

export interface PaletteProps {
  readonly nodeTypes: readonly PaletteEntry[];
  readonly onAdd: (type: string) => void;
  /** Asks that the flow may use the entry past what is advised; left out: not by this person. */
  readonly onAskWaiver: ((entry: PaletteEntry) => void) | undefined;
}

/** Drawn anew only for other node types: an edit of the flow is none of its business. */
export const Palette = memo(function Palette({ nodeTypes, ...acts }: PaletteProps) {
  const [search, setSearch] = useState('');
  const found = useMemo(() => findNodeTypes(nodeTypes, search), [nodeTypes, search]);
  const groups = [...new Set(found.flatMap(({ group }) => group ?? []))].filter((group) => group !== SYSTEM_GROUP);
  const systems = found.filter(({ group }) => group === SYSTEM_GROUP);
  const categories = Object.keys(CATEGORY_LABELS) as NodeManifest['category'][];
  return (
    <section className="palette" aria-label={t('palette.title', 'Palette')}>
      <TextInput
        m={6}
        leftSection={<IconSearch size={14} aria-hidden />}
        placeholder={t('palette.search', 'Find a node')}
        aria-label={t('palette.search', 'Find a node')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && found[0] !== undefined && acts.onAdd(found[0].type)}
      />
      <div className="palette-types">
        {systems.length > 0 && <ServiceEntries group={SYSTEM_GROUP} entries={systems} {...acts} />}
        {categories.map((category) => {
          const types = found.filter((entry) => entry.category === category && entry.group === undefined);
          if (types.length === 0) return null;
          return (
            <div key={category}>
              <div className="nav-heading">{CATEGORY_LABELS[category]}</div>
              {types.map((manifest) => (
                <PaletteItem key={manifest.type} entry={manifest} {...acts} />
              ))}
            </div>
          );
        })}
        {groups.map((group) => (
          <ServiceEntries key={group} group={group} entries={found.filter((entry) => entry.group === group)} {...acts} />
        ))}
        {found.length === 0 && nodeTypes.length > 0 && (
          <Text c="dimmed" p="sm">
            {t('palette.none', 'No node is called like that.')}
          </Text>
        )}
      </div>
    </section>
  );
});

/** Of a service with very many the first; the search finds all. */
const MOST_OF_SERVICE = 15;

type Acts = Pick<PaletteProps, 'onAdd' | 'onAskWaiver'>;

interface ServiceEntriesProps extends Acts {
  readonly group: string;
  readonly entries: readonly PaletteEntry[];
}

function ServiceEntries({ group, entries, ...acts }: ServiceEntriesProps) {
  const left = entries.length - MOST_OF_SERVICE;
  return (
    <div>
      <div className="nav-heading">{group}</div>
      {entries.slice(0, MOST_OF_SERVICE).map((entry) => (
        <PaletteItem key={entry.type} entry={entry} {...acts} />
      ))}
      {left > 0 && (
        <Text c="dimmed" size="xs" px="sm" pb="xs">
          {t('palette.more', '{count} more: find them by name', { count: left })}
        </Text>
      )}
    </div>
  );
}

function PaletteItem({ entry, onAdd, onAskWaiver }: Acts & { readonly entry: PaletteEntry }) {
  const { type, label, summary, icon, advice, waiver } = entry;
  const said = [advice, waiver].filter((text) => text !== undefined).join(' · ');
  const asks = advice !== undefined && waiver === undefined && onAskWaiver !== undefined;
  const described = asks ? `${said} · ${t('palette.waiver-key', 'arrow right: ask for a waiver')}` : said;
  return (
    <>
      <UnstyledButton
        title={summary}
        aria-label={label}
        aria-description={described === '' ? undefined : described}
        className="palette-item"
        draggable
        onDragStart={(event) => event.dataTransfer.setData(NODE_TYPE_MIME, type)}
        onClick={() => onAdd(type)}
        onKeyDown={(event) => asks && event.key === 'ArrowRight' && (event.currentTarget.nextElementSibling as HTMLElement | null)?.focus()}
      >
        <span className="card-icon" style={iconMask(icon)} aria-hidden />
        <span>
          {label}
          {said !== '' && <span className="entry-advice">{said}</span>}
        </span>
      </UnstyledButton>
      {asks && (
        <UnstyledButton
          className="entry-waiver"
          // Tab goes from entry to entry; twice as many stops would be in everybody's way.
          tabIndex={-1}
          onKeyDown={(event) => event.key === 'ArrowLeft' && (event.currentTarget.previousElementSibling as HTMLElement | null)?.focus()}
          aria-label={t('waiver.ask-for', 'Ask for a waiver for {label}', { label })}
          onClick={() => onAskWaiver(entry)}
        >
          {t('waiver.ask', 'Ask for a waiver …')}
        </UnstyledButton>
      )}
    </>
  );
}

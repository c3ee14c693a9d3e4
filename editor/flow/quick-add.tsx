/** A search for the next node, where it shall stand: opened by a plus, a wire let go, a double click or a key. */
import { Button, Paper, Text, TextInput } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Place } from '../canvas/canvas-types.ts';
import { iconMask } from '../canvas/icon-mask.ts';
import type { PaletteEntry } from '../services/palette-entries.ts';
import { t } from '../text.ts';
import { FoundList, useSearchList } from '../ui/search-list.tsx';
import { findNodeTypes } from './find-node-types.ts';

export interface QuickAddProps {
  readonly screen: Place;
  readonly nodeTypes: readonly PaletteEntry[];
  readonly onChoose: (type: string) => void;
  /** Asks that the flow may use the entry past what is advised; left out: not by this person. */
  readonly onAskWaiver: ((entry: PaletteEntry) => void) | undefined;
  readonly onClose: () => void;
}

const WIDTH = 280;
const HEIGHT = 340;

export function QuickAdd({ screen: [x, y], nodeTypes, onChoose, onAskWaiver, onClose }: QuickAddProps) {
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const waiver = useRef<HTMLButtonElement>(null);
  const box = useClickOutside(onClose);
  const found = useMemo(() => findNodeTypes(nodeTypes, search), [nodeTypes, search]);
  const list = useSearchList({ search, onSearch: setSearch, found, onChoose: ({ type }) => onChoose(type) });
  const asked = list.active;
  const mayAsk = ({ advice, waiver }: PaletteEntry) => advice !== undefined && waiver === undefined && onAskWaiver !== undefined;

  function press(event: KeyboardEvent): void {
    if (list.press(event)) return event.stopPropagation();
    // Not to the list between, which can be scrolled and so takes the focus.
    if (event.key === 'Tab' && !event.shiftKey && waiver.current !== null) waiver.current.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <Paper
      ref={box}
      className="quick-add"
      withBorder
      shadow="md"
      role="dialog"
      aria-label={t('quick.title', 'Add a node')}
      style={{
        left: Math.max(8, Math.min(x, innerWidth - WIDTH - 8)),
        top: Math.max(8, Math.min(y, innerHeight - HEIGHT - 8)),
        width: WIDTH,
        maxHeight: HEIGHT,
      }}
    >
      <TextInput
        m={6}
        ref={field}
        autoFocus
        leftSection={<IconSearch size={14} aria-hidden />}
        placeholder={t('palette.search', 'Find a node')}
        aria-label={t('palette.search', 'Find a node')}
        {...list.field}
        onKeyDown={press}
      />
      <FoundList
        list={list}
        label={t('quick.types', 'Node types')}
        className="quick-list"
        optionClassName="quick-item"
        keyOf={({ type }) => type}
        nothing={t('palette.none', 'No node is called like that.')}
      >
        {(manifest) => (
          <>
            <span className="card-icon" style={iconMask(manifest.icon)} aria-hidden />
            <span>
              {manifest.label}
              <Text span size="xs" c="dimmed" lineClamp={2}>
                {manifest.summary}
              </Text>
              {manifest.advice !== undefined && (
                <span className="entry-advice">{[manifest.advice, manifest.waiver].filter((text) => text !== undefined).join(' · ')}</span>
              )}
              {mayAsk(manifest) && (
                // For the mouse: on the way to the button below, other options would become the active one. An option holds no button.
                <span
                  className="entry-waiver"
                  aria-hidden
                  onClick={(event) => {
                    event.stopPropagation();
                    onAskWaiver?.(manifest);
                  }}
                >
                  {t('waiver.ask', 'Ask for a waiver …')}
                </span>
              )}
            </span>
          </>
        )}
      </FoundList>
      {asked !== undefined && mayAsk(asked) && (
        <Button
          ref={waiver}
          className="quick-waiver"
          variant="subtle"
          size="compact-xs"
          onClick={() => onAskWaiver?.(asked)}
          onKeyDown={(event) => {
            // The drawing hears no key of this dialog.
            event.stopPropagation();
            if (event.key !== 'Tab' && event.key !== 'Escape') return;
            event.preventDefault();
            if (event.key === 'Tab' && event.shiftKey) field.current?.focus();
            else onClose();
          }}
        >
          {t('waiver.ask-for', 'Ask for a waiver for {label}', { label: asked.label })}
        </Button>
      )}
    </Paper>
  );
}

/**
 * The mapper: a map filled by its fields, over the whole page of a draft. Source and target stand side by side with lines between them; the
 * preview follows each key. Escape leads back. What it shows lives in the address.
 */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { configureNode } from '#flows/edits/configure-node.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import type { Problem } from '#flows/problem.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { useLanguage } from '../flow/use-language.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { useEnvironmentName, usePageSearch } from '../ui/page-search.ts';
import { useStableActs } from '../ui/use-stable.ts';
import { findKeptText, keepText } from './kept-text.ts';
import { mapRowsOf, withRows, withSchema } from './map-node.ts';
import { MapperColumns } from './mapper-columns.tsx';
import { MapperHeader, type MapperHeaderActions } from './mapper-header.tsx';
import { MapperHelp } from './mapper-help.tsx';
import { TextView, type TypedText } from './text-view.tsx';
import { useMapInput } from './use-map-input.ts';
import { useMapSides } from './use-map-sides.ts';
import { usePreview } from './use-preview.ts';
import { useTables } from './use-tables.ts';
import './mapper.css';

export interface MapperProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifests: Manifests;
  readonly problems: readonly Problem[];
  /** The draft that the map is of: what is half written is kept for it. Left out: nothing is written here. */
  readonly draftId?: string;
  /** Left out: only to look at. */
  readonly onChange?: ((next: (flow: FlowDocument) => FlowDocument, topic: string) => void) | undefined;
  readonly onClose: () => void;
}

export function Mapper({ flow, nodeId, manifests, problems, draftId, onChange, onClose }: MapperProps) {
  const [search, setSearch] = usePageSearch();
  const environment = useEnvironmentName();
  const may = useMay();
  const node = flow.nodes[nodeId];
  const config = node?.config ?? NO_CONFIG;
  const rows = useMemo(() => mapRowsOf(config), [config]);
  const sides = useMapSides(flow, nodeId, manifests);
  const input = useMapInput(sides.typing.flow, nodeId, sides.typing, search['sample'], environment);
  const { tables, valueMaps } = useTables(environment);
  const preview = usePreview(rows, input.input, tables, environment, may('expressions.evaluate'));
  const language = useLanguage(sides.typing.flow, nodeId, manifests, onChange !== undefined, input.input);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [typed, setTyped] = useState(() => (draftId === undefined ? undefined : findKeptText(localStorage, draftId, nodeId, rows)));
  const [openedAsText] = useState(search['view'] === 'text');
  const whole = useRef<HTMLElement>(null);
  const readOnly = onChange === undefined;
  const isText = search['view'] === 'text';
  useEffect(() => {
    whole.current?.querySelector<HTMLElement>('[role="treegrid"], textarea')?.focus();
  }, []);

  const change = (make: (config: JsonObject) => JsonObject, topic: string): void =>
    onChange?.((old) => {
      const known = old.nodes[nodeId];
      return known === undefined ? old : configureNode(old, nodeId, { config: make(known.config) });
    }, `${nodeId} map ${topic}`);

  function type(next: TypedText | undefined): void {
    setTyped(next);
    if (draftId !== undefined) keepText(localStorage, draftId, nodeId, next);
  }

  /** Fields within have taken the key where it was theirs. */
  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || (event.target as Element).closest('.monaco-editor') !== null) return;
    event.preventDefault();
    if (isHelpOpen) setHelpOpen(false);
    else onClose();
  }

  const header = useStableActs<MapperHeaderActions>({
    leave: onClose,
    choose: (ref) => change((old) => withSchema(old, ref), 'schema'),
    view: (view) => setSearch({ view }),
    help: setHelpOpen,
  });
  return (
    <section
      ref={whole}
      className="mapper"
      // A click beside its parts leaves the focus here: keys never reach the drawing below.
      tabIndex={-1}
      aria-label={t('mapper.title', 'Mapper: {name}', { name: node?.label ?? nodeId })}
      onKeyDown={press}
    >
      <MapperHeader
        name={node?.label ?? nodeId}
        schema={config['schema']}
        asked={askedText(
          sides.target.from,
          sides.target.askedBy.map((id) => flow.nodes[id]?.label ?? id),
        )}
        readOnly={readOnly}
        isText={isText}
        isHalfWritten={typed?.fault !== undefined}
        isHelpOpen={isHelpOpen}
        on={header}
      />
      {isHelpOpen && <MapperHelp />}
      <MapperColumns
        rows={rows}
        sides={sides}
        input={input}
        preview={preview}
        valueMaps={valueMaps}
        language={language}
        problems={problems}
        nodeId={nodeId}
        readOnly={readOnly}
        text={
          isText ? (
            <TextView
              rows={rows}
              readOnly={readOnly}
              typed={typed}
              language={language}
              autoFocus={openedAsText}
              onEscape={onClose}
              onTyped={type}
              onRows={(next) => change((old) => withRows(old, next), 'text')}
            />
          ) : undefined
        }
        onRows={(next, topic) => change((old) => withRows(old, next), topic)}
        onSample={(sample) => setSearch({ sample })}
      />
    </section>
  );
}

const NO_CONFIG: JsonObject = {};

function askedText(from: ReturnType<typeof useMapSides>['target']['from'], askedBy: readonly string[]): string {
  switch (from) {
    case 'steps':
      return t('mapper.asked-steps', 'Asked by: {steps}', { steps: askedBy.slice(0, 3).join(', ') });
    case 'contract':
      return t('mapper.asked-contract', "The flow's answer");
    default:
      return t('mapper.asked-nobody', 'What steps behind it ask for');
  }
}

/** Source, target and preview side by side: what is looked at, picked, dragged, edited; each change is one of the map's rows. */
import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { MapRow } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import type { Problem } from '#flows/problem.ts';
import type { ExpressionLanguage } from '../forms/expression-language.ts';
import { t } from '../text.ts';
import { usePageSearch } from '../ui/page-search.ts';
import { useStable } from '../ui/use-stable.ts';
import { type Proposal, proposeRows } from './auto-map.ts';
import { keyOf } from './field-path.ts';
import { allFields, type Field } from './field-tree.ts';
import { indexRows, isSameShape, scopesAround, targetText } from './map-rows.ts';
import { MapperLines } from './mapper-lines.tsx';
import { PreviewColumn } from './preview-column.tsx';
import { valueOfRow } from './preview-map.ts';
import { targetOf } from './put-field.ts';
import { RowEditor } from './row-editor.tsx';
import { findingsOfRows } from './row-findings.ts';
import { readsOfRows } from './row-reads.ts';
import { SourceColumn } from './source-column.tsx';
import { sourceLines } from './source-lines.ts';
import { TargetColumn } from './target-column.tsx';
import { countMissing, type TargetFilter, type TargetLine, targetLines } from './target-lines.ts';
import { type LineActions, TargetRow, type TargetRowProps } from './target-row.tsx';
import { useLineList } from './use-list.ts';
import type { MapInput } from './use-map-input.ts';
import type { MapSides } from './use-map-sides.ts';
import type { PreviewState } from './use-preview.ts';
import { rowEdits } from './use-row-edits.ts';

export interface MapperColumnsProps {
  readonly rows: readonly MapRow[];
  readonly sides: MapSides;
  readonly input: MapInput;
  readonly preview: PreviewState;
  readonly valueMaps: readonly ReferenceView[];
  readonly language: ExpressionLanguage | undefined;
  readonly problems: readonly Problem[];
  readonly nodeId: string;
  readonly readOnly: boolean;
  /** In place of the target: the map as text. */
  readonly text: ReactNode;
  readonly onRows: (rows: readonly MapRow[], topic: string) => void;
  readonly onSample: (sample: string) => void;
}

const FILTERS: readonly string[] = ['missing', 'wrong', 'mapped'];

export function MapperColumns(props: MapperColumnsProps) {
  const { rows, sides, input, preview, valueMaps, language, problems, nodeId, readOnly, text, onRows, onSample } = props;
  const { sources, target } = sides;
  const [search, setSearch] = usePageSearch();
  const [sourceSearch, setSourceSearch] = useState('');
  const [targetSearch, setTargetSearch] = useState('');
  const [openSources, setOpenSources] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [openTargets, setOpenTargets] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [activeSource, setActiveSource] = useState<string>();
  const [activeTarget, setActiveTarget] = useState<string>();
  const [hover, setHover] = useState<{ readonly source?: string | undefined; readonly target?: string | undefined }>({});
  const [picked, setPicked] = useState<Field>();
  const [dragged, setDragged] = useState<Field>();
  const [edited, setEdited] = useState<{ readonly key: string; readonly mode: 'text' | 'functions' }>();
  const [said, setSaid] = useState('');
  const filter = (FILTERS.includes(search['fields'] ?? '') ? search['fields'] : 'all') as TargetFilter;

  const shaped = useShaped(rows);
  const index = useMemo(() => indexRows(shaped), [shaped]);
  const tried = preview.preview?.faults ?? NO_FAULTS;
  const findings = useMemo(
    () => findingsOfRows(problems, nodeId, rows, tried, t('mapper.with-sample', 'With this sample:')),
    [problems, nodeId, rows, tried],
  );
  const sourceShown = useMemo(() => sourceLines(sources, openSources, sourceSearch), [sources, openSources, sourceSearch]);
  const wrong = filter === 'wrong' ? findings.wrong : NONE_WRONG;
  const targetShown = useMemo(
    () => targetLines(target.fields, shaped, index, { opened: openTargets, filter, search: targetSearch, wrong, edited: edited?.key }),
    [target, shaped, index, openTargets, filter, targetSearch, wrong, edited?.key],
  );
  const filled = useMemo(
    () => ({
      missing: countMissing(target.fields, shaped, index),
      mapped: shaped.filter(({ expression }) => expression.trim() !== '').length,
    }),
    [target, shaped, index],
  );
  const places = useMemo(() => new Map(allFields(target.fields, 6_000).map((field, at) => [targetText(targetOf(field)), at])), [target]);
  const plant = useMemo(
    () =>
      allFields(sources, 2_000).find(
        ({ name, kind, lists }) => kind === 'value' && lists.length === 0 && /^(?:plant|werk|werks|site)(?:__c)?$/i.test(name),
      ),
    [sources],
  );
  const putting = useMemo(
    () => ({ order: (one: { names: readonly string[]; lists: readonly number[] }) => places.get(targetText(one)) ?? places.size, plant }),
    [places, plant],
  );
  const laterRows = useDeferredValue(shaped);
  const proposals = useMemo(
    () => (readOnly ? NO_PROPOSALS : proposeRows(laterRows, sources, target.fields, putting)),
    [readOnly, laterRows, sources, target, putting],
  );
  const proposed = useMemo(() => new Map([...proposals].map(([key, proposal]) => [key, shownProposal(proposal)])), [proposals]);
  const whole = preview.preview?.value;
  // A list of values is made of the whole: the same one as long as that is.
  const valueIn = useMemo(() => {
    const known = new Map<number, Json | undefined>();
    return (row: number): Json | undefined => {
      if (!known.has(row)) known.set(row, valueOfRow(row, shaped, whole, index));
      return known.get(row);
    };
  }, [shaped, whole, index]);
  const reads = useMemo(() => readsOfRows(rows, index), [rows, index]);
  const used = useMemo(() => new Set([...reads.values()].flatMap((paths) => paths.map(keyOf))), [reads]);
  const laterPreview = useDeferredValue(preview);
  const choose = useStable(onSample);
  const edits = rowEdits(rows, putting, proposals, onRows);

  const sourceList = useLineList(
    useMemo(() => sourceShown.map(({ field }) => field.key), [sourceShown]),
    activeSource,
    setActiveSource,
  );
  const targetList = useLineList(
    useMemo(() => targetShown.map(({ key }) => key), [targetShown]),
    activeTarget,
    setActiveTarget,
  );
  const activeKey = targetShown[targetList.at]?.key;
  const lookedAt = hover.target ?? activeKey;
  const lookedLine = targetShown.find(({ key }) => key === lookedAt);
  const lit = new Set(lookedLine?.row === undefined ? [] : (reads.get(lookedLine.row) ?? []).map(keyOf));

  function focusTarget(): void {
    targetList.scroll.current?.focus();
  }

  function putOn(line: TargetLine, field: Field): void {
    setPicked(undefined);
    setDragged(undefined);
    if (edits.put(line, field)) setSaid(t('mapper.said-put', '{source} fills {target}.', { source: field.name, target: line.key }));
  }

  function pick(field: Field): void {
    setPicked(field);
    setSaid(
      t('mapper.said-picked', '{source} is picked. Go to a field of the target and press Enter; Escape lets it go.', {
        source: field.name,
      }),
    );
    focusTarget();
  }

  /** On to the next line that something is proposed for. */
  function accept(line: TargetLine): void {
    if (!edits.accept(line)) return;
    setSaid(t('mapper.said-accepted', '{target} is filled as proposed.', { target: line.key }));
    const at = targetShown.indexOf(line);
    const next = targetShown.findIndex(({ key }, other) => other > at && proposals.has(key));
    if (next !== -1) targetList.move(next);
  }

  function close(): void {
    // At once: the next key is for the list.
    focusTarget();
    setEdited(undefined);
  }

  const latest = { targetShown, dragged, picked, edits, accept, putOn, setEdited, targetList };
  const now = useRef(latest);
  now.current = latest;
  const on = useMemo<LineActions>(
    () => ({
      activate(at, byButton) {
        const line = now.current.targetShown[at];
        if (line === undefined) return;
        setActiveTarget(line.key);
        if (now.current.picked !== undefined && !byButton) now.current.putOn(line, now.current.picked);
      },
      open: (line, isOpen) => setOpenTargets((old) => new Map(old).set(line.key, isOpen)),
      edit(line, mode) {
        setActiveTarget(line.key);
        setEdited({ key: line.key, mode });
      },
      clear: (line) => now.current.edits.clear(line),
      accept: (line) => now.current.accept(line),
      drop: (line) => now.current.dragged !== undefined && now.current.putOn(line, now.current.dragged),
      hover: (key) => setHover({ target: key }),
      mend: (line, finding) => now.current.edits.mend(line, finding),
    }),
    [],
  );

  function press(key: string, line: TargetLine, _event: KeyboardEvent): boolean {
    if (key === 'Escape' && picked !== undefined) {
      setPicked(undefined);
      setSaid(t('mapper.said-let-go', 'Nothing is picked.'));
      return true;
    }
    if (readOnly) return false;
    switch (key) {
      case 'Enter':
      case 'F2':
        if (picked !== undefined) putOn(line, picked);
        else setEdited({ key: line.key, mode: 'text' });
        return true;
      case 'a':
      case 'A':
        accept(line);
        return true;
      case 'f':
      case 'F':
        setEdited({ key: line.key, mode: 'functions' });
        return true;
      case 'Delete':
      case 'Backspace':
        edits.clear(line);
        return true;
      default:
        return false;
    }
  }

  function drawLine(line: TargetLine, at: number, isActive: boolean): ReactNode {
    const row = line.row === undefined ? undefined : rows[line.row];
    const isEdited = edited?.key === line.key && !readOnly;
    return (
      <TargetRow
        line={line}
        index={at}
        isActive={isActive}
        row={row}
        value={line.row === undefined ? undefined : valueIn(line.row)}
        isComputed={whole !== undefined}
        proposal={proposed.get(line.key)}
        findings={findings.of(line.row)}
        takes={hover.target === line.key && (dragged ?? picked) !== undefined}
        readOnly={readOnly}
        isEdited={isEdited}
        on={on}
      >
        {isEdited && editorOf(line, row)}
      </TargetRow>
    );
  }

  function editorOf(line: TargetLine, row: MapRow | undefined): ReactNode {
    const isList = line.field.kind === 'list';
    const isRepeated = isList && (row === undefined || line.scope !== undefined);
    const own = scopesAround(line.target, index);
    const [wrong] = findings.of(line.row);
    return (
      <RowEditor
        name={line.key}
        expression={isList && row === undefined && line.scope !== undefined ? undefined : (row?.expression ?? '')}
        note={row?.note}
        target={line.isStray ? row?.target : undefined}
        scope={isRepeated ? (line.scope ?? '') : undefined}
        error={wrong?.field === 'expression' ? wrong.message : undefined}
        language={language}
        within={withinOf(own)}
        scopeWithin={withinOf(own.slice(0, -1))}
        valueMaps={valueMaps.map(({ name, value }) => ({ name, entries: Object.keys(value as object).length }))}
        mode={edited?.mode ?? 'text'}
        onChange={(change) => edits.write(line, change)}
        onClose={close}
      />
    );
  }

  const sourceAt = useMemo(() => new Map(sourceShown.map(({ field }, at) => [field.key, at])), [sourceShown]);

  return (
    <div className="mapper-columns" data-text={text !== undefined || undefined}>
      <SourceColumn
        lines={sourceShown}
        list={sourceList}
        search={sourceSearch}
        picked={picked?.key}
        used={used}
        lit={lit}
        readOnly={readOnly || text !== undefined}
        onSearch={setSourceSearch}
        onOpen={(field, isOpen) => setOpenSources((old) => new Map(old).set(field.key, isOpen))}
        onPick={pick}
        onDrag={setDragged}
        onHover={(key) => setHover({ source: key })}
      />
      {text === undefined ? (
        <>
          <MapperLines
            asked={{ sources: sourceShown, sourceAt, targets: targetShown, reads, strong: lookedAt, strongSource: hover.source }}
            left={sourceList.view}
            right={targetList.view}
          />
          <TargetColumn
            lines={targetShown}
            list={targetList}
            search={targetSearch}
            filter={filter}
            counts={{ ...filled, wrong: findings.wrong.size }}
            problems={findings.whole}
            isHigher={(line) => edited?.key === line.key || findings.of(line.row).length > 0}
            drawLine={drawLine}
            onSearch={setTargetSearch}
            onFilter={(next) => setSearch({ fields: next === 'all' ? undefined : next })}
            onKey={press}
            onOpen={on.open}
          />
        </>
      ) : (
        text
      )}
      <PreviewColumn choices={input.choices} chosen={input.chosen} state={laterPreview} onChoose={choose} />
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </div>
  );
}

const NO_FAULTS: { readonly [row: number]: string } = {};
const NONE_WRONG: ReadonlySet<number> = new Set();
const NO_PROPOSALS: ReadonlyMap<string, Proposal> = new Map();

/** The rows as they were when another field was filled or emptied last: their texts may be older. */
function useShaped(rows: readonly MapRow[]): readonly MapRow[] {
  const kept = useRef(rows);
  if (!isSameShape(kept.current, rows)) kept.current = rows;
  return kept.current;
}

function shownProposal({ expression, target }: Proposal): TargetRowProps['proposal'] {
  return { expression, isList: target.kind === 'list' };
}

/** All lists around, as one. */
function withinOf(scopes: readonly (string | undefined)[]): string | undefined {
  const known = scopes.filter((scope) => scope !== undefined && scope !== '');
  return known.length === 0 ? undefined : known.map((scope) => (known.length === 1 ? scope : `(${scope})`)).join('.');
}

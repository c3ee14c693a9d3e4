/** One line of the target: name and type, what fills it as chips or what is proposed, its value, what can be done. */
import {
  IconAlertTriangle,
  IconCheck,
  IconChevronDown,
  IconChevronRight,
  IconCircleX,
  IconMathFunction,
  IconNote,
  IconPencil,
  IconX,
} from '@tabler/icons-react';
import { type ComponentPropsWithoutRef, memo, type ReactNode } from 'react';
import type { MapRow } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import { spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import { ExpressionChips } from './expression-chips.tsx';
import { targetText } from './map-rows.ts';
import { RowButton } from './row-button.tsx';
import type { TargetLine } from './target-lines.ts';

export interface LineFinding {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly help: string;
  /** The text that mends it. */
  readonly fixed?: string;
  readonly field: 'expression' | 'scope' | 'target';
}

export interface TargetRowProps {
  readonly line: TargetLine;
  readonly index: number;
  readonly isActive: boolean;
  readonly row: MapRow | undefined;
  /** Of the sample; undefined: nothing, or not known yet. */
  readonly value: Json | undefined;
  readonly isComputed: boolean;
  readonly proposal: { readonly expression: string; readonly isList: boolean } | undefined;
  readonly findings: readonly LineFinding[];
  /** A field is dragged over it, or has been picked. */
  readonly takes: boolean;
  readonly readOnly: boolean;
  readonly isEdited: boolean;
  /** What the line opens to while it is edited. */
  readonly children?: ReactNode;
  readonly on: LineActions;
}

export interface LineActions {
  activate(index: number, byButton: boolean): void;
  open(line: TargetLine, isOpen: boolean): void;
  edit(line: TargetLine, what: 'text' | 'functions'): void;
  clear(line: TargetLine): void;
  accept(line: TargetLine): void;
  drop(line: TargetLine): void;
  hover(key: string | undefined): void;
  mend(line: TargetLine, finding: LineFinding): void;
}

export const TargetRow = memo(function TargetRow(props: TargetRowProps) {
  const { line, index, isActive, row, value, isComputed, proposal, findings, takes, readOnly, isEdited, children, on } = props;
  const { field, level, hasFields, isOpen, scope, isMissing, isStray } = line;
  const name = isStray ? field.name : targetText(line.target);
  const isFilled = row !== undefined && row.expression.trim() !== '';
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const [worst] = findings;
  const canBuild = !readOnly && !isStray && (field.kind !== 'list' || isFilled);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active line
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys
    // biome-ignore lint/a11y/useSemanticElements: lines are no table: only those in view are drawn
    <div
      id={`mapper-target-${index}`}
      role="row"
      className="mapper-target-line"
      aria-rowindex={index + 1}
      aria-level={level}
      aria-expanded={hasFields ? isOpen : undefined}
      aria-selected={isActive}
      data-active={isActive || undefined}
      data-takes={takes || undefined}
      data-edited={isEdited || undefined}
      // What its buttons do is theirs.
      onClick={(event) => on.activate(index, event.target instanceof Element && event.target.closest('button') !== null)}
      onPointerEnter={() => on.hover(line.key)}
      onPointerLeave={() => on.hover(undefined)}
      onDragOver={(event) => {
        if (readOnly || isStray) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDragEnter={() => on.hover(line.key)}
      onDrop={(event) => {
        event.preventDefault();
        on.drop(line);
      }}
    >
      <div className="mapper-cells">
        <Cell
          className="mapper-field"
          style={{ paddingLeft: 4 + (level - 1) * 14 }}
          title={[name, spokenName(field.title ?? ''), spokenName(field.about ?? '')].filter(Boolean).join('\n')}
        >
          <span
            className="mapper-chevron"
            aria-hidden
            onClick={(event) => {
              if (!hasFields) return;
              event.stopPropagation();
              on.open(line, !isOpen);
            }}
          >
            {hasFields && <Chevron size={13} />}
          </span>
          <span className="mapper-name" data-beyond={!line.isAsked || undefined}>
            {field.name}
          </span>
          {field.required && (
            <span className="mapper-required" role="img" aria-label={t('mapper.required', 'required')}>
              *
            </span>
          )}
          <span className="mapper-type">{field.typeText}</span>
        </Cell>
        <Cell className="mapper-expression" onDoubleClick={() => !readOnly && on.edit(line, 'text')}>
          {scope !== undefined && (
            <span className="mapper-chips" title={scope}>
              <span className="mapper-chip" data-kind="sign">
                {t('mapper.for-each', 'for each')}
              </span>
              <ExpressionChips expression={scope} />
            </span>
          )}
          {isFilled ? (
            <ExpressionChips expression={row.expression} />
          ) : proposal !== undefined ? (
            <span className="mapper-proposal">
              {proposal.isList && (
                <span className="mapper-chip" data-kind="sign">
                  {t('mapper.for-each', 'for each')}
                </span>
              )}
              <ExpressionChips expression={proposal.expression} />
              {!readOnly && (
                <RowButton
                  label={t('mapper.accept', 'Accept the proposal for {name}', { name })}
                  title={t('mapper.accept-title', 'Accept (A)')}
                  isMain
                  isActive={isActive}
                  onClick={() => on.accept(line)}
                >
                  <IconCheck size={14} />
                </RowButton>
              )}
            </span>
          ) : (
            isMissing && scope === undefined && <span className="mapper-missing">{t('mapper.missing', 'required, not filled')}</span>
          )}
          {row?.note !== undefined && (
            <span className="mapper-note" title={row.note}>
              <IconNote size={13} aria-label={t('mapper.note', 'Note: {note}', { note: row.note })} role="img" />
            </span>
          )}
        </Cell>
        <Cell className="mapper-value" title={isFilled && value !== undefined ? shortValue(value, 2_000) : undefined}>
          {isFilled
            ? value === undefined
              ? isComputed && <span className="mapper-nothing">{t('mapper.nothing', 'nothing')}</span>
              : shortValue(value, 60)
            : ''}
        </Cell>
        <Cell className="mapper-actions">
          {worst !== undefined && <Finding finding={worst} />}
          {!readOnly && (
            <RowButton
              label={t('mapper.edit', 'Edit {name}', { name })}
              title={t('mapper.edit-title', 'Edit (Enter)')}
              isActive={isActive}
              onClick={() => on.edit(line, 'text')}
            >
              <IconPencil size={14} />
            </RowButton>
          )}
          {canBuild && (
            <RowButton
              label={t('mapper.functions', 'Functions for {name}', { name })}
              title={t('mapper.functions-title', 'Functions, value maps, units (F)')}
              isActive={isActive}
              onClick={() => on.edit(line, 'functions')}
            >
              <IconMathFunction size={14} />
            </RowButton>
          )}
          {!readOnly && (row !== undefined || scope !== undefined) && (
            <RowButton
              label={t('mapper.clear', 'Clear {name}', { name })}
              title={t('mapper.clear-title', 'Clear (Delete)')}
              isActive={isActive}
              onClick={() => on.clear(line)}
            >
              <IconX size={14} />
            </RowButton>
          )}
        </Cell>
      </div>
      {findings.map((finding) => (
        <Cell key={`${finding.field} ${finding.message}`} className="mapper-finding" data-severity={finding.severity}>
          {finding.message} <span>{finding.help}</span>
          {finding.fixed !== undefined && !readOnly && (
            <button
              type="button"
              className="mapper-mend"
              tabIndex={isActive ? 0 : -1}
              title={finding.fixed}
              onClick={() => on.mend(line, finding)}
            >
              {t('problems.mend', 'Apply fix')}
            </button>
          )}
        </Cell>
      ))}
      {isEdited && <Cell className="mapper-editor">{children}</Cell>}
    </div>
  );
});

/** The row has the focus, its cells have none of their own. */
function Cell(props: ComponentPropsWithoutRef<'div'>) {
  // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active line
  // biome-ignore lint/a11y/useSemanticElements: lines are no table: only those in view are drawn
  return <div role="gridcell" {...props} />;
}

function Finding({ finding: { severity, message } }: { readonly finding: LineFinding }) {
  const Icon = severity === 'error' ? IconCircleX : IconAlertTriangle;
  return (
    <span className={`problem-${severity} mapper-mark`} title={message}>
      <Icon size={15} role="img" aria-label={severity === 'error' ? t('problems.error', 'error') : t('problems.warning', 'warning')} />
    </span>
  );
}

/** As it would be read in a table: texts without quotes, of lists the first items. */
export function shortValue(value: Json, most: number): string {
  const text = Array.isArray(value)
    ? (value as readonly Json[]).slice(0, 4).map(oneValue).join(' · ') + (value.length > 4 ? ` … (${value.length})` : '')
    : oneValue(value);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function oneValue(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

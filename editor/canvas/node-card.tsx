/** A node as a card: plain elements of fixed size, one handle in, one per port out. Drawn again only when its own data changes. */
import { IconX } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { type CSSProperties, memo } from 'react';
import { t } from '../text.ts';
import { lookOf } from '../ui/states.ts';
import { CARD_HEIGHT, type CanvasCount, type CanvasNode } from './canvas-types.ts';
import { iconMask } from './icon-mask.ts';

export interface NodeCardData extends Record<string, unknown> {
  readonly node: CanvasNode;
  readonly connectable: boolean;
}

export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps & { readonly data: NodeCardData }) {
  const { node, connectable } = data;
  const look = node.status === undefined ? undefined : lookOf(node.status.state);
  return (
    <div
      className="card"
      data-category={node.category}
      data-state={node.status?.state}
      data-color={look?.color}
      data-change={node.change}
      data-selected={selected || undefined}
    >
      {!node.trigger && <Handle type="target" position={Position.Left} isConnectable={connectable} />}
      <div className="card-head">
        <span className="card-icon" style={iconMask(node.icon)} aria-hidden />
        <span className="card-label">{node.label}</span>
        <Marks node={node} />
      </div>
      <div className="card-about">
        {look === undefined ? (
          node.about
        ) : node.status?.counts !== undefined ? (
          <Counts counts={node.status.counts} />
        ) : (
          <span className="card-status">
            <look.Icon size={13} aria-hidden />
            {look.label}
            {node.status?.text !== '' && ` · ${node.status?.text}`}
          </span>
        )}
      </div>
      {node.ports.map((port, i) => (
        <Handle
          key={port.name}
          id={port.name}
          type="source"
          position={Position.Right}
          isConnectable={connectable}
          className={`port port-${port.kind}`}
          style={portStyle(i, node.ports.length)}
          title={port.label}
        />
      ))}
    </div>
  );
});

function Counts({ counts }: { readonly counts: readonly CanvasCount[] }) {
  return (
    <span className="card-counts">
      {counts.map(({ state, count }) => {
        const { Icon, label } = lookOf(state);
        return (
          <span key={state} title={label}>
            <Icon size={13} aria-hidden />
            {count}
          </span>
        );
      })}
    </span>
  );
}

function Marks({ node: { problems, change } }: { readonly node: CanvasNode }) {
  return (
    <>
      {problems !== undefined && problems.errors > 0 && (
        <span className="card-mark card-errors">
          <IconX size={10} aria-label={t('card.errors', 'errors')} /> {problems.errors}
        </span>
      )}
      {problems !== undefined && problems.errors === 0 && problems.warnings > 0 && (
        <span className="card-mark card-warnings">! {problems.warnings}</span>
      )}
      {change !== undefined && <span className="card-mark">{CHANGE_SIGNS[change]}</span>}
    </>
  );
}

const CHANGE_SIGNS = { added: '+', changed: '~', removed: '−' } as const;

/** Ports stand evenly along the right side. */
function portStyle(i: number, count: number): CSSProperties {
  return { top: ((i + 1) * CARD_HEIGHT) / (count + 1) };
}

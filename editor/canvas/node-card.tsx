/** A node as a card: plain elements of given size, one way in, one handle per way out. Drawn again only when its own data changes. */
import { IconPlus, IconX } from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { createContext, memo, useContext } from 'react';
import { t } from '../text.ts';
import { lookOf } from '../ui/states.ts';
import type { CanvasCount, CanvasNode } from './canvas-types.ts';
import { cardHeight, FIRST_PORT_TOP, portTop } from './card-size.ts';
import { iconMask } from './icon-mask.ts';

export interface NodeCardData extends Record<string, unknown> {
  readonly node: CanvasNode;
  readonly editable: boolean;
}

/** Something shall follow this way out; the element says where on the screen. */
export type Append = (nodeId: string, port: string, element: Element) => void;
export const AppendContext = createContext<Append>(() => {});

export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<Node<NodeCardData>>) {
  const { node, editable } = data;
  const look = node.status === undefined ? undefined : lookOf(node.status.state);
  return (
    <div
      className="card"
      style={{ height: cardHeight(node) }}
      data-category={node.category}
      data-state={node.status?.state}
      data-color={look?.color}
      data-change={node.change}
      data-selected={selected || undefined}
    >
      {!node.trigger && <Handle type="target" position={Position.Left} isConnectable={editable} style={{ top: FIRST_PORT_TOP }} />}
      <div className="card-head">
        <span className="card-icon" style={iconMask(node.icon)} aria-hidden />
        <span className="card-label" title={node.label}>
          {node.label}
        </span>
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
          isConnectable={editable}
          className={`port port-${port.kind}`}
          style={{ top: portTop(i) }}
          title={port.label}
        />
      ))}
      {editable && selected && <AppendButtons node={node} />}
    </div>
  );
});

/** A plus beside every way out that leads nowhere, with its name where there are several. */
function AppendButtons({ node }: { readonly node: CanvasNode }) {
  const append = useContext(AppendContext);
  return (
    <>
      {node.ports.map(
        (port, i) =>
          node.freePorts?.includes(port.name) === true && (
            <button
              key={port.name}
              type="button"
              tabIndex={-1}
              className="card-append nodrag nopan"
              style={{ top: portTop(i) }}
              aria-label={t('card.append', 'Add a node after {port}', { port: port.label })}
              onClick={(event) => {
                event.stopPropagation();
                append(node.id, port.name, event.currentTarget);
              }}
            >
              <IconPlus size={10} aria-hidden />
              {node.ports.length > 1 && <span>{port.label}</span>}
            </button>
          ),
      )}
    </>
  );
}

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

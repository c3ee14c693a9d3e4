/** A node as a card: plain elements of given size, one way in, one handle per way out. Drawn again only when its own data changes. */
import { IconPin, IconPlus, IconX } from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { createContext, memo, useCallback, useContext, useSyncExternalStore } from 'react';
import { t } from '../text.ts';
import { lookOf } from '../ui/states.ts';
import type { CanvasCount, CanvasNode, CanvasStatus } from './canvas-types.ts';
import { cardHeight, FIRST_PORT_TOP, portTop } from './card-size.ts';
import { iconMask } from './icon-mask.ts';
import type { StatusStore } from './status-store.ts';

export interface NodeCardData extends Record<string, unknown> {
  readonly node: CanvasNode;
  readonly editable: boolean;
  /** Out of sight: only where wires leave and arrive. */
  readonly bare: boolean;
  /** Of the element that holds the card's name for those who do not see it. */
  readonly nameId: string;
}

/** What runs do here, apart from the drawing; left out, a node's own status is all there is. */
export const StatusContext = createContext<StatusStore | undefined>(undefined);

/** While a wire is drawn: the cards that it cannot lead to. */
export const UnfitContext = createContext<ReadonlySet<string> | undefined>(undefined);

/** Something shall follow this way out; the element says where on the screen. */
export type Append = (nodeId: string, port: string, element: Element) => void;
export const AppendContext = createContext<Append>(() => {});

export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<Node<NodeCardData>>) {
  return data.bare ? (
    <Handles node={data.node} ports={data.node.ports.filter(({ name }) => data.node.freePorts?.includes(name) !== true)} editable={false} />
  ) : (
    <FullCard {...data} selected={selected} />
  );
});

/** One way in, and a way out each. */
function Handles({ node, ports, editable }: Pick<NodeCardData, 'node' | 'editable'> & Pick<CanvasNode, 'ports'>) {
  return (
    <>
      {!node.trigger && <Handle type="target" position={Position.Left} isConnectable={editable} style={{ top: FIRST_PORT_TOP }} />}
      {ports.map((port) => (
        <Handle
          key={port.name}
          id={port.name}
          type="source"
          position={Position.Right}
          isConnectable={editable}
          className={`port port-${port.kind}`}
          style={{ top: portTop(node.ports.indexOf(port)) }}
          title={port.label}
        />
      ))}
    </>
  );
}

function FullCard({ node, editable, nameId, selected }: NodeCardData & { readonly selected: boolean }) {
  const status = useStatus(node);
  const unfit = useContext(UnfitContext)?.has(node.id) === true;
  const look = status === undefined ? undefined : lookOf(status.state);
  return (
    <div
      className="card"
      style={{ height: cardHeight(node) }}
      data-category={node.category}
      data-state={status?.state}
      data-color={look?.color}
      data-change={node.change}
      data-selected={selected || undefined}
      data-unfit={unfit || undefined}
    >
      <Handles node={node} ports={node.ports} editable={editable} />
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
        ) : status?.counts !== undefined ? (
          <Counts counts={status.counts} />
        ) : (
          <span className="card-status">
            <look.Icon size={13} aria-hidden />
            {look.label}
            {status?.text !== '' && ` · ${status?.text}`}
          </span>
        )}
      </div>
      {editable && selected && <AppendButtons node={node} />}
      <span id={nameId} hidden>
        {`${node.label}, ${node.about}${status === undefined ? '' : `, ${statusText(status)}`}`}
      </span>
    </div>
  );
}

const neverHeard = () => () => {};

function useStatus(node: CanvasNode): CanvasStatus | undefined {
  const store = useContext(StatusContext);
  const subscribe = useCallback((hear: () => void) => store?.onCard(node.id, hear) ?? neverHeard(), [store, node.id]);
  return useSyncExternalStore(subscribe, () => store?.get(node.id)) ?? node.status;
}

/** What the card shows, in words. */
function statusText({ state, text, counts }: CanvasStatus): string {
  return counts === undefined ? `${state} ${text}` : counts.map((one) => `${one.count} ${one.state}`).join(', ');
}

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

function Marks({ node: { problems, change, pinned } }: { readonly node: CanvasNode }) {
  return (
    <>
      {pinned === true && (
        <span className="card-mark">
          <IconPin size={12} aria-label={t('card.pinned', 'pinned')} />
        </span>
      )}
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

/**
 * A run is held by a connection, or by its own flow: as many runs are at work as the flow allows, or the flow is paused. Both stand
 * in `heldBy`; no connection's name has a colon.
 */
export type FlowHoldReason = 'flow-full' | 'flow-paused';

export function toFlowHold(flow: string): string {
  return `flow:${flow}`;
}

/** The flow that holds; undefined when it is a connection. */
export function findHoldingFlow(heldBy: string): string | undefined {
  return heldBy.startsWith('flow:') ? heldBy.slice('flow:'.length) : undefined;
}

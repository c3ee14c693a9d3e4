/**
 * What runs do at the cards, by node id: an update costs the cards that it touches and no drawing of the rest. Updates are gathered
 * and heard of once a frame, however many came.
 */
import type { CanvasStatus } from './canvas-types.ts';

export interface StatusStore {
  get(nodeId: string): CanvasStatus | undefined;
  /** From the next frame on. `undefined`: nothing happens there any more. */
  set(nodeId: string, status: CanvasStatus | undefined): void;
  /** From the next frame on these and no others. */
  replace(statuses: ReadonlyMap<string, CanvasStatus>): void;
  /** Hears when this card stands otherwise; gives back how to stop. */
  onCard(nodeId: string, hear: () => void): () => void;
  /** Hears when any card does, once a frame, after the cards; `changed` since the last time. */
  onAny(hear: (changed: ReadonlySet<string>) => void): () => void;
}

/** `first`: what is known before anything is drawn. */
export function createStatusStore(
  atNextFrame: (run: () => void) => void = (run) => requestAnimationFrame(run),
  first: ReadonlyMap<string, CanvasStatus> = new Map(),
): StatusStore {
  const known = new Map(first);
  const waiting = new Map<string, CanvasStatus | undefined>();
  const cards = new Map<string, Set<() => void>>();
  const others = new Set<(changed: ReadonlySet<string>) => void>();
  let asked = false;

  function apply(): void {
    asked = false;
    const changed = new Set<string>();
    for (const [id, status] of waiting) {
      if (isSameStatus(known.get(id), status)) continue;
      if (status === undefined) known.delete(id);
      else known.set(id, status);
      changed.add(id);
    }
    waiting.clear();
    if (changed.size === 0) return;
    for (const id of changed) for (const hear of cards.get(id) ?? []) hear();
    for (const hear of others) hear(changed);
  }

  function ask(): void {
    if (asked) return;
    asked = true;
    atNextFrame(apply);
  }

  return {
    get: (nodeId) => known.get(nodeId),
    set(nodeId, status) {
      waiting.set(nodeId, status);
      ask();
    },
    replace(statuses) {
      waiting.clear();
      for (const id of known.keys()) if (!statuses.has(id)) waiting.set(id, undefined);
      for (const [id, status] of statuses) if (!isSameStatus(known.get(id), status)) waiting.set(id, status);
      if (waiting.size > 0) ask();
    },
    onCard(nodeId, hear) {
      const hearing = cards.get(nodeId) ?? new Set();
      cards.set(nodeId, hearing.add(hear));
      return () => {
        hearing.delete(hear);
        if (hearing.size === 0) cards.delete(nodeId);
      };
    },
    onAny(hear) {
      others.add(hear);
      return () => void others.delete(hear);
    },
  };
}

function isSameStatus(a: CanvasStatus | undefined, b: CanvasStatus | undefined): boolean {
  return a?.state === b?.state && a?.text === b?.text && JSON.stringify(a?.counts) === JSON.stringify(b?.counts);
}

/** The last step for planned orders before a draft is saved: which really changed, and their new stamp. */
import type { SapDraft } from '../sap-data.ts';
import { markItems } from './finish-production.ts';

/** Numbers of the planned orders that are new, changed or gone. */
export function finishPlannedOrders(draft: SapDraft, stamp: string): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const number of draft.plannedOrders.changedKeys()) {
    const [before, after] = [draft.base.plannedOrders.get(number), draft.plannedOrders.get(number)];
    if (JSON.stringify(before) === JSON.stringify(after)) {
      draft.plannedOrders.undo(number);
      continue;
    }
    changed.add(number);
    if (after !== undefined) draft.plannedOrders.set(number, { ...after, LastChangeDateTime: stamp });
    const { Material, ProductionPlant } = (after ?? before)!;
    if (draft.options.plannedOrdersInCheck) markItems(draft, Material, ProductionPlant);
  }
  return changed;
}

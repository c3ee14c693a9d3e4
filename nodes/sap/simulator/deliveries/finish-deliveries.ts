/** The last step for deliveries before a draft is saved: which really changed, and their next version. */
import type { SapDraft } from '../sap-data.ts';

/** Numbers of the deliveries that are new, changed or gone. */
export function finishDeliveries(draft: SapDraft): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const number of draft.deliveries.changedKeys()) {
    const [before, after] = [draft.base.deliveries.get(number), draft.deliveries.get(number)];
    if (JSON.stringify(before) === JSON.stringify(after)) {
      draft.deliveries.undo(number);
      continue;
    }
    changed.add(number);
    if (after === undefined) continue;
    const DeliveryVersion = String(Number(before?.header.DeliveryVersion ?? '0') + 1).padStart(4, '0');
    draft.deliveries.set(number, { ...after, header: { ...after.header, DeliveryVersion } });
  }
  return changed;
}

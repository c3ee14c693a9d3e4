/** Variables, value maps and master data. */
import type { Json } from '../json.ts';

/** GET …/variables, …/value-maps, …/plants, …/calendars, …/units → Page<ReferenceView>; the revision is also the `ETag` of one. */
export interface ReferenceView {
  readonly name: string;
  readonly value: Json;
  readonly revision: number;
  readonly changedAt: string;
}

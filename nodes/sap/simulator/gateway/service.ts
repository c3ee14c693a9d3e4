/** What a service gives to the gateway: a model, and for each entity set where its rows come from and go to. */
import type { SapData, SapDraft } from '../sap-data.ts';
import type { ServiceModel } from './model.ts';

/**
 * Values inside the simulator: decimals as padded text, plain dates `YYYY-MM-DD`, instants ISO with up to seven places, times
 * `HH:MM:SS`, codes with their leading zeros. The gateway turns them into wire format by the model.
 */
export type Value = string | number | boolean | null;

/** One entity; properties that the model does not name stay inside. */
export type Row = { readonly [property: string]: Value };

/** An entity with what hangs on it, as a deep insert sends it and a deep answer returns it. */
export interface DeepRow {
  readonly row: Row;
  readonly children: { readonly [navigation: string]: readonly DeepRow[] };
}

export interface ODataService {
  /** `/sap/opu/odata/sap/API_SALES_ORDER_SRV` */
  readonly path: string;
  /** Spoken as OData V4; left out: V2. Its functions are actions bound to the entity that their parameters name. */
  readonly protocol?: 'v4';
  /** As the catalogue and error bodies name it. */
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** Application component in error bodies. */
  readonly component: string;
  readonly model: ServiceModel;
  readonly sets: { readonly [name: string]: EntitySetSource };
  readonly functions: { readonly [name: string]: FunctionSource };
}

export interface EntitySetSource {
  /** Every row that agrees with `where` (inside values); may give more, the gateway filters again. */
  rows(data: SapData, where: Row): Iterable<Row>;
  etag?(row: Row): string;
  /** Which business object the row belongs to: its lock, its line in the record. */
  objectOf?(where: Row): BusinessObject;
  /** What the record calls a create of a row that belongs to an object that is there already; left out: a change of it. */
  readonly createOperation?: string;
  /** Returns the key of the new row. */
  create?(draft: SapDraft, entity: DeepRow): Row;
  /** A create that saves nothing and answers with what would be (simulation). */
  evaluate?(data: SapData, entity: DeepRow): DeepRow;
  update?(draft: SapDraft, row: Row, changes: Row): void;
  remove?(draft: SapDraft, row: Row): void;
}

export interface FunctionSource {
  /** Present where the call may change something. */
  readonly objectOf?: (parameters: Row, data?: SapData) => BusinessObject & { readonly operation: string };
  /** The entity tag that `If-Match` must name, of functions that act on an entity; throws a refusal where there is none. */
  etag?(data: SapData, parameters: Row): string;
  read?(data: SapData, parameters: Row): Row | readonly Row[];
  change?(draft: SapDraft, parameters: Row): Row | readonly Row[];
}

export interface BusinessObject {
  /** `sales-order`, `production-order`, `outbound-delivery`. */
  readonly object: string;
  readonly key: string;
}

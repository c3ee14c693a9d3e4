/** The generic contract with a production scheduler; openapi.json says the same for people who connect their own. Quantities are decimals as text, days are plain dates of the plant, instants are ISO in UTC. */

export interface DemandLine {
  /** Six digits, `000010`. */
  readonly item: string;
  readonly material: string;
  readonly plant: string;
  /** In `unit`; 0: no longer wanted. */
  readonly quantity: string;
  readonly unit: string;
  /** Material availability or goods-issue date, `YYYY-MM-DD`. */
  readonly dueDate: string;
  /** In `unit`: what had left in all when `quantity` was counted and is not in it. Left out: all that was told to have left. */
  readonly shippedBefore?: string;
}

/** What of an item has left in all, since the order was created. */
export interface ShippedLine {
  readonly item: string;
  readonly shipped: string;
  /** Any unit of the material. */
  readonly unit: string;
}

/** What one sales order wants; its revision rises with every change. No lines: nothing any more. */
export interface Demand {
  /** The sales order, ten digits. */
  readonly demandId: string;
  readonly demandRevision: number;
  readonly customerClass: 'A' | 'B' | 'C';
  /** 1 before everything else, 50 when left out, 99 last. */
  readonly priority?: number;
  readonly lines: readonly DemandLine[];
}

/** Exactly one of `demandIds`, `scope` and `demands` says what is planned. */
export interface PlanRequest {
  /** The same request id gives the same plan, however often it is sent. */
  readonly requestId: string;
  readonly mode: 'what-if' | 'firm';
  /** Demands that were told before, at their present revision. */
  readonly demandIds?: readonly string[];
  /** Every demand with a line in one of these plants; without plants: every demand. */
  readonly scope?: { readonly plants?: readonly string[] };
  /** What if demands were so? Only with `what-if`; nothing of it is kept. */
  readonly demands?: readonly Demand[];
  /** Operations that begin within so many days stay where they are. */
  readonly frozenFenceDays?: number;
  readonly callbackUrl?: string;
  readonly options?: { readonly allowSplit?: boolean; readonly alternativePlants?: boolean };
}

export interface ScheduledOperation {
  readonly operation: string;
  /** A single machine, `H-ASM01/2`. */
  readonly resource: string;
  readonly workCentre: string;
  readonly start: string;
  readonly end: string;
}

/** So much on this day from this plant. */
export interface DeliveryPart {
  readonly quantity: string;
  readonly date: string;
  readonly plant: string;
}

export interface LineCommitment {
  readonly item: string;
  readonly quantity: string;
  readonly unit: string;
  readonly requestedDate: string;
  /** Of the last part. */
  readonly committedDate: string;
  readonly onTime: boolean;
  /** More than one when a split was accepted. */
  readonly parts: readonly DeliveryPart[];
  readonly operations: readonly ScheduledOperation[];
  /** Why it is late and what stands in the way. */
  readonly reason?: OfferReason;
  readonly blocking?: string;
}

export type OfferReason = 'capacity' | 'material' | 'calendar' | 'invalid-data';

export interface Offer {
  readonly kind: 'later-full' | 'split' | 'other-plant';
  readonly item: string;
  readonly parts: readonly DeliveryPart[];
}

export interface DemandAnswer {
  readonly demandId: string;
  readonly demandRevision: number;
  /** `offers`: a line is late and somebody has to choose; until then `lines` says when it would come. */
  readonly outcome: 'committed' | 'offers' | 'infeasible';
  /** Of the latest line. */
  readonly committedDate?: string;
  /** Where a plan moved it: what was committed before. */
  readonly previousDate?: string;
  readonly lines: readonly LineCommitment[];
  readonly offers: readonly Offer[];
  readonly reason?: OfferReason;
  /** Resource or material that stands in the way. */
  readonly blocking?: string;
  /** Of the whole order, from the plants that were asked for. */
  readonly earliestDate?: string;
}

export interface PlanAnswer {
  readonly planId: string;
  readonly requestId: string;
  readonly mode: PlanRequest['mode'];
  readonly status: 'waiting' | 'running' | 'done' | 'failed';
  /** Rises with every firm plan; set when done. A what-if names the plan it was held against. */
  readonly planVersion?: number;
  readonly demands: readonly DemandAnswer[];
  /** Every other order whose dates moved. */
  readonly displaced: readonly DemandAnswer[];
  readonly error?: string;
  /** A planner made the what-if firm, or accepted offers. */
  readonly released?: { readonly by: string; readonly at: string };
}

/** The planner's word on a finished plan: make it firm, with these offers accepted. */
export interface ReleaseRequest {
  readonly releasedBy: string;
  readonly accept?: readonly { readonly demandId: string; readonly item: string; readonly kind: Offer['kind'] }[];
}

/** What a plan changed for one order. */
export interface ChangedCommitment extends DemandAnswer {
  readonly displaced: boolean;
}

/** What is sent to whoever listens after each firm plan: every commitment that changed. */
export interface CommitmentMessage {
  readonly type: 'commitments-changed';
  readonly planVersion: number;
  readonly at: string;
  readonly commitments: readonly ChangedCommitment[];
}

export interface PromiseRequest {
  readonly material: string;
  readonly plant: string;
  readonly quantity: string;
  readonly unit: string;
  readonly requestedDate: string;
}

export interface PromiseAnswer {
  readonly binding: false;
  readonly asOf: string;
  /** All of it on the requested date. */
  readonly available: boolean;
  /** When all of it is there. */
  readonly promiseDate?: string;
  /** What could come when; the first part may be on time although the whole is not. */
  readonly lines: readonly (DeliveryPart & { readonly source: 'stock' | 'plan' })[];
  readonly reason?: OfferReason;
  readonly blocking?: string;
}

/** A machine or a whole work centre does not work. */
export interface Downtime {
  readonly id: string;
  /** `H-ASM01` for both machines of it, `H-ASM01/2` for one. */
  readonly resource: string;
  readonly from: string;
  readonly to: string;
  readonly reason?: string;
}

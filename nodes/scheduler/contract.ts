/** The generic contract with a production scheduler; openapi.json says the same for people who connect their own. Quantities are decimals as text, days are plain dates of the plant. */

export interface DemandLine {
  /** Six digits, `000010`. */
  readonly item: string;
  readonly material: string;
  readonly plant: string;
  readonly quantity: string;
  readonly unit: string;
  /** Material availability or goods-issue date, `YYYY-MM-DD`. */
  readonly dueDate: string;
}

/** What one sales order wants; its revision rises with every change. */
export interface Demand {
  /** The sales order, ten digits. */
  readonly demandId: string;
  readonly demandRevision: number;
  readonly customerClass: 'A' | 'B' | 'C';
  readonly lines: readonly DemandLine[];
}

export interface PlanRequest {
  /** The same request id gives the same plan, however often it is sent. */
  readonly requestId: string;
  readonly mode: 'what-if' | 'firm';
  readonly demandIds: readonly string[];
  /** Operations that begin within so many days stay where they are. */
  readonly frozenFenceDays?: number;
  readonly callbackUrl?: string;
  readonly options?: { readonly allowSplit?: boolean; readonly alternativePlants?: boolean };
}

export interface ScheduledOperation {
  readonly operation: string;
  readonly resource: string;
  /** ISO instants. */
  readonly start: string;
  readonly end: string;
}

export interface LineCommitment {
  readonly item: string;
  readonly quantity: string;
  readonly unit: string;
  readonly requestedDate: string;
  readonly committedDate: string;
  readonly onTime: boolean;
  readonly operations: readonly ScheduledOperation[];
}

export type OfferReason = 'capacity' | 'material' | 'calendar' | 'invalid-data';

export interface Offer {
  readonly kind: 'later-full' | 'split' | 'other-plant';
  readonly item: string;
  readonly parts: readonly { readonly quantity: string; readonly date: string; readonly plant: string }[];
}

export interface DemandAnswer {
  readonly demandId: string;
  readonly demandRevision: number;
  readonly outcome: 'committed' | 'offers' | 'infeasible';
  /** Of the latest line. */
  readonly committedDate?: string;
  readonly lines: readonly LineCommitment[];
  readonly offers: readonly Offer[];
  readonly reason?: OfferReason;
  /** Resource or material that stands in the way. */
  readonly blocking?: string;
  readonly earliestDate?: string;
}

export interface PlanAnswer {
  readonly planId: string;
  readonly requestId: string;
  readonly mode: PlanRequest['mode'];
  readonly status: 'waiting' | 'running' | 'done' | 'failed';
  /** Rises with every firm plan; set when done. */
  readonly planVersion?: number;
  readonly demands: readonly DemandAnswer[];
  /** Every other order whose dates moved. */
  readonly displaced: readonly DemandAnswer[];
  readonly error?: string;
}

/** What is sent to whoever listens after each firm plan: every commitment that changed. */
export interface CommitmentMessage {
  readonly type: 'commitments-changed';
  readonly planVersion: number;
  readonly at: string;
  readonly commitments: readonly (DemandAnswer & { readonly displaced: boolean })[];
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
  readonly available: boolean;
  readonly promiseDate?: string;
  readonly reason?: OfferReason;
  readonly blocking?: string;
}

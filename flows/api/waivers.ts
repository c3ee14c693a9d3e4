/** What the API answers about waivers: `GET /api/waivers` → Page<WaiverView>, `POST /api/waivers`, `…/grant`, `…/decline`, `…/end`. */

export const WAIVER_STATES = ['requested', 'granted', 'declined', 'ended'] as const;
export type WaiverState = (typeof WAIVER_STATES)[number];

/** A flow may use a node type past the system API, until a day. */
export interface WaiverView {
  readonly waiverId: string;
  readonly flowId: string;
  readonly nodeType: string;
  readonly reason: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly until: string;
  /** Its last day is over. */
  readonly over: boolean;
  readonly state: WaiverState;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly decisionReason?: string;
  readonly endedBy?: string;
  readonly endedAt?: string;
  readonly endReason?: string;
  /** You, now. */
  readonly mayDecide: boolean;
  readonly mayEnd: boolean;
}

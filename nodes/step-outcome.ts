import type { Json } from '#flows/json.ts';

/** How an attempt ends (STP-6); errors are thrown. */
export type StepOutcome =
  | {
      readonly kind: 'done';
      readonly port: string;
      readonly output: Json;
      /** The answer to a synchronous caller, committed with the step (INT-5). */
      readonly reply?: { readonly status: number; readonly body: Json; readonly headers?: { readonly [name: string]: string } };
      /** Committed together with the runs that they start (WAI-2). */
      readonly emit?: readonly { readonly type: string; readonly subject?: string; readonly data: Json; readonly id?: string }[];
      readonly exception?: RaisedException;
      /** Moved in the step's commit, as long as it is further then, too (WAI-4). */
      readonly watermark?: { readonly name: string; readonly key: string; readonly value: Json; readonly seen: readonly string[] };
      /** The next run of the lane may begin although this one goes on (LAN-4). */
      readonly releaseLane?: boolean;
    }
  | { readonly kind: 'again'; readonly afterMs: number; readonly state: Json }
  | { readonly kind: 'wait'; readonly for: WaitFor };

export type WaitFor =
  | { readonly kind: 'delay'; readonly untilMs: number }
  | {
      readonly kind: 'callback';
      readonly timeoutMs?: number /** Poll beside the callback, whichever comes first. */;
      readonly pollMs?: number;
      readonly state?: Json;
    }
  | { readonly kind: 'event'; readonly event: string; readonly correlation: string; readonly timeoutMs?: number }
  | {
      readonly kind: 'collect';
      readonly key: string;
      readonly member: {
        /** The same again is the same member. */
        readonly id: string;
        readonly value: Json;
        readonly order?: string | number;
        readonly weight?: number;
        /** How many are to come in all. */
        readonly count?: number;
        readonly completes?: boolean;
      };
      /** Since the first. */
      readonly timeoutMs: number;
      /** Since the last. */
      readonly quietMs?: number;
      /** Sum of the weights at which it goes on. */
      readonly size?: number;
      readonly late: 'new-group' | 'refuse';
    }
  | {
      readonly kind: 'approval';
      readonly role: string;
      readonly title: string;
      readonly detail?: Json;
      readonly choices: readonly string[];
      readonly timeoutMs?: number;
    };

export interface RaisedException {
  readonly title: string;
  readonly owner: string;
  readonly detail?: Json;
  readonly dueInMs?: number;
  readonly runbook?: string;
  readonly key?: string;
}

/** What a step gets of the shell: `step-host.ts` makes it, `step-context.ts` and `step-ledger.ts` use it. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { EffectRow, TraceBody } from '#flows/trace.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import type { KnownWatermark, MasterPublisher, StepContext, StepLookup } from '#nodes/step.ts';
import type { ActiveRun } from './active-run.ts';
import type { Attempt } from './attempt.ts';

export interface StepHost {
  /** When this engine began, epoch ms: no call of an earlier one is waited for since then. */
  readonly beganAt: number;
  nowIso(): string;
  /** How long an attempt may take. */
  timeoutMs(attempt: Attempt): number;
  /** Appends an event of the attempt and, with it, a change of rows. */
  record(run: ActiveRun, event: TraceBody, change?: Parameters<ActiveRun['changes']['push']>[0]): void;
  flush(run: ActiveRun): Promise<void>;
  findEffect(effectKey: string): EffectRow | undefined;
  openConnection(run: ActiveRun, attempt: Attempt): ConnectionAccess;
  isWithheld(run: ActiveRun, attempt: Attempt): boolean;
  isWatched(environment: string, objectType: string): boolean;
  redact(environment: string, connection: string, value: Json): Json;
  /** What others see of the run beside its journal. */
  cleanShown(runId: string, value: Json): Json;
  lookup(run: ActiveRun, attempt: Attempt): StepLookup;
  masterData(run: ActiveRun): MasterPublisher;
  watermark(run: ActiveRun, name: string, key: string): KnownWatermark;
  runCode(run: ActiveRun, attempt: Attempt, code: string, input: Json): ReturnType<StepContext['runCode']>;
  callbackAddress(token: string): string;
  readonly callbackKey: Uint8Array;
  log(run: ActiveRun, path: string, message: string, fields: JsonObject | undefined): void;
}

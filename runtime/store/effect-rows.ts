/** The effect table's row and the EffectRow that engine, exchange view and search see. */
import type { EffectState, RunError } from '#flows/run.ts';
import type { EffectRow } from '#flows/trace.ts';
import type { BlobStore } from './blobs.ts';
import { payloadFromText } from './payload-text.ts';

/** Which payload columns of a row hold a blob reference. */
export const BLOB_BIT = { request: 1, answer: 2, before: 4 } as const;

export const EFFECT_COLUMNS = `effect.effect_key, run.run_id, path, ordinal, epoch, kind, operation, connection, effect.state, request, answer, before, effect.error, blobs, intended_at, settled_at, attempt, open_since,
   (SELECT json_group_array(json_object('flow', echo.flow, 'message', echo.message, 'at', echo.at)) FROM echo
    WHERE echo.run = effect.run AND echo.effect_key = effect.effect_key AND echo.dropped = 1) AS echoes`;

/** Effects of `run`: their keys begin with the run whose retries share them (STP-3), so they are found by their own. */
export const OF_RUN = `effect.effect_key >= coalesce(run.origin_run_id, run.run_id) || '/'
   AND effect.effect_key < coalesce(run.origin_run_id, run.run_id) || '0' AND +effect.run = run.number`;

export interface StoredEffect {
  readonly effect_key: string;
  readonly run_id: string;
  readonly path: string;
  readonly ordinal: number;
  readonly epoch: number;
  readonly kind: string;
  readonly operation: string;
  readonly connection: string;
  readonly state: string;
  readonly request: string;
  readonly answer: string | null;
  readonly before: string | null;
  readonly error: string | null;
  readonly blobs: number;
  readonly intended_at: string;
  readonly settled_at: string | null;
  readonly attempt: number;
  readonly open_since: string | null;
  readonly echoes: string;
}

export function toEffectRow(row: StoredEffect, blobs: BlobStore): EffectRow {
  const payload = (text: string, bit: number) => payloadFromText(text, (row.blobs & bit) !== 0, blobs);
  return {
    effectKey: row.effect_key,
    runId: row.run_id,
    path: row.path,
    ordinal: row.ordinal,
    epoch: row.epoch,
    kind: row.kind as EffectRow['kind'],
    operation: row.operation,
    connection: row.connection,
    state: row.state as EffectState,
    request: payload(row.request, BLOB_BIT.request),
    ...(row.answer === null ? {} : { answer: payload(row.answer, BLOB_BIT.answer) }),
    ...(row.before === null ? {} : { before: payload(row.before, BLOB_BIT.before) }),
    ...(row.error === null ? {} : { error: JSON.parse(row.error) as RunError }),
    intendedAt: row.intended_at,
    ...(row.settled_at === null ? {} : { settledAt: row.settled_at }),
    attempt: row.attempt,
    ...(row.open_since === null ? {} : { openSince: row.open_since }),
    ...(row.echoes === '[]' ? {} : { echoes: JSON.parse(row.echoes) as NonNullable<EffectRow['echoes']> }),
  };
}

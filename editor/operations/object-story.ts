/** What happened to one business object, told run by run: what each has written where, and which milestones it reached. Pure. */
import type { ObjectTimeline, WriteSummary } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { EffectRow } from '#flows/trace.ts';

export interface StoryChapter {
  readonly run: RunSummary;
  /** In the order in which they were meant to be sent. */
  readonly writes: readonly StoryWrite[];
  readonly milestones: readonly string[];
}

export interface StoryWrite extends WriteSummary {
  /** What the ledger knows besides: only with the right to payloads, and only of writes about this object. */
  readonly detail?: Pick<EffectRow, 'answer' | 'error'>;
}

/** Newest run first, as the API gives them. */
export function tellStory({ runs, milestones, writes }: ObjectTimeline, ledger: readonly EffectRow[]): readonly StoryChapter[] {
  const details = new Map(ledger.map((row) => [row.effectKey, row]));
  return runs.map((run) => ({
    run,
    writes: writes
      .filter(({ runId }) => runId === run.runId)
      .map((write) => {
        const detail = details.get(write.effectKey);
        return detail === undefined ? write : { ...write, detail };
      }),
    milestones: milestones.filter(({ runId }) => runId === run.runId).map(({ milestone }) => milestone),
  }));
}

export interface FieldChange {
  readonly at: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** What the other system says has changed, where its answer says so: `changes: [{ at, field, from, to }]`. */
export function changesIn(answer: Json | undefined): readonly FieldChange[] {
  const changes = isObject(answer) ? answer['changes'] : undefined;
  if (!Array.isArray(changes)) return [];
  return changes.flatMap((change) => {
    if (!isObject(change) || typeof change['field'] !== 'string') return [];
    return [{ at: textOf(change['at']), field: change['field'], from: textOf(change['from']), to: textOf(change['to']) }];
  });
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

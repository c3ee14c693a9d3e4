/** Taking messages: refused where there is no room or no disk, else prepared, merged where the lane says so, and accepted in one transaction. */
import type { Alongside, StartRequest, StartResult } from '../engine/engine.ts';
import { type EngineReads, StorageError } from '../store/engine-rows.ts';
import type { Committer } from './committer.ts';
import type { HeadStarts } from './head-start.ts';
import { type AcceptOptions, type AsException, IntakeRefused, type Intaker, MergeOutdated, type Prepared, refuse } from './intake.ts';
import type { EngineLimits } from './parts.ts';
import type { StorageWatch } from './storage-watch.ts';

export interface StartsParts {
  readonly reads: EngineReads;
  readonly limits: EngineLimits;
  readonly committer: Committer;
  readonly intake: Intaker;
  readonly headStarts: HeadStarts;
  readonly storage: StorageWatch;
  readonly draining: () => boolean;
}

export type StartMany = (requests: readonly StartRequest[], alongside?: Alongside) => Promise<readonly StartResult[]>;

/** After so many others came in between, or the merge itself failed, the run queues behind those that it would have taken in. */
const MOST_MERGE_ATTEMPTS = 4;

export function createStartMany({ reads, limits, committer, intake, headStarts, storage, draining }: StartsParts): StartMany {
  return startMany;

  async function startMany(requests: readonly StartRequest[], alongside?: Alongside): Promise<readonly StartResult[]> {
    if (draining())
      return requests.map(() => refuse(503, 'stopping', 'The runtime is stopping. Send the message again.', limits.retryAfterMs));
    if (storage.state === 'failed')
      return requests.map(() => refuse(503, 'storage-failed', 'The store failed; it needs an administrator.', limits.retryAfterMs));
    if (exceeds(reads.countOpenRuns(), requests.length, limits.openRuns))
      return requests.map(() =>
        refuse(503, 'backlog-full', 'Too many runs wait already. Send the message again later.', limits.retryAfterMs),
      );
    const full = requests.find(({ environment, flow }) =>
      exceeds(reads.countOpenOf(environment, flow), requests.length, limits.openRunsOfFlow),
    );
    if (full !== undefined) {
      const message = `Too many runs of "${full.flow}" wait already in ${full.environment}. Send the message again later.`;
      return requests.map(() => refuse(429, 'flow-backlog-full', message, limits.retryAfterMs));
    }
    const prepared: (Prepared | AsException)[] = [];
    for (const request of requests) {
      const one = intake.prepare(request);
      // Whole or not at all: a sender that gets an error sends all of it again.
      if (one.kind === 'refused') return requests.map(() => one);
      prepared.push(one);
    }
    const beginNow = requests.length === 1 && requests[0]!.synchronous === true;
    const [first] = prepared;
    const headStart = beginNow && first?.kind === 'prepared' ? await headStarts.begin(first) : undefined;
    try {
      return await accept(requests, prepared, { beginNow, ...(headStart === undefined ? {} : { headStart }) }, alongside);
    } finally {
      // A duplicate, refused, or not stored.
      if (headStart?.run.needsAcceptance !== undefined) headStarts.drop(headStart.run);
    }
  }

  async function accept(
    requests: readonly StartRequest[],
    prepared: readonly (Prepared | AsException)[],
    options: Pick<AcceptOptions, 'beginNow' | 'headStart'>,
    alongside: Alongside | undefined,
  ): Promise<readonly StartResult[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const queue = attempt > MOST_MERGE_ATTEMPTS;
        const merges: (Awaited<ReturnType<typeof intake.merge>> | undefined)[] = [];
        for (const one of prepared) merges.push(one.kind === 'prepared' && needsMerge(one) && !queue ? await intake.merge(one) : undefined);
        return await committer.transact((unit) => {
          const results = prepared.map((one, index) => {
            const merged = merges[index];
            return intake.accept(unit, one, { queue, ...options, ...(merged === undefined ? {} : { merged }) });
          });
          if (alongside !== undefined && 'shown' in alongside) {
            const { signed, shown } = alongside;
            if (signed !== undefined) unit.tx.rememberMessage(signed.message, signed.runIds(results));
            for (const state of shown) unit.tx.noteShownState(state);
          } else if (alongside !== undefined) {
            const { environment, flow, watermark } = alongside;
            unit.tx.setWatermark(environment, flow, typeof watermark === 'function' ? watermark(results) : watermark);
          }
          return results;
        });
      } catch (error) {
        if (error instanceof MergeOutdated) continue;
        if (error instanceof IntakeRefused) return requests.map(() => error.refusal);
        const refused = storageRefusal(error);
        return requests.map(() => refused);
      }
    }
  }

  function storageRefusal(error: unknown): StartResult {
    if (!(error instanceof StorageError)) throw error;
    storage.note(error);
    return error.code === 'disk-full'
      ? refuse(507, 'disk-full', 'There is no space to store the message. Send it again later.', limits.retryAfterMs)
      : refuse(503, 'storage-failed', 'The message could not be stored. Send it again later.', limits.retryAfterMs);
  }
}

function needsMerge({ intake: { document } }: Prepared): boolean {
  return document.lane?.whenNewer === 'coalesce' && document.lane.merge !== undefined;
}

/** A message of more events than the limit as such would never be taken: it is when nothing else is open. */
function exceeds(open: number, more: number, limit: number): boolean {
  return open > 0 && open + more > limit;
}

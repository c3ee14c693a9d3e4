/** What our writes left in Salesforce, for the echo filter (STP-5). Asked for only where changes of the object start flows. */
import type { JsonObject } from '#flows/json.ts';
import { StepError } from '../errors.ts';
import type { StepContext } from '../step.ts';
import { tokenKeeper, toLongId } from './client.ts';
import { toComparable } from './records.ts';

/** Fields that a read-back needs. */
export const OWN_STATE_FIELDS = ['Id', 'SystemModstamp', 'LastModifiedById'] as const;

/**
 * `before`: the state on which the write of this record was made; undefined where it was created; null where that is not known, for
 * then nobody can say what the write hid. `fields`: what the write set. A record that somebody else changed since is left out: it does not show ours as the last.
 * The write is done whatever becomes of the read-back.
 */
export async function noteOwnStates(
  step: StepContext,
  object: string,
  readBack: () => Promise<readonly JsonObject[]>,
  written: (record: JsonObject) => { readonly before: string | null | undefined; readonly fields: JsonObject },
): Promise<void> {
  try {
    const records = await readBack();
    const { userId } = await tokenKeeper(step.connection).get(step.connection);
    for (const record of records) {
      const { before: madeOn, fields } = written(record);
      const by = record['LastModifiedById'];
      if (madeOn === null || userId === undefined || typeof by !== 'string' || toLongId(by) !== toLongId(userId)) continue;
      step.leftBehind({
        type: object,
        key: toLongId(String(record['Id'])),
        version: stampOf(record),
        ...(madeOn === undefined ? {} : { before: madeOn }),
        author: toLongId(by),
        fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toComparable(value)])),
      });
    }
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
  }
}

/** The instant as the polling trigger names it. */
export function stampOf(record: JsonObject): string {
  return new Date(String(record['SystemModstamp'])).toISOString();
}

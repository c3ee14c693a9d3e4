/**
 * Read-only recovery (RES-6): entries of the journal that were acknowledged are gone, or are not what was written. Nobody may build on
 * that in silence: nothing is taken and nothing runs until an administrator has looked and accepts the loss with a reason.
 */
import type { RecoveryView } from '#flows/api.ts';
import { isJournalDamaged, type StoreDamage } from '../store/opening-check.ts';

export interface RecoveryMode {
  /** Why nothing is taken; undefined while everything works. */
  readonly standsStill: () => string | undefined;
  view(): RecoveryView;
  /** Audits it, then lets work begin. False: nothing stands still. */
  accept(by: string, reason: string): Promise<boolean>;
}

export interface RecoveryModeParts {
  readonly damage: StoreDamage;
  acceptDamage(by: string, reason: string): Promise<void>;
  /** Starts the engine and what feeds it; called once. */
  goOn(): Promise<void>;
}

export function createRecoveryMode({ damage, acceptDamage, goOn }: RecoveryModeParts): RecoveryMode {
  let state: RecoveryView['state'] = isJournalDamaged(damage) ? 'read-only' : 'working';
  const standsStill = () =>
    state === 'working'
      ? undefined
      : 'This installation only looks: acknowledged entries of its journal are lost or damaged. It takes nothing and runs nothing until an administrator accepts the loss.';
  return {
    standsStill,
    view: () => ({
      state,
      ...(damage.missing === undefined ? {} : { missing: damage.missing }),
      damagedRuns: [...damage.damagedRuns],
      findings: [...damage.sentences],
    }),
    async accept(by, reason) {
      if (state !== 'read-only') return false;
      state = 'going-on';
      try {
        await acceptDamage(by, reason);
        await goOn();
        state = 'working';
        return true;
      } catch (error) {
        state = 'read-only';
        throw error;
      }
    },
  };
}

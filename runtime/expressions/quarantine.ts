/**
 * Whose work ended children. A step that ended two is not tried again: one order that needs too much must not stop all others of its flow.
 * A flow version of which three steps ended one within an hour is not evaluated until the first of them is an hour ago. Forgotten when the
 * runtime starts anew.
 */
export interface Quarantine {
  /** Notes a death. Undefined while the step may be tried again. */
  blame(owner: string, step: string): 'worn-out' | undefined;
  /** What is not evaluated: this step, or its whole flow version. */
  judge(owner: string, step: string): 'worn-out' | 'quarantined' | undefined;
}

interface Death {
  readonly step: string;
  /** Epoch ms. */
  readonly at: number;
}

export const QUARANTINE_MS = 3_600_000;
/** Deaths of one step: the first may have been the machine's fault. */
const MOST_OF_A_STEP = 2;

/** Of what is only tried out: each is another's, and its death says nothing of the next. */
export const NO_QUARANTINE: Quarantine = { blame: () => undefined, judge: () => undefined };

/** `mostSteps`: so many of one owner are too many. */
export function createQuarantine(mostSteps: number, quarantineMs = QUARANTINE_MS, now: () => number = Date.now): Quarantine {
  const deaths = new Map<string, readonly Death[]>();

  function deathsOf(owner: string): readonly Death[] {
    const known = deaths.get(owner);
    if (known === undefined) return [];
    const recent = known.filter(({ at }) => now() - at < quarantineMs);
    if (recent.length === 0) deaths.delete(owner);
    else deaths.set(owner, recent);
    return recent;
  }

  const isWornOut = (recent: readonly Death[], step: string) => recent.filter((death) => death.step === step).length >= MOST_OF_A_STEP;

  return {
    blame(owner, step) {
      const recent = [...deathsOf(owner), { step, at: now() }];
      deaths.set(owner, recent);
      return isWornOut(recent, step) ? 'worn-out' : undefined;
    },
    judge(owner, step) {
      const recent = deathsOf(owner);
      if (new Set(recent.map((death) => death.step)).size >= mostSteps) return 'quarantined';
      return isWornOut(recent, step) ? 'worn-out' : undefined;
    },
  };
}

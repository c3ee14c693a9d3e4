/** Lists of values that systems were asked for: one question at a time for each list, and its answer for a short while. */
import type { OfferedOption } from '#flows/connection-manifest.ts';

export interface AskedList {
  readonly options: readonly OfferedOption[];
  /** Epoch ms. */
  readonly askedAt: number;
}

export interface OptionLists {
  /**
   * `id` stands for all that the answer depends on. Who asks while another does, or shortly after, gets the same; a failure is told to all
   * who wait for it and kept for nobody. Undefined: too many questions are under way at this `system`.
   */
  get(system: string, id: string, ask: () => Promise<readonly OfferedOption[]>): Promise<AskedList> | undefined;
}

/** Long enough for somebody who fills a form, short enough for somebody who has just added the field in the other system. */
const KEPT_MS = 60_000;
/** Of one system, at the same time: forms are no load. */
const MOST_QUESTIONS = 4;
const MOST_LISTS = 100;
/** What a list is cut at; a system has a few thousand of anything that has a name. */
const MOST_OPTIONS = 20_000;

interface Kept {
  readonly answer: Promise<AskedList>;
  /** Undefined while it is asked. */
  askedAt: number | undefined;
}

export function createOptionLists(now: () => number): OptionLists {
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, number>();

  async function ask(system: string, question: () => Promise<readonly OfferedOption[]>, entry: () => Kept): Promise<AskedList> {
    underWay.set(system, (underWay.get(system) ?? 0) + 1);
    try {
      const options = (await question()).slice(0, MOST_OPTIONS);
      const askedAt = now();
      entry().askedAt = askedAt;
      return { options, askedAt };
    } finally {
      const others = underWay.get(system)! - 1;
      if (others === 0) underWay.delete(system);
      else underWay.set(system, others);
    }
  }

  return {
    get(system, id, question) {
      const known = kept.get(id);
      if (known !== undefined && (known.askedAt === undefined || now() - known.askedAt < KEPT_MS)) return known.answer;
      if ((underWay.get(system) ?? 0) >= MOST_QUESTIONS) return undefined;
      kept.delete(id);
      // The one that was asked for the longest ago goes; one that is under way is answered all the same.
      if (kept.size >= MOST_LISTS) kept.delete(kept.keys().next().value!);
      const entry: Kept = { answer: ask(system, question, () => entry), askedAt: undefined };
      kept.set(id, entry);
      entry.answer.catch(() => kept.get(id) === entry && kept.delete(id));
      return entry.answer;
    },
  };
}

/** Who is at a place right now (a flow, a draft, a run): people see one another before they meet in a conflict. Kept in memory only. */
import type { PersonPresent } from '#flows/trace-protocol.ts';

export interface PresenceBook {
  /** Says at once who is there, and again whenever that changes. Gives how to leave. */
  enter(place: string, who: Omit<PersonPresent, 'since'>, listener: (people: readonly PersonPresent[]) => void): () => void;
}

interface Visit {
  readonly person: PersonPresent;
  readonly listener: (people: readonly PersonPresent[]) => void;
}

export function createPresenceBook(now: () => number): PresenceBook {
  const places = new Map<string, Set<Visit>>();

  function tell(place: string): void {
    const visits = places.get(place);
    if (visits === undefined) return;
    const people = peopleOf(visits);
    for (const { listener } of visits) listener(people);
  }

  return {
    enter(place, who, listener) {
      const visit: Visit = { person: { ...who, since: new Date(now()).toISOString() }, listener };
      const visits = places.get(place) ?? new Set();
      places.set(place, visits);
      visits.add(visit);
      tell(place);
      return () => {
        if (!visits.delete(visit)) return;
        if (visits.size === 0) places.delete(place);
        else tell(place);
      };
    },
  };
}

/** Somebody with two pages open is there once, since the first of them. */
function peopleOf(visits: ReadonlySet<Visit>): readonly PersonPresent[] {
  const people = new Map<string, PersonPresent>();
  for (const { person } of visits) if (!people.has(person.userId)) people.set(person.userId, person);
  return [...people.values()];
}

/** Names of taken files: when, a mark, and the name as it was dropped. They sort in the order of taking. */
export interface TakenName {
  readonly name: string;
  /** ISO instant. */
  readonly takenAt: string;
}

const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const TAKEN = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})-[a-z0-9]{4}-(.+)$/;

/** `place`: among those that are taken together, from 0; their order is kept. */
export function takenName(name: string, now: string, place: number, random: () => number = Math.random): string {
  const chance = Array.from({ length: 2 }, () => SIGNS[Math.floor(random() * SIGNS.length)]).join('');
  return `${now.replace(/[-:.Z]/g, '')}-${place.toString(36).padStart(2, '0')}${chance}-${name}`;
}

/** Undefined: somebody else put it there. */
export function readTakenName(taken: string): TakenName | undefined {
  const parts = TAKEN.exec(taken);
  if (parts === null) return undefined;
  const [, year, month, day, hours, minutes, seconds, milliseconds, name] = parts;
  return { name: name!, takenAt: `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z` };
}

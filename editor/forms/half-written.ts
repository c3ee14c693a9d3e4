/** Text of a draft's forms that is no JSON yet, kept in this browser while another node is shown or the page is left: it is nobody's to throw away. */
import { createContext } from 'react';
import type { Shelf } from '../ui/shelf.ts';

export interface HalfText {
  readonly text: string;
  /** What the value was written as when the text stopped being it: whether it has changed meanwhile shows by it. */
  readonly over: string;
}

/** Of one panel: the settings of a node, or of the flow. Places are JSON Pointers into what its form is of, or names without a slash. */
export interface HalfWritten {
  find(place: string): HalfText | undefined;
  /** Undefined: the text is the value again, or was given up. */
  keep(place: string, half: HalfText | undefined): void;
  /** Is something half written there or below? */
  holds(pointer: string): boolean;
}

/** Forms without one keep nothing: they are dialogs, or only looked at. */
export const HalfWrittenContext = createContext<HalfWritten>({ find: () => undefined, keep: () => {}, holds: () => false });

type Kept = { readonly [place: string]: HalfText };

/** Much longer than any value that is written by hand. */
const MOST_SIGNS = 200_000;

/** `ownerId`: the node; empty: the flow. */
const keyOf = (draftId: string, ownerId: string) => `millrace.half-written.${draftId}.${ownerId}`;

/** Reads the shelf once: a form asks for each of its fields. */
export function openHalfWritten(shelf: Shelf, draftId: string, ownerId: string): HalfWritten {
  const key = keyOf(draftId, ownerId);
  let known = read(shelf, key);
  return {
    find: (place) => known[place],
    keep(place, half) {
      if (half === undefined && known[place] === undefined) return;
      // Another tab may have kept something of the same node meanwhile.
      known = without({ ...known, ...read(shelf, key) }, place);
      if (half !== undefined) known = { ...known, [place]: half };
      write(shelf, key, known);
    },
    holds: (pointer) => Object.keys(known).some((place) => place === pointer || place.startsWith(`${pointer}/`)),
  };
}

/** The forms of a panel are of parts of one thing: each has its own places. */
export function halfWrittenWithin(whole: HalfWritten, base: string): HalfWritten {
  return {
    find: (place) => whole.find(base + place),
    keep: (place, half) => whole.keep(base + place, half),
    holds: (pointer) => whole.holds(base + pointer),
  };
}

/** The node has another id now. */
export function moveHalfWritten(shelf: Shelf, draftId: string, from: string, to: string): void {
  const moved = read(shelf, keyOf(draftId, from));
  if (Object.keys(moved).length === 0) return;
  write(shelf, keyOf(draftId, to), moved);
  write(shelf, keyOf(draftId, from), {});
}

function read(shelf: Shelf, key: string): Kept {
  try {
    const kept = JSON.parse(shelf.getItem(key) ?? 'null') as { readonly [place: string]: Partial<HalfText> | null } | null;
    return Object.fromEntries(
      Object.entries(kept ?? {}).flatMap(([place, half]) =>
        typeof half?.text === 'string' && typeof half.over === 'string' ? [[place, { text: half.text, over: half.over }] as const] : [],
      ),
    );
  } catch {
    return {};
  }
}

function write(shelf: Shelf, key: string, kept: Kept): void {
  const fitting = Object.entries(kept).filter(([, { text, over }]) => text.length + over.length <= MOST_SIGNS);
  try {
    if (fitting.length === 0) shelf.removeItem(key);
    else shelf.setItem(key, JSON.stringify(Object.fromEntries(fitting)));
  } catch {
    // A full or forbidden shelf: the text lasts as long as the panel is open.
  }
}

function without(kept: Kept, place: string): Kept {
  return Object.fromEntries(Object.entries(kept).filter(([name]) => name !== place));
}

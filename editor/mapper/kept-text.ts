/** A map's text that is no map yet, kept in this browser while the mapper is closed or the page is left: it is nobody's to throw away. */
import type { MapRow } from '#flows/flow.ts';
import type { Shelf } from '../ui/shelf.ts';
import { rowsFromText } from './rows-from-text.ts';
import type { TypedText } from './text-view.tsx';

const keyOf = (draftId: string, nodeId: string) => `millrace.map-text.${draftId}.${nodeId}`;
/** Much longer than any map that is written by hand. */
const MOST_SIGNS = 200_000;

/** Undefined, or what is a map: the rows say it, and nothing need be kept. */
export function keepText(shelf: Shelf, draftId: string, nodeId: string, typed: TypedText | undefined): void {
  try {
    if (typed?.fault === undefined || typed.text.length > MOST_SIGNS) shelf.removeItem(keyOf(draftId, nodeId));
    else shelf.setItem(keyOf(draftId, nodeId), JSON.stringify({ text: typed.text, rows: typed.rows }));
  } catch {
    // A full or forbidden shelf: the text lasts as long as the mapper is open.
  }
}

/** `rows`: those of now. Where they are others than those that it was written over, that shows. */
export function findKeptText(shelf: Shelf, draftId: string, nodeId: string, rows: readonly MapRow[]): TypedText | undefined {
  try {
    const kept = JSON.parse(shelf.getItem(keyOf(draftId, nodeId)) ?? 'null') as Partial<TypedText> | null;
    if (typeof kept?.text !== 'string' || !Array.isArray(kept.rows)) return undefined;
    // Read anew: what could not be read by an older version may be a map now, and nobody has said that it shall be the rows.
    const { fault } = rowsFromText(kept.text, rows);
    if (fault === undefined) return undefined;
    return { text: kept.text, rows: JSON.stringify(kept.rows) === JSON.stringify(rows) ? rows : kept.rows, fault };
  } catch {
    return undefined;
  }
}

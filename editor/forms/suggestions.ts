/** Which of the known paths could be meant where the caret stands, and the text with one of them put in. Pure. */

export interface Suggestion {
  /** `trigger.body.items.quantity`. */
  readonly path: string;
  readonly type?: string;
  readonly about?: string;
}

const MOST = 8;
/** What a path is made of. */
const PATH = /[A-Za-z_`][\w.`-]*$/;

/** The piece of a path that ends at the caret; '' between words. */
export function pieceAt(text: string, caret: number): string {
  return PATH.exec(text.slice(0, caret))?.[0] ?? '';
}

/** Paths that begin with the piece first, then those that have it somewhere; shorter ones first. Nothing for what is written out. */
export function suggestionsFor(known: readonly Suggestion[], text: string, caret: number): readonly Suggestion[] {
  const piece = pieceAt(text, caret).toLowerCase();
  // Inside a text or after a complete word nothing is wanted.
  if (piece === '' && text.trim() !== '') return [];
  if (/^[^"]*("[^"]*"[^"]*)*"[^"]*$/.test(text.slice(0, caret)) && (text.slice(0, caret).match(/"/g)?.length ?? 0) % 2 === 1) return [];
  const rank = ({ path }: Suggestion) => (path.toLowerCase().startsWith(piece) ? 0 : 1);
  const found = known.filter(({ path }) => path.toLowerCase().includes(piece));
  if (found.length === 1 && found[0]!.path.toLowerCase() === piece) return [];
  return found.toSorted((a, b) => rank(a) - rank(b) || a.path.length - b.path.length).slice(0, MOST);
}

export function withSuggestion(text: string, caret: number, { path }: Suggestion): { readonly text: string; readonly caret: number } {
  const start = caret - pieceAt(text, caret).length;
  return { text: text.slice(0, start) + path + text.slice(caret), caret: start + path.length };
}

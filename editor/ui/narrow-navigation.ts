/** Whether the navigation stands as icons only: as the reader chose, else where a drawing needs the room. */
import { useState } from 'react';

const KEY = 'millrace.navigation';
/** Below it a drawing, its palette and its settings leave no room for the words. */
const ROOM_FOR_ALL = 1500;

export function useNarrowNavigation(pathname: string): readonly [boolean, (narrow: boolean) => void] {
  const [chosen, setChosen] = useState(readChoice);
  const narrow = chosen ?? (isDrawing(pathname) && innerWidth < ROOM_FOR_ALL);
  function choose(next: boolean): void {
    setChosen(next);
    try {
      localStorage.setItem(KEY, next ? 'narrow' : 'wide');
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
  }
  return [narrow, choose];
}

function readChoice(): boolean | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? undefined : kept === 'narrow';
  } catch {
    return undefined;
  }
}

function isDrawing(pathname: string): boolean {
  return /^\/(flows|runs)\/./.test(pathname);
}

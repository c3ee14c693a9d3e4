/** A part of the flow that must be whole to stand in the document: what is half typed is held here, and nothing is lost. */
import { useState } from 'react';

export function useHeldPart<T extends object>(
  inDocument: T | undefined,
  isWhole: (part: T) => boolean,
  commit: (part: T | undefined) => void,
): readonly [T | undefined, (part: T | undefined) => void] {
  const [held, setHeld] = useState<{ readonly part: T | undefined; readonly over: T | undefined }>();
  // An undo or somebody else's change under what is held wins over it.
  const part = held !== undefined && held.over === inDocument ? held.part : inDocument;
  function change(next: T | undefined): void {
    const whole = next !== undefined && isWhole(next) ? next : undefined;
    if (whole === undefined) setHeld({ part: next, over: undefined });
    else setHeld(undefined);
    commit(whole);
  }
  return [part, change];
}

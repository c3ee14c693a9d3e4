/**
 * Keys by which somebody puts a sign or a word together belong to that: an Enter that takes a word of Japanese, or a letter with its accent,
 * chooses nothing and ends no field.
 */

/** Before anything of ours hears a key. The code editor has its own ways with them. */
export function keepComposedKeys(): void {
  addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing && event.target instanceof Element && event.target.closest('.monaco-editor') === null)
        event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

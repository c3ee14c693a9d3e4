/** Long work while somebody goes on clicking and typing: a little of it at a time, keys and frames between. */

/** Half a frame. */
const SLICE_MS = 8;

/** `doNext` does a part of it and says whether there is more. Gives what ends it early. */
export function inSlices(doNext: () => boolean): () => void {
  let isWanted = true;
  function work(): void {
    const until = performance.now() + SLICE_MS;
    do {
      if (!isWanted || !doNext()) return;
    } while (performance.now() < until);
    setTimeout(work);
  }
  setTimeout(work);
  return () => {
    isWanted = false;
  };
}

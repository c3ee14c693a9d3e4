/**
 * What became of lanes of numbered messages. `arrivals` are `[order, place, key]` as the receiver took them, each key once.
 * lost: never arrived · doubled: arrived again under another key · reordered: arrived after a later one of its lane.
 */
export function judgeLanes(arrivals, { lanes, places }) {
  const highest = new Map();
  const seen = new Set();
  let doubled = 0;
  let reordered = 0;
  for (const [order, place] of arrivals) {
    const name = `${order}/${place}`;
    if (seen.has(name)) {
      doubled += 1;
      continue;
    }
    seen.add(name);
    const before = highest.get(order) ?? 0;
    if (place < before) reordered += 1;
    highest.set(order, Math.max(before, place));
  }
  return { lost: lanes * places - seen.size, doubled, reordered };
}

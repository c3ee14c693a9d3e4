import type { NodeManifest } from '#flows/node-manifest.ts';

/** Those whose label, type or summary has every word; the ones whose label begins with the search first. */
export function findNodeTypes<Entry extends NodeManifest>(nodeTypes: readonly Entry[], search: string): readonly Entry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = nodeTypes.filter(({ label, type, summary }) => {
    const text = `${label} ${type} ${summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const rank = ({ label }: NodeManifest) => (label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return words.length === 0 ? found : found.toSorted((a, b) => rank(a) - rank(b));
}

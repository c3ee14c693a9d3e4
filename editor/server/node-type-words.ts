/** What node types are called and do, in the language of the pages: the server knows the English. */
import type { NodeTypesView } from '#flows/api.ts';
import { translated } from '../text.ts';

/** The catalogue says `node core/map` and `node core/map does`; a type that it does not know keeps its English. */
export function inOurLanguage(view: NodeTypesView): NodeTypesView {
  return {
    ...view,
    nodeTypes: view.nodeTypes.map((manifest) => ({
      ...manifest,
      label: translated(`node ${manifest.type}`, manifest.label),
      summary: translated(`node ${manifest.type} does`, manifest.summary),
    })),
  };
}

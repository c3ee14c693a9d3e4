/** Aligning and spreading the selection, as lines of the table of actions. */
import type { Action } from '../actions/action.ts';
import { t } from '../text.ts';
import { type Arrangement, arrange } from './arrange.ts';
import type { CanvasActions, CanvasNode, CanvasSelection } from './canvas-types.ts';
import { cardHeight, cardWidth } from './card-size.ts';
import { carriedBy } from './carried.ts';

const ARRANGEMENTS: readonly { readonly how: Arrangement; readonly name: string; readonly key: string }[] = [
  { how: 'left', name: t('arrange.left', 'Align left sides'), key: 'mod+shift+ArrowLeft' },
  { how: 'right', name: t('arrange.right', 'Align right sides'), key: 'mod+shift+ArrowRight' },
  { how: 'top', name: t('arrange.top', 'Align tops'), key: 'mod+shift+ArrowUp' },
  { how: 'bottom', name: t('arrange.bottom', 'Align bottoms'), key: 'mod+shift+ArrowDown' },
  { how: 'center', name: t('arrange.center', 'Align middles one below the other'), key: 'shift+V' },
  { how: 'middle', name: t('arrange.middle', 'Align middles side by side'), key: 'shift+H' },
  { how: 'across', name: t('arrange.across', 'Equal distances side by side'), key: 'H' },
  { how: 'down', name: t('arrange.down', 'Equal distances one below the other'), key: 'V' },
];

export function arrangeActions(
  nodes: readonly CanvasNode[],
  byId: ReadonlyMap<string, CanvasNode>,
  selection: CanvasSelection,
  actions: CanvasActions,
): readonly Action[] {
  const least = (how: Arrangement) => (how === 'across' || how === 'down' ? 3 : 2);
  return ARRANGEMENTS.map(({ how, name, key }) => ({
    id: `arrange-${how}`,
    name,
    keys: [key],
    where: 'drawing',
    inMenu: true,
    possible: selection.nodes.length >= least(how),
    run: () => move(how),
  }));

  function move(how: Arrangement): void {
    const chosen = selection.nodes.flatMap((id) => byId.get(id) ?? []);
    const moves = arrange(
      chosen.map((node) => ({ id: node.id, x: node.position[0], y: node.position[1], width: cardWidth(node), height: cardHeight(node) })),
      how,
    );
    // What stands in a container goes along, unless it has a place of its own in the line.
    const by = new Map(moves);
    for (const [id, way] of moves) for (const inside of carriedBy(nodes, [id])) if (!selection.nodes.includes(inside)) by.set(inside, way);
    const moved = [...by].map(([id, [dx, dy]]) => {
      const [x, y] = byId.get(id)!.position;
      return { id, position: [x + dx, y + dy] as const };
    });
    if (moved.length > 0) actions.moveNodes(moved);
  }
}

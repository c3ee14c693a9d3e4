import type { CanvasEdge, CanvasNode } from './canvas-types.ts';

type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** How much further a card beside the way seems than one on it. */
const ASIDE = 2;

/** Where an arrow key leads from a card: along its wires to the left and right, to the nearest card above and below. */
export function nextCard(
  nodes: readonly Pick<CanvasNode, 'id' | 'position'>[],
  edges: readonly Pick<CanvasEdge, 'from' | 'to'>[],
  from: string,
  key: Arrow,
): string | undefined {
  const here = nodes.find(({ id }) => id === from);
  if (here === undefined) return undefined;
  const [x, y] = here.position;
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const along = edges.flatMap((edge) =>
    key === 'ArrowRight' ? (edge.from === from ? [edge.to] : []) : edge.to === from ? [edge.from] : [],
  );
  const candidates = nodes.filter(({ id, position }) =>
    sideways ? along.includes(id) : key === 'ArrowUp' ? position[1] < y : position[1] > y,
  );
  const far = ({ position }: Pick<CanvasNode, 'position'>) => {
    const [dx, dy] = [Math.abs(position[0] - x), Math.abs(position[1] - y)];
    return sideways ? dy : dy + ASIDE * dx;
  };
  return candidates.toSorted((a, b) => far(a) - far(b))[0]?.id;
}

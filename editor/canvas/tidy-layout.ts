/** A drawing in columns and rows: what comes after stands to the right, the first way out straight on, the others below. Pure. */
import type { CanvasEdge, CanvasNode, Place } from './canvas-types.ts';
import { CARD_WIDTH, cardHeight, GRID } from './card-size.ts';

const COLUMN = CARD_WIDTH + 5 * GRID;
const BETWEEN_ROWS = 2 * GRID;

export function tidyLayout(
  nodes: readonly Pick<CanvasNode, 'id' | 'ports'>[],
  edges: readonly Pick<CanvasEdge, 'from' | 'port' | 'to'>[],
): { readonly [nodeId: string]: Place } {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const known = edges.filter(({ from, to }) => byId.has(from) && byId.has(to));
  const column = columnsOf(nodes, known);
  const rows = new Map<string, number>();
  const taken = new Set<string>();
  // Column by column, so that everything that leads to a card stands already.
  for (const node of nodes.toSorted((a, b) => column.get(a.id)! - column.get(b.id)!)) {
    const x = column.get(node.id)!;
    let row = wantedRow(node.id, known, byId, rows);
    while (taken.has(`${x} ${row}`)) row += 1;
    taken.add(`${x} ${row}`);
    rows.set(node.id, row);
  }
  const tops = topsOf(nodes, rows);
  return Object.fromEntries(nodes.map(({ id }) => [id, [column.get(id)! * COLUMN, tops.get(rows.get(id)!)!] as const]));
}

/** As far from the start as the longest way there. */
function columnsOf(
  nodes: readonly { readonly id: string }[],
  edges: readonly Pick<CanvasEdge, 'from' | 'to'>[],
): ReadonlyMap<string, number> {
  const column = new Map(nodes.map(({ id }) => [id, 0]));
  // A way without a circle has at most as many steps as there are nodes; one with a circle is not followed for ever.
  for (let round = 0; round < nodes.length; round += 1) {
    let moved = false;
    for (const { from, to } of edges) {
      const next = column.get(from)! + 1;
      if (next <= column.get(to)! || next >= nodes.length) continue;
      column.set(to, next);
      moved = true;
    }
    if (!moved) break;
  }
  return column;
}

/** The row of the nearest card that leads here, and one further down for each way out above this one. */
function wantedRow(
  id: string,
  edges: readonly Pick<CanvasEdge, 'from' | 'port' | 'to'>[],
  nodes: ReadonlyMap<string, Pick<CanvasNode, 'ports'>>,
  rows: ReadonlyMap<string, number>,
): number {
  const wanted = edges
    .filter(({ to, from }) => to === id && rows.has(from))
    .map(({ from }) => {
      const portAt = (port: string) => nodes.get(from)!.ports.findIndex(({ name }) => name === port);
      const targets = [
        ...new Set(
          edges
            .filter((edge) => edge.from === from)
            .toSorted((a, b) => portAt(a.port) - portAt(b.port))
            .map(({ to }) => to),
        ),
      ];
      return rows.get(from)! + targets.indexOf(id);
    });
  return wanted.length === 0 ? 0 : Math.min(...wanted);
}

/** A row is as high as its highest card. */
function topsOf(nodes: readonly Pick<CanvasNode, 'id' | 'ports'>[], rows: ReadonlyMap<string, number>): ReadonlyMap<number, number> {
  const heights = new Map<number, number>();
  for (const node of nodes) {
    const row = rows.get(node.id)!;
    heights.set(row, Math.max(heights.get(row) ?? 0, cardHeight(node)));
  }
  const tops = new Map<number, number>();
  let top = 0;
  for (const row of [...heights.keys()].sort((a, b) => a - b)) {
    tops.set(row, top);
    top += Math.ceil((heights.get(row)! + BETWEEN_ROWS) / GRID) * GRID;
  }
  return tops;
}

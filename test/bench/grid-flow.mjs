// A flow of any size as a grid of cards: what the drawing of large flows is measured and tested with. 1.3 wires a card, as drawn flows have.

const COLUMN = 280;
const ROW = 120;

export function makeGridFlow(size, id = 'grid-flow') {
  const across = Math.ceil(Math.sqrt(size));
  const name = (at) => `card-${at}`;
  const nodes = { [name(0)]: { type: 'core/manual', version: 1, label: 'Begin', config: {} } };
  const layout = {};
  const edges = [];
  for (let at = 0; at < size; at += 1) {
    layout[name(at)] = [(at % across) * COLUMN, Math.floor(at / across) * ROW];
    if (at === 0) continue;
    nodes[name(at)] = { type: 'core/delay', version: 1, label: `Wait ${at}`, config: { durationMs: 5 } };
    // Rows go on in the next one; every third card also leads to one in the row below.
    edges.push({ from: name(at - 1), port: 'out', to: name(at) });
    if (at % 3 === 0 && at > across) edges.push({ from: name(at - across - 1), port: 'out', to: name(at) });
  }
  return { format: 1, id, name: 'Grid flow', layer: 'process', owner: 'bench', contract: { major: 1 }, nodes, edges, layout };
}

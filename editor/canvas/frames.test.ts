import { expect, test } from 'vitest';
import type { CanvasNode } from './canvas-types.ts';
import { framesOf } from './frames.ts';

const card = (id: string, position: readonly [number, number], within?: string): CanvasNode => ({
  id,
  label: id,
  about: '',
  icon: '',
  category: 'logic',
  trigger: false,
  ports: [],
  position,
  ...(within === undefined ? {} : { within }),
});
const at = ({ position }: CanvasNode) => position;

test('a frame goes round the cards of what stands in a container', () => {
  const [frame] = framesOf([card('each', [0, 0]), card('a', [300, 100], 'each'), card('b', [600, 200], 'each')], at);
  expect(frame).toEqual({ id: 'each', label: 'each', x: 280, y: 60, width: 520, height: 224, depth: 0 });
});

test('outer frames go round inner ones and are drawn first', () => {
  const frames = framesOf([card('outer', [0, 0]), card('inner', [300, 100], 'outer'), card('a', [600, 100], 'inner')], at);
  expect(frames.map(({ id }) => id)).toEqual(['outer', 'inner']);
  expect(frames[0]!.x + frames[0]!.width).toBeGreaterThan(frames[1]!.x + frames[1]!.width);
});

test('while cards are dragged their frame follows', () => {
  const nodes = [card('each', [0, 0]), card('a', [300, 100], 'each')];
  const [frame] = framesOf(nodes, (node) => (node.id === 'a' ? [500, 100] : node.position));
  expect(frame?.x).toBe(480);
});

test('a container that is not drawn has no frame', () => {
  expect(framesOf([card('a', [0, 0], 'gone')], at)).toEqual([]);
});

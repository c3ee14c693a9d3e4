/** Which steps have certainly run, and by which ports they ended: behind an edge, on all of several ways, behind a node that waits. */
import { addBit, type Bits, both, dropBit, either, except, hasBit, isEmpty, numbersIn } from './bits.ts';
import type { NumberedDrawing, NumberedStep, Wire } from './numbered-drawing.ts';

/** Steps that have certainly run, and the ports by which they ended. What `ports` holds of other steps means nothing. */
export interface Facts {
  readonly certain: Bits;
  readonly ports: Bits;
}

/** The facts behind an edge. What a scope leaves behind is certain unless it failed. */
export function endedBy({ from, port }: Wire, facts: Facts, inside: Facts | undefined, { steps }: NumberedDrawing): Facts {
  const more = copyOf(facts);
  const step = steps[from]!;
  if (inside !== undefined && step.ports[port - step.firstPort] !== 'error') {
    for (const number of numbersIn(inside.certain)) {
      const inner = steps[number]!;
      setPorts(
        more,
        inner,
        inner.ports.flatMap((_, at) => (hasBit(inside.ports, inner.firstPort + at) ? [inner.firstPort + at] : [])),
      );
    }
  }
  setPorts(more, step, [port]);
  return more;
}

export function copyOf({ certain, ports }: Facts): Facts {
  return { certain: certain.slice(), ports: ports.slice() };
}

/** Only in facts of one's own. */
export function setPorts({ certain, ports }: Facts, { number, firstPort, ports: names }: NumberedStep, ended: readonly number[]): void {
  addBit(certain, number);
  for (let at = 0; at < names.length; at += 1) dropBit(ports, firstPort + at);
  for (const port of ended) addBit(ports, port);
}

/** What is certain on both ways. */
export function onBoth(one: Facts, other: Facts): Facts {
  return { certain: both(one.certain, other.certain), ports: either(one.ports, other.ports) };
}

/**
 * A step ran as well when every port by which a certain step may have ended leads to it, and the node waits for it: so two parallel
 * ways that meet again are certain both, where neither could have died.
 */
export function close(facts: Facts, awaited: Bits, { steps }: NumberedDrawing): Facts {
  const perhaps = except(awaited, facts.certain);
  if (isEmpty(perhaps)) return facts;
  const closed = copyOf(facts);
  const open = [...numbersIn(perhaps)];
  for (const number of open) {
    const step = steps[number]!;
    const { type, config } = step.checked.node;
    if (hasBit(closed.certain, number) || (type === 'core/join' && config['mode'] === 'count')) continue;
    if (!step.incoming.some(({ from }) => hasBit(closed.certain, from) && leadsAlways(steps[from]!, number, closed))) continue;
    setPorts(closed, step, step.possible);
    // What it leads to may be certain now: looked at again in this loop.
    for (const { to } of step.outgoing) if (hasBit(perhaps, to) && !hasBit(closed.certain, to)) open.push(to);
  }
  return closed;
}

/** By every port by which it may have ended. */
function leadsAlways({ firstPort, ports, outgoing }: NumberedStep, to: number, facts: Facts): boolean {
  return ports.every(
    (_, at) => !hasBit(facts.ports, firstPort + at) || outgoing.some((wire) => wire.to === to && wire.port === firstPort + at),
  );
}

/** Where things stand on a card: its size is given, never measured. */
export const CARD_WIDTH = 180;
export const GRID = 20;
const LEAST_HEIGHT = 64;

/** The way in, and the first way out at the same height: a flow that only goes on is a straight line. */
export const FIRST_PORT_TOP = 32;
const PORT_STEP = 13;

export function portTop(index: number): number {
  return FIRST_PORT_TOP + index * PORT_STEP;
}

/** What stands on the drawing: a card, or a note that has a size of its own. */
export interface Sized {
  readonly ports: readonly unknown[];
  readonly note?: { readonly size: readonly [width: number, height: number] };
}

export function cardWidth({ note }: Sized): number {
  return note?.size[0] ?? CARD_WIDTH;
}

/** A card with many ways out is taller. */
export function cardHeight({ note, ports }: Sized): number {
  return note?.size[1] ?? Math.max(LEAST_HEIGHT, portTop(ports.length - 1) + 9);
}

/** The styles cut a longer one off. */
const MOST_LABEL_WIDTH = 72;
const LABEL_LETTER = 5.2;

/** Of a label behind a way out, about: it is drawn before it could be measured. */
export function labelWidth(label: string): number {
  return Math.min(MOST_LABEL_WIDTH, Math.ceil(label.length * LABEL_LETTER) + 6);
}

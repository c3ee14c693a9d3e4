/** Which cards stand near a place, without a look at all of them. Pure. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface CardTiles {
  /** That overlap the area, in the order in which they were given. */
  near(area: Box): readonly Box[];
}

const TILE = 400;

export function inTiles(boxes: readonly Box[]): CardTiles {
  const tiles = new Map<number, number[]>();
  boxes.forEach((box, at) => {
    for (const key of tilesOf(box)) {
      const tile = tiles.get(key);
      if (tile === undefined) tiles.set(key, [at]);
      else tile.push(at);
    }
  });
  return {
    near(area) {
      const found = new Set<number>();
      for (const key of tilesOf(area)) for (const at of tiles.get(key) ?? []) if (overlaps(boxes[at]!, area)) found.add(at);
      return [...found].sort((a, b) => a - b).map((at) => boxes[at]!);
    },
  };
}

/** More rows than anybody draws: a number finds its tile sooner than a text. */
const ROWS = 100_000;

function tilesOf({ x, y, width, height }: Box): readonly number[] {
  const keys: number[] = [];
  for (let column = Math.floor(x / TILE); column * TILE <= x + width; column += 1)
    for (let row = Math.floor(y / TILE); row * TILE <= y + height; row += 1) keys.push(column * ROWS + row);
  return keys;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

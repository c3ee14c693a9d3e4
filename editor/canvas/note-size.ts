/** Of notes, in points of the drawing. */
export const NEW_NOTE: readonly [width: number, height: number] = [220, 120];
export const LEAST_NOTE = 60;
export const MOST_NOTE = 2_000;

/** Where in a JSON text the value of a JSON Pointer stands. Pure; of a text that is JSON. */
import { toPointer } from '#flows/json-pointer.ts';

export interface TextPlace {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Every value by its pointer. Undefined when it is no JSON. */
export function placesOfJson(text: string): ReadonlyMap<string, TextPlace> | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const places = new Map<string, TextPlace>();
  let at = 0;
  const blanks = () => {
    while (' \t\n\r'.includes(text[at] ?? '.')) at += 1;
  };
  const quoted = (): string => {
    const start = at;
    at += 1;
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at += 1;
    return JSON.parse(text.slice(start, at)) as string;
  };
  const value = (path: readonly (string | number)[]): void => {
    blanks();
    const from = at;
    if (text[at] === '{' || text[at] === '[') {
      const isList = text[at] === '[';
      at += 1;
      blanks();
      for (let index = 0; text[at] !== '}' && text[at] !== ']'; index += 1) {
        const name = isList ? index : quoted();
        blanks();
        if (!isList) at += 1;
        value([...path, name]);
        blanks();
        if (text[at] === ',') at += 1;
        blanks();
      }
      at += 1;
    } else if (text[at] === '"') quoted();
    else while (at < text.length && !' \t\n\r,]}'.includes(text[at]!)) at += 1;
    places.set(toPointer(path), { from, to: at });
  };
  value([]);
  return places;
}

/** Of the value itself, or of the innermost that is there around it. */
export function placeAt(places: ReadonlyMap<string, TextPlace>, pointer: string): TextPlace | undefined {
  for (let path = pointer; ; path = path.slice(0, path.lastIndexOf('/'))) {
    const place = places.get(path);
    if (place !== undefined || path === '') return place;
  }
}

/** Ids that repeat with the seed. */
export function hexId(random: () => number, length: number): string {
  let id = '';
  while (id.length < length) id += Math.floor(random() * 16).toString(16);
  return id;
}

/** In the form of a version 4 UUID. */
export function uuid(random: () => number): string {
  const hex = hexId(random, 32);
  const variant = '89ab'[Math.floor(random() * 4)]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

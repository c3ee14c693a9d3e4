/**
 * Is a picture of a date one that can be searched for in time linear to the text? The reference makes a regular expression of it; where each
 * part ends is plain when a part of any length is followed by a sign that cannot belong to it. Digits next to digits have fixed widths.
 */
const NUMBER = /^[YMDdHhms](#?0*[01]?|0+)$/;
const FRACTION = /^f0*[01]?$/;
const NAME = /^(?:MN|Mn|MNn|FN|Fn|FNn)(?:,[0-9*]-[0-9])?$|^Pn?$|^PN$/;
const ZONE = /^[Zz](?:0*1(?::0*1)?t?)?$/;

type Kind = 'digits' | 'letters' | 'zone' | 'text';

export function isPlainPicture(picture: string): boolean {
  if (picture.length > 100) return false;
  const parts = picture.match(/\[[^[\]]*\]|[^[\]]+/g) ?? [];
  if (parts.join('') !== picture) return false;
  const kinds = parts.map(kindOf);
  return kinds.every((kind, at) => kind !== undefined && canStand(kind, kinds[at + 1], parts[at + 1]));
}

function kindOf(part: string): Kind | undefined {
  if (!part.startsWith('[')) return 'text';
  const marker = part.slice(1, -1);
  if (NUMBER.test(marker) || FRACTION.test(marker)) return 'digits';
  if (NAME.test(marker)) return 'letters';
  return ZONE.test(marker) ? 'zone' : undefined;
}

function canStand(kind: Kind, next: Kind | undefined, nextPart: string | undefined): boolean {
  if (kind === 'text' || next === undefined) return true;
  if (next === 'digits') return kind === 'digits';
  if (next !== 'text') return next === 'zone' && kind === 'digits';
  const first = nextPart![0]!;
  return kind === 'letters' ? !/[a-z]/i.test(first) : !/[0-9:]/.test(first) || (kind === 'digits' && first === ':');
}

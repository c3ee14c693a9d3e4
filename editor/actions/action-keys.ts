/** Which action a key press means. Pure. */
import { type Action, type ActionGroup, canRun } from './action.ts';

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** What has the focus. */
export type Focus = 'field' | 'dialog' | 'drawing' | 'nothing' | 'other';

/** The newest group comes first: what stands nearest to the hands goes before what stands on every page. */
export function actionFor(groups: readonly ActionGroup[], press: KeyPress, focus: Focus): (Action & { run: () => void }) | undefined {
  if (focus === 'dialog') return undefined;
  return groups
    .toReversed()
    .flatMap(({ actions }) => actions)
    .filter(canRun)
    .find((action) => countsIn(action.where, focus) && action.keys?.some((keys) => isPressed(keys, press)) === true);
}

function countsIn(where: Action['where'], focus: Focus): boolean {
  if (where === 'anywhere') return true;
  return where === 'page' ? focus !== 'field' : focus === 'drawing' || focus === 'nothing';
}

/** Signs that need Shift on some keyboards are pressed however they come. */
export function isPressed(keys: string, { key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): boolean {
  const { mod, shift, alt, sign } = readKeys(keys);
  if (mod !== (ctrlKey || metaKey) || alt !== altKey) return false;
  const isLetter = /^[a-z]$/i.test(sign);
  const named = sign.length > 1 || isLetter;
  return (!named || shift === shiftKey) && key.toLowerCase() === sign.toLowerCase();
}

/** `Ctrl`, `Shift`, `Z`: as they stand on the keys. */
export function keyCaps(keys: string, isMac: boolean): readonly string[] {
  const { mod, shift, alt, sign } = readKeys(keys);
  return [
    ...(mod ? [isMac ? '⌘' : 'Ctrl'] : []),
    ...(alt ? [isMac ? '⌥' : 'Alt'] : []),
    ...(shift ? [isMac ? '⇧' : 'Shift'] : []),
    CAPS[sign] ?? (sign.length === 1 ? sign.toUpperCase() : sign),
  ];
}

const CAPS: { readonly [sign: string]: string } = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Escape: 'Esc',
  '-': '−',
};

function readKeys(keys: string) {
  // The plus key itself is `+`.
  const parts = keys === '+' ? ['+'] : keys.split('+');
  const has = (name: string) => parts.slice(0, -1).includes(name);
  return { mod: has('mod'), shift: has('shift'), alt: has('alt'), sign: parts.at(-1)! };
}

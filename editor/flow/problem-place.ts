/** Where a problem is mended: the tab of the settings, and the field in it with the place in its text. */
import type { Problem } from '#flows/problem.ts';

export type ProblemPlace = Pick<Problem, 'path' | 'nodeId' | 'place'>;

/** Selects the node, or the flow itself; with a problem it leads on to the field. */
export type GoTo = (nodeId: string | undefined, problem?: ProblemPlace) => void;

/** Of the node's settings. What no field shows (its wires, its type) is said above the form. */
export function tabOf({ path, nodeId }: ProblemPlace): 'form' | 'ways' | 'retry' {
  if (nodeId === undefined) return 'form';
  if (path.startsWith('/edges')) return 'ways';
  const [first] = path.slice(`/nodes/${escaped(nodeId)}/`.length).split('/');
  return first === 'retry' || first === 'timeoutMs' || first === 'compensate' ? 'retry' : 'form';
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The innermost of these fields that shows the value at `path`: their pointers into the flow. */
export function fieldAt(pointers: readonly string[], path: string): string | undefined {
  return pointers.filter((pointer) => path === pointer || path.startsWith(`${pointer}/`)).toSorted((a, b) => b.length - a.length)[0];
}

/** A place in the text as it is written down, in the text as its field shows it: without the sign and what escapes it. */
export function shownPlace(
  written: string,
  shown: string,
  { offset, length }: NonNullable<Problem['place']>,
): { readonly from: number; readonly to: number } {
  const hidden = written.endsWith(shown) ? written.length - shown.length : 0;
  const inside = (at: number) => Math.max(0, Math.min(shown.length, at - hidden));
  return { from: inside(offset), to: inside(offset + length) };
}

export function isSamePlace(one: ProblemPlace, other: ProblemPlace): boolean {
  return one.path === other.path && one.nodeId === other.nodeId && one.place?.offset === other.place?.offset;
}

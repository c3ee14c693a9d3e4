/** What the command palette offers for what was typed. Pure. */
import type { FlowSummary } from '#flows/api/flows.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { canRun } from './action.ts';
import type { PageActions } from './use-actions.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly kind: 'action' | 'node' | 'page' | 'flow' | 'run';
  readonly label: string;
  readonly about?: string | undefined;
  readonly keys?: readonly string[] | undefined;
  /** An action to do, or an address to go to. */
  readonly run?: () => void;
  readonly to?: string;
}

export interface PaletteSources {
  readonly groups: readonly PageActions[];
  readonly pages: readonly { readonly to: string; readonly label: string }[];
  readonly flows: readonly FlowSummary[];
  readonly runs: readonly RunSummary[];
}

const MOST_OF_A_KIND = 8;

/** Every word must be somewhere in it. What begins with the search comes first in its kind; nothing typed: what can be done, and pages. */
export function paletteEntries(search: string, { groups, pages, flows, runs }: PaletteSources): readonly PaletteEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const all: readonly PaletteEntry[] = [
    ...groups
      .toReversed()
      .flatMap(({ actions }) =>
        actions
          .filter(canRun)
          .map(({ id, name, keys, run }): PaletteEntry => ({ id: `action ${id}`, kind: 'action', label: name, keys, run })),
      ),
    ...groups.flatMap(({ places }) =>
      (places?.() ?? []).map(({ id, label, about, go }): PaletteEntry => ({ id: `node ${id}`, kind: 'node', label, about, run: go })),
    ),
    ...pages.map(({ to, label }): PaletteEntry => ({ id: `page ${to}`, kind: 'page', label, to })),
    ...flows.map(
      ({ flowId, name, owner }): PaletteEntry => ({
        id: `flow ${flowId}`,
        kind: 'flow',
        label: name,
        about: owner,
        to: `/flows/${flowId}`,
      }),
    ),
    ...runs.map(
      ({ runId, flowId, lane, keys, state }): PaletteEntry => ({
        id: `run ${runId}`,
        kind: 'run',
        label: lane?.key ?? Object.values(keys)[0] ?? runId,
        about: `${flowId} · ${state}`,
        to: `/runs/${runId}`,
      }),
    ),
  ];
  if (words.length === 0) return all.filter(({ kind }) => kind === 'action' || kind === 'page');
  const starts = ({ label }: PaletteEntry) => (label.toLowerCase().startsWith(words[0]!) ? 0 : 1);
  // The server has found runs by their key; the rest is looked through here.
  const found = all.filter(({ kind, label, about = '', id }) => {
    const text = `${label} ${about} ${id}`.toLowerCase();
    return kind === 'run' || words.every((word) => text.includes(word));
  });
  return KINDS.flatMap((kind) =>
    found
      .filter((entry) => entry.kind === kind)
      .toSorted((a, b) => starts(a) - starts(b))
      .slice(0, MOST_OF_A_KIND),
  );
}

export const KINDS: readonly PaletteEntry['kind'][] = ['action', 'node', 'page', 'flow', 'run'];

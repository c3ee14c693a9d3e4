/** Which step an operator's action is about, and the ports it may leave by. */
import type { RunView } from '#flows/api/runs.ts';
import { portsOf } from '#flows/derive-ports.ts';
import { findNodeByPath } from '#flows/step-views.ts';
import { useManifests } from '../server/use-manifests.ts';
import { hasEnded } from './step-urgency.ts';

export interface ActionTarget {
  /** The step to name to the engine; undefined: it finds the one that blocks. */
  readonly path: string | undefined;
  readonly ports: readonly string[];
}

/** An action means the step that is looked at while that one is open, else whatever blocks the run. */
export function useActionTarget(run: RunView | undefined, step: string | undefined): ActionTarget {
  const manifests = useManifests();
  if (run === undefined) return { path: undefined, ports: [] };
  const path = run.steps.find((candidate) => candidate.path === step && !hasEnded(candidate))?.path;
  const node = findNodeByPath(run.document, run.called, path ?? run.blockedAt ?? '');
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  return { path, ports: node === undefined || manifest === undefined ? [] : portsOf(manifest, node).map(({ name }) => name) };
}

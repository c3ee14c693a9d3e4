import { useMemo } from 'react';
import type { Manifests } from '../canvas/draw-flow.ts';
import { useNodeTypes } from './queries.ts';

/** Manifests of all node types by type; empty until they are here. */
export function useManifests(): Manifests {
  const { data } = useNodeTypes();
  return useMemo(() => new Map((data?.nodeTypes ?? []).map((manifest) => [manifest.type, manifest])), [data]);
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import type { Suggestion } from '../forms/suggestions.ts';

const NONE: readonly Suggestion[] = [];

/** What expressions of the node see; nothing until that part of the language is here, which comes after the drawing. */
export function useVisiblePaths(
  flow: FlowDocument,
  nodeId: string | undefined,
  manifests: Manifests,
  wanted: boolean,
): readonly Suggestion[] {
  const language = useQuery({
    queryKey: ['visible-paths'],
    queryFn: () => import('./visible-paths.ts'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: wanted,
  });
  return useMemo(() => language.data?.visiblePaths(flow, nodeId, manifests) ?? NONE, [language.data, flow, nodeId, manifests]);
}

/** The language for the expressions of a node, once it is here: it comes after the drawing. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { CalledFlow } from '#flows/derive.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import type { ExpressionLanguage } from '../forms/expression-language.ts';
import { readNewest } from '../server/called-flows.ts';
import { flowAround } from './flow-around.ts';
import { inSlices } from './in-slices.ts';

/** `nodeId` undefined: for the flow's own keys. `sample`: values of what is seen, for those of the expressions. */
export function useLanguage(
  flow: FlowDocument,
  nodeId: string | undefined,
  manifests: Manifests,
  wanted: boolean,
  sample?: JsonObject,
): ExpressionLanguage | undefined {
  const module = useQuery({
    queryKey: ['node-language'],
    queryFn: () => import('./node-language.ts'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: wanted,
  }).data;
  const called = useCalledFlows(flow, wanted);
  const kept = useRef({ flow, nodeId });
  const around = kept.current.nodeId === nodeId ? flowAround(kept.current.flow, flow, nodeId, manifests) : flow;
  kept.current = { flow: around, nodeId };
  const language = useMemo(
    () =>
      module === undefined || manifests.size === 0
        ? undefined
        : module.languageOf(
            around,
            nodeId,
            { nodeTypes: (type) => manifests.get(type), flows: (id, major) => called.get(`${id} ${major}`) },
            sample,
          ),
    [module, around, nodeId, manifests, called, sample],
  );
  useEffect(() => (language === undefined ? undefined : inSlices(() => language.typeAhead())), [language]);
  return language;
}

/** By name and major: what their answers are made of. What cannot be read is not known. */
export function useCalledFlows(flow: FlowDocument, wanted: boolean): ReadonlyMap<string, CalledFlow> {
  const calls = Object.values(flow.nodes).filter(({ type }) => type === 'core/call-flow');
  const names = [...new Set(calls.map(({ config }) => `${String(config['flow'])} ${Number(config['major'])}`))];
  const joined = names.join('\n');
  // The same as long as the answers are: the language is made anew with every other one.
  const combine = useCallback(
    (results: readonly { readonly data?: FlowDocument | null | undefined }[]): ReadonlyMap<string, CalledFlow> =>
      new Map(results.flatMap(({ data }, at) => (data == null ? [] : [[joined.split('\n')[at]!, toCalled(data)] as const]))),
    [joined],
  );
  return useQueries({
    queries: names.map((name) => {
      const [id, major] = name.split(' ') as [string, string];
      return {
        queryKey: ['called-flow', name],
        queryFn: async () => (await readNewest(id, Number(major)).catch(() => undefined)) ?? null,
        staleTime: 60_000,
        enabled: wanted && id !== 'undefined' && id !== '',
      };
    }),
    combine,
  });
}

function toCalled(document: FlowDocument): CalledFlow {
  return { contract: document.contract, document, ...(document.lane === undefined ? {} : { lane: document.lane.name }) };
}

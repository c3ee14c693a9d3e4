/** Words for flows that lists of runs know by id only. */
import { useMemo } from 'react';
import { useFlows } from '../server/queries.ts';

export interface FlowWords {
  /** The flow's name; its id until flows are known, or when it is gone. */
  readonly nameOf: (flowId: string) => string;
  /** What business object its runs are about. */
  readonly objectTypeOf: (flowId: string) => string | undefined;
  /** The folder that rights are granted on. */
  readonly ownerOf: (flowId: string) => string;
}

export function useFlowWords(): FlowWords {
  const flows = useFlows().data?.items;
  return useMemo(() => {
    const byId = new Map((flows ?? []).map((flow) => [flow.flowId, flow]));
    return {
      nameOf: (flowId) => byId.get(flowId)?.name ?? flowId,
      objectTypeOf: (flowId) => byId.get(flowId)?.objectType,
      ownerOf: (flowId) => byId.get(flowId)?.owner ?? '',
    };
  }, [flows]);
}

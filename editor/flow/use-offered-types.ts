/** What can be added to a flow: node types, operations of services, and system flows before the connectors that they wrap. */
import { useMemo } from 'react';
import type { FlowSummary } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { useConnections, useFlows, useNodeTypes } from '../server/queries.ts';
import type { PaletteEntry } from '../services/palette-entries.ts';
import { useServiceEntries } from '../services/use-services.ts';
import { useEnvironmentName } from '../ui/page-search.ts';
import { useOpenWaivers } from '../waivers/use-waivers.ts';
import { offerSystemFlows } from './system-flows.ts';

const NO_TYPES: readonly PaletteEntry[] = [];
const NO_FLOWS: readonly FlowSummary[] = [];

export interface OfferedTypes {
  readonly offered: readonly PaletteEntry[];
  /** All flows that one may read. */
  readonly flows: readonly FlowSummary[];
}

export function useOfferedTypes({ id, layer }: Pick<FlowDocument, 'id' | 'layer'>, manifests: Manifests): OfferedTypes {
  const nodeTypes = useNodeTypes().data?.nodeTypes ?? NO_TYPES;
  const services = useServiceEntries(manifests);
  const flows = useFlows().data?.items ?? NO_FLOWS;
  const connections = useConnections(useEnvironmentName()).data?.items;
  const waivers = useOpenWaivers(id);
  const offered = useMemo(
    () => offerSystemFlows([...nodeTypes, ...services], { id, layer }, { flows, connections: connections ?? [], waivers }),
    [nodeTypes, services, id, layer, flows, connections, waivers],
  );
  return { offered, flows };
}

/** The list of flows as its page shows it: filtered, in folders. Pure. */
import type { FlowSummary } from '#flows/api/flows.ts';

export interface FlowFilter {
  readonly search?: string | undefined;
  readonly layer?: string | undefined;
}

export interface FlowFolder {
  readonly owner: string;
  readonly flows: readonly FlowSummary[];
}

/** Every word must be in the name, id, folder or description. Folders and flows by name. */
export function foldersOf(flows: readonly FlowSummary[], { search = '', layer }: FlowFilter): readonly FlowFolder[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = flows.filter((flow) => {
    const text = `${flow.name} ${flow.flowId} ${flow.owner} ${flow.description ?? ''}`.toLowerCase();
    return (layer === undefined || flow.layer === layer) && words.every((word) => text.includes(word));
  });
  const owners = [...new Set(found.map(({ owner }) => owner))].sort();
  return owners.map((owner) => ({
    owner,
    flows: found.filter((flow) => flow.owner === owner).toSorted((a, b) => a.name.localeCompare(b.name)),
  }));
}

/** `Order to CRM!` → `order-to-crm`; '' when nothing of the name can stand in an id. */
export function flowIdOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}

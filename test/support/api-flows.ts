/** Small flows for tests of the API: valid, publishable, without another system behind them. */
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { Api } from './api.ts';

export interface SmallFlow {
  readonly id: string;
  readonly owner?: string;
  /** Config of a `core/webhook`; left out: started by hand. */
  readonly webhook?: JsonObject;
  readonly nodes?: { readonly [id: string]: Partial<FlowNode> & { readonly type: string } };
  /** `start > a`, `a:reject > b`. */
  readonly edges?: readonly string[];
  readonly more?: Partial<FlowDocument>;
}

export function smallFlow({ id, owner = 'order-management', webhook, nodes = {}, edges = [], more = {} }: SmallFlow): FlowDocument {
  const start: FlowNode =
    webhook === undefined
      ? { type: 'core/manual', version: 1, label: 'Start', config: {} }
      : { type: 'core/webhook', version: 1, label: 'Received', config: webhook };
  const drawn = Object.entries(nodes).map(([nodeId, node]) => [nodeId, { version: 1, label: nodeId, config: {}, ...node }] as const);
  return {
    format: 1,
    id,
    name: id,
    layer: 'process',
    owner,
    contract: { major: 1 },
    nodes: { start, ...Object.fromEntries(drawn) },
    edges: edges.map((text) => {
      const [from = '', to = ''] = text.split('>').map((part) => part.trim());
      const [node = '', port] = from.split(':');
      return port === undefined ? { from: node, to } : { from: node, port, to };
    }),
    ...more,
  } as FlowDocument;
}

/** Draft, version; gives the version's number. */
export async function publish(api: Api, document: FlowDocument): Promise<number> {
  const { draftId } = await api.send<{ draftId: string }>('POST', `/api/flows/${document.id}/drafts`, { document });
  const { version } = await api.send<{ version: number }>('POST', `/api/flows/${document.id}/versions`, { draftId, note: 'for a test' });
  return version;
}

export async function deploy(api: Api, document: FlowDocument, environment = 'development'): Promise<number> {
  const version = await publish(api, document);
  await api.send('PUT', `/api/environments/${environment}/deployments/${document.id}`, { version });
  return version;
}

export interface Registered {
  readonly consumerId: string;
  readonly credential: string;
  readonly address: string;
}

export async function register(api: Api, flow: string, more: JsonObject = {}, environment = 'development'): Promise<Registered> {
  const { consumer, credential, address } = await api.send<{ consumer: { consumerId: string }; credential: string; address: string }>(
    'POST',
    `/api/environments/${environment}/consumers`,
    { flow, name: 'a sender', owner: 'Bea', ...more },
  );
  return { consumerId: consumer.consumerId, credential, address };
}

export type Problem = { readonly status: number; readonly code: string; readonly detail: string; readonly help?: string } & {
  readonly [name: string]: Json;
};

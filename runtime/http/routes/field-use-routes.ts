/** Where a field is used, over all flows: what has to be looked at before it changes. */
import type { FieldUsesOfFlow } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowDefinitions } from '../../store/flow-definitions.ts';
import type { FieldUseIndex } from '../../versions/field-use-index.ts';
import { ApiError } from '../api-error.ts';
import { decodePosition, encodePosition } from '../position.ts';
import type { Route } from '../route.ts';
import { PAGE_QUERY, pageLimit } from '../schemas.ts';

export interface FieldUseRouteParts {
  readonly index: FieldUseIndex;
  readonly definitions: Pick<FlowDefinitions, 'listFlowIds'>;
  readonly findDocument: (flowId: string) => FlowDocument | undefined;
}

export function fieldUseRoutes({ index, definitions, findDocument }: FieldUseRouteParts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/field-uses',
      summary:
        'Flows that you may read in which a field is read: versions that are live, the newest one, and drafts, each place in each. A page is of flows.',
      right: 'flows.read',
      query: {
        ...PAGE_QUERY,
        schema: { description: 'A canonical object, sales-order or schemas/sales-order.json: the field is one of it.' },
        nodeType: { description: 'Type of the step that answers with the field, or of the trigger that receives it.' },
        object: { description: 'What the config of that node names in the other system: its object, entity set or event.' },
        field: { description: 'Names with dots between them, items.quantity: the whole path or its end. Left out: every field.' },
      },
      answer: 'Page<FieldUsesOfFlow>',
      handle({ query, may }) {
        const { schema, nodeType, object, field, cursor } = query;
        if (schema === undefined && nodeType === undefined && field === undefined)
          throw new ApiError(
            400,
            'parameter-missing',
            'Give "field", "schema" or "nodeType".',
            'A field alone is looked for by its name in everything that flows read.',
          );
        const question = {
          ...(schema === undefined ? {} : { schema }),
          ...(nodeType === undefined ? {} : { nodeType }),
          ...(object === undefined ? {} : { object }),
          ...(field === undefined ? {} : { field }),
        };
        const after = cursor === undefined ? '' : decodePosition(cursor, { flow: 'string' }).flow;
        const limit = pageLimit(query);
        const flows = definitions.listFlowIds().filter((flowId) => flowId > after);
        const pages: (readonly FieldUsesOfFlow[])[] = [];
        let last = '';
        for (const flowId of flows.toSorted()) {
          const folder = findDocument(flowId)?.owner;
          if (folder === undefined || !may('flows.read', { folder })) continue;
          const found = index.ofFlow(flowId, question);
          if (found.length === 0) continue;
          // One more than fits: there is another page.
          if (pages.length === limit) return { body: { items: pages.flat(), next: encodePosition({ flow: last }) } };
          pages.push(found);
          last = flowId;
        }
        return { body: { items: pages.flat() } };
      },
    },
  ];
}

/** Flows: drafts, versions, differences, checks; environments and what is live in them. */
import type { EnvironmentView } from '#flows/api/environments.ts';
import type { Page } from '#flows/api/page.ts';
import type { FlowDefinitions } from '../../store/flow-definitions.ts';
import type { FlowService } from '../../versions/flow-service.ts';
import { ApiError, refusals } from '../api-error.ts';
import { BIG_BODY_BYTES } from '../json-body.ts';
import { decodePosition, encodePosition } from '../position.ts';
import type { ApiRequest, Route } from '../route.ts';
import { anyObject, closed, PAGE_QUERY, pageLimit, reason, text } from '../schemas.ts';

const FLOW_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export function flowRoutes(service: FlowService, definitions: Pick<FlowDefinitions, 'listEnvironments'>): readonly Route[] {
  const folderOf = (flowId: string) => service.findDocument(flowId)?.owner;
  const isEnvironment = (name: string) => definitions.listEnvironments().some((environment) => environment.name === name);

  function requireFlow({ params, require }: ApiRequest, right: 'flows.read' | 'drafts.write' | 'flows.publish'): string {
    const flowId = params['flowId']!;
    const folder = folderOf(flowId);
    if (folder === undefined) throw refusals.notFound('flow', flowId);
    require(right, { folder });
    return flowId;
  }

  function requireEnvironment({ params, requireSomewhere }: ApiRequest, right: 'flows.read' | 'deployments.write'): string {
    const environment = params['environment']!;
    if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
    requireSomewhere(right, environment);
    return environment;
  }

  return [
    {
      method: 'GET',
      path: '/api/flows',
      summary: 'All flows that you may read.',
      right: 'flows.read',
      query: PAGE_QUERY,
      answer: 'Page<FlowSummary>',
      handle({ query, may }) {
        const { cursor } = query;
        const after = cursor === undefined ? '' : decodePosition(cursor, { flow: 'string' }).flow;
        const all = service.list().filter(({ owner, flowId }) => may('flows.read', { folder: owner }) && flowId > after);
        const sorted = all.toSorted((a, b) => (a.flowId < b.flowId ? -1 : 1));
        const items = sorted.slice(0, pageLimit(query));
        return { body: { items, ...(sorted.length > items.length ? { next: encodePosition({ flow: items.at(-1)!.flowId }) } : {}) } };
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{flowId}',
      summary: 'One flow: newest version, drafts, where it is live.',
      right: 'flows.read',
      answer: 'FlowSummary',
      handle: (request) => ({ body: service.get(requireFlow(request, 'flows.read')) }),
    },
    {
      method: 'POST',
      path: '/api/flows/{flowId}/drafts',
      summary:
        'A draft of your own: from a document, from a version, or from the newest one. A new flow begins with a document; with `newFlow` only where there is none of its id (409).',
      right: 'drafts.write',
      mostBytes: BIG_BODY_BYTES,
      body: closed({ document: anyObject, baseVersion: { type: 'integer', minimum: 1 }, newFlow: { type: 'boolean' } }, []),
      answer: 'DraftView',
      status: 201,
      async handle({ params, body, caller, require }) {
        const flowId = params['flowId']!;
        if (!FLOW_ID.test(flowId) || flowId.length > 64) throw refusals.invalidSlug('flow id', flowId);
        const input = body as { document?: { owner?: unknown }; baseVersion?: number; newFlow?: boolean };
        const folders = [folderOf(flowId), input.document?.owner].filter((folder): folder is string => typeof folder === 'string');
        for (const folder of folders) require('drafts.write', { folder });
        const draft = await service.addDraft(flowId, input, caller);
        return { body: draft, headers: { ETag: `"${draft.revision}"` } };
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{flowId}/drafts',
      summary: 'All drafts of the flow.',
      right: 'flows.read',
      answer: 'Page<DraftSummary>',
      handle: (request) => ({ body: { items: service.get(requireFlow(request, 'flows.read')).drafts } }),
    },
    {
      method: 'GET',
      path: '/api/flows/{flowId}/drafts/{draftId}',
      summary: 'A draft with its problems; the revision is the ETag.',
      right: 'flows.read',
      answer: 'DraftView',
      handle(request) {
        const draft = service.getDraft(requireFlow(request, 'flows.read'), request.params['draftId']!);
        return { body: draft, headers: { ETag: `"${draft.revision}"` } };
      },
    },
    {
      method: 'PUT',
      path: '/api/flows/{flowId}/drafts/{draftId}',
      summary: 'Saves a draft; If-Match carries the revision that the change is based on. 412 brings the current draft to merge with.',
      right: 'drafts.write',
      mostBytes: BIG_BODY_BYTES,
      ifMatch: true,
      body: closed({ document: anyObject }),
      answer: 'DraftView',
      async handle(request) {
        const { document } = request.body as { document: { owner?: unknown } };
        if (typeof document.owner === 'string') request.require('drafts.write', { folder: document.owner });
        const draft = await service.saveDraft(
          requireFlow(request, 'drafts.write'),
          request.params['draftId']!,
          request.revision(),
          document,
          request.caller,
        );
        return { body: draft, headers: { ETag: `"${draft.revision}"` } };
      },
    },
    {
      method: 'DELETE',
      path: '/api/flows/{flowId}/drafts/{draftId}',
      summary: 'Throws a draft away.',
      right: 'drafts.write',
      async handle(request) {
        await service.removeDraft(requireFlow(request, 'drafts.write'), request.params['draftId']!, request.caller);
        return {};
      },
    },
    {
      method: 'POST',
      path: '/api/flows/{flowId}/check',
      summary: 'Every problem of a document, without storing it.',
      right: 'flows.read',
      mostBytes: BIG_BODY_BYTES,
      body: closed({ document: anyObject }),
      answer: 'FlowCheck',
      async handle({ body }) {
        return { body: await service.check((body as { document: unknown }).document) };
      },
    },
    {
      method: 'POST',
      path: '/api/flows/{flowId}/code-types',
      summary: 'What the code of a node sees, as TypeScript declarations for an editor; of a document that is not stored.',
      right: 'flows.read',
      mostBytes: BIG_BODY_BYTES,
      body: closed({ document: anyObject, node: text(64) }),
      answer: 'CodeTypes',
      handle(request) {
        const { document, node } = request.body as { document: unknown; node: string };
        return { body: service.codeTypes(requireFlow(request, 'flows.read'), document, node) };
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{flowId}/versions',
      summary: 'Published versions, newest first.',
      right: 'flows.read',
      answer: 'Page<VersionSummary>',
      handle: (request) => ({
        body: { items: service.listVersions(requireFlow(request, 'flows.read')).toSorted((a, b) => b.version - a.version) },
      }),
    },
    {
      method: 'POST',
      path: '/api/flows/{flowId}/versions',
      summary: 'Publishes a draft as the next version; errors refuse it with the problems.',
      right: 'flows.publish',
      body: closed({ draftId: text(64), note: text(2_000) }),
      answer: 'VersionSummary',
      status: 201,
      async handle(request) {
        const { draftId, note } = request.body as { draftId: string; note: string };
        const flowId = requireFlow(request, 'flows.publish');
        // A draft may move the flow to another folder: that takes the right there, too.
        request.require('flows.publish', { folder: service.getDraft(flowId, draftId).document.owner });
        return { body: await service.publish(flowId, draftId, note, request.caller) };
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{flowId}/versions/{version}',
      summary: 'A version with its document.',
      right: 'flows.read',
      answer: 'VersionView',
      handle(request) {
        const version = request.params['version']!;
        const flowId = requireFlow(request, 'flows.read');
        if (!/^[1-9]\d{0,8}$/.test(version)) throw refusals.notFound(`version of ${flowId}`, version);
        return { body: service.getVersion(flowId, Number(version)) };
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{flowId}/diff',
      summary: 'What changed, in three layers. Both ends are version numbers or draft ids.',
      right: 'flows.read',
      query: { from: { description: 'Version number or draft id.' }, to: { description: 'Version number or draft id.' } },
      answer: 'FlowDiff',
      handle(request) {
        const { from, to } = request.query;
        if (from === undefined || to === undefined) throw new ApiError(400, 'parameter-missing', 'Give "from" and "to".');
        return { body: service.diff(requireFlow(request, 'flows.read'), from, to) };
      },
    },
    {
      method: 'GET',
      path: '/api/environments',
      summary: 'Environments in the order of promotion.',
      right: 'signed-in',
      answer: 'Page<EnvironmentView>',
      handle: () => ({ body: { items: definitions.listEnvironments() } satisfies Page<EnvironmentView> }),
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/deployments',
      summary: 'What is live in the environment.',
      right: 'flows.read',
      answer: 'Page<DeploymentView>',
      handle(request) {
        const items = service.listDeployments(requireEnvironment(request, 'flows.read'));
        return {
          body: {
            items: items.filter(({ flowId }) =>
              request.may('flows.read', { environment: request.params['environment']!, folder: folderOf(flowId) ?? '' }),
            ),
          },
        };
      },
    },
    {
      method: 'PUT',
      path: '/api/environments/{environment}/deployments/{flowId}',
      summary: 'Makes a version live; its contract says which major. Runs in flight finish on theirs.',
      right: 'deployments.write',
      body: closed({ version: { type: 'integer', minimum: 1 } }),
      answer: 'DeploymentView',
      async handle(request) {
        const environment = requireEnvironment(request, 'deployments.write');
        const flowId = request.params['flowId']!;
        request.require('deployments.write', { environment, folder: folderOf(flowId) ?? '' });
        return { body: await service.deploy(environment, flowId, (request.body as { version: number }).version, request.caller) };
      },
    },
    ...([true, false] as const).map(
      (paused): Route => ({
        method: 'POST',
        path: `/api/environments/{environment}/deployments/{flowId}/${paused ? 'pause' : 'resumption'}`,
        summary: paused
          ? 'Nothing of the flow begins there any more; what is at work goes on to its next wait, messages are taken and wait. Audited.'
          : 'Lets a paused flow go on: first what was held, then what waits, in order. Audited.',
        right: 'runs.act',
        body: closed({ reason }),
        async handle({ params, body, require, caller }) {
          const { environment = '', flowId = '' } = params;
          require('runs.act', { environment, folder: folderOf(flowId) ?? '' });
          await service.setPaused(environment, flowId, paused, (body as { readonly reason: string }).reason, caller);
          return {};
        },
      }),
    ),
    {
      method: 'DELETE',
      path: '/api/environments/{environment}/deployments/{flowId}',
      summary: 'Takes a flow out of the environment; its open runs finish.',
      right: 'deployments.write',
      query: { major: { description: 'Only this contract major.', pattern: '\\d{1,4}' } },
      async handle(request) {
        const environment = requireEnvironment(request, 'deployments.write');
        const flowId = request.params['flowId']!;
        request.require('deployments.write', { environment, folder: folderOf(flowId) ?? '' });
        await service.undeploy(
          environment,
          flowId,
          request.query['major'] === undefined ? undefined : Number(request.query['major']),
          request.caller,
        );
        return {};
      },
    },
  ];
}

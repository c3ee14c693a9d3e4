/** Tests of flows and samples to try them with: kept with the flow, run without calling anybody. */
import type { FlowTestReport, FlowTestView, SampleView } from '#flows/api/flow-tests.ts';
import type { Page } from '#flows/api/page.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowTest } from '#flows/flow-test.ts';
import type { Json } from '#flows/json.ts';
import type { Right } from '#flows/policy.ts';
import { MOST_TESTS, tooManyTests } from '../../flow-tests/most-tests.ts';
import { type FlowTestParts, runFlowTest } from '../../flow-tests/run-flow-test.ts';
import type { TestedFlow } from '../../flow-tests/tested-flows.ts';
import { newId } from '../../ids.ts';
import type { FlowDefinitions } from '../../store/flow-definitions.ts';
import type { FlowTestDefinitions, FlowTestRow, SampleDefinitions, SampleRow } from '../../store/flow-test-definitions.ts';
import type { FlowLanguage } from '../../versions/flow-language.ts';
import { ApiError, refusals } from '../api-error.ts';
import { flowTest } from '../flow-test-schema.ts';
import { BIG_BODY_BYTES } from '../json-body.ts';
import type { ApiRequest, Route } from '../route.ts';
import { anyJson, closed, requireName, text } from '../schemas.ts';

export interface TestRouteParts {
  readonly definitions: Pick<FlowDefinitions, 'findDraft' | 'findVersion' | 'latestVersion'> & FlowTestDefinitions & SampleDefinitions;
  readonly language: Pick<FlowLanguage, 'collectSchemas' | 'tryOut'>;
  readonly testing: FlowTestParts;
  readonly folderOf: (flow: string) => string | undefined;
  readonly now: () => number;
}

export function testRoutes({ definitions, language, testing, folderOf, now }: TestRouteParts): readonly Route[] {
  function requireFlow({ params, require }: ApiRequest, right: Right): string {
    const flowId = params['flowId']!;
    const folder = folderOf(flowId);
    if (folder === undefined) throw refusals.notFound('flow', flowId);
    require(right, { folder });
    return flowId;
  }

  function testOf(flowId: string, name: string): FlowTestRow {
    const row = definitions.findFlowTest(flowId, name);
    if (row === undefined) throw refusals.notFound(`test of ${flowId}`, name);
    return row;
  }

  function requireRoom(flowId: string, name: string): void {
    if (definitions.findFlowTest(flowId, name) !== undefined) return;
    if (definitions.listFlowTests(flowId).length >= MOST_TESTS) throw tooManyTests(flowId);
  }

  function publishedFlow(flowId: string, version: number): TestedFlow {
    const row = definitions.findVersion(flowId, version);
    if (row === undefined) throw refusals.notFound(`version of ${flowId}`, String(version));
    return row;
  }

  /** The code and the schemas of a draft run here as those of a version do: they are tried out first. */
  async function requireSound(document: FlowDocument): Promise<void> {
    const problems = await language.tryOut(document);
    if (problems.length === 0) return;
    throw new ApiError(422, 'flow-has-errors', 'The draft cannot be tested: it has errors.', 'Mend the problems that are listed.', {
      problems,
    });
  }

  /** A draft, a version, or the newest there is. */
  function testedFlow(flowId: string, { draftId, version }: { readonly draftId?: string; readonly version?: number }): TestedFlow {
    if (draftId !== undefined) {
      const draft = definitions.findDraft(draftId);
      if (draft === undefined || draft.flowId !== flowId) throw refusals.notFound('draft', draftId);
      return { document: draft.document, schemas: language.collectSchemas(draft.document) };
    }
    const newest = version ?? definitions.latestVersion(flowId);
    if (newest !== undefined) return publishedFlow(flowId, newest);
    throw new ApiError(409, 'nothing-published', `"${flowId}" has no version yet.`, 'Name a draft as "draftId".');
  }

  return [
    {
      method: 'GET',
      path: '/api/flows/{flowId}/tests',
      summary: 'Tests of the flow.',
      right: 'flows.read',
      answer: 'Page<FlowTestView>',
      handle(request) {
        const flowId = requireFlow(request, 'flows.read');
        return { body: { items: definitions.listFlowTests(flowId).map(toTestView) } satisfies Page<FlowTestView> };
      },
    },
    {
      method: 'POST',
      path: '/api/flows/{flowId}/tests/run',
      summary: 'Runs the tests of the flow, or one that is given, on a draft, a version or the newest version. Nobody is called.',
      right: 'drafts.write',
      mostBytes: BIG_BODY_BYTES,
      body: closed(
        {
          draftId: text(64),
          version: { type: 'integer', minimum: 1 },
          names: { type: 'array', maxItems: MOST_TESTS, items: text(64) },
          test: flowTest,
        },
        [],
      ),
      answer: 'FlowTestReport',
      async handle(request) {
        const flowId = requireFlow(request, 'drafts.write');
        const input = request.body as { draftId?: string; version?: number; names?: readonly string[]; test?: FlowTest };
        const tested = testedFlow(flowId, input);
        if (input.draftId !== undefined) await requireSound(tested.document);
        const chosen =
          input.test !== undefined
            ? [{ name: 'given', test: input.test }]
            : (input.names?.map((name) => testOf(flowId, name)) ?? definitions.listFlowTests(flowId));
        const results = [];
        for (const { name, test } of chosen) results.push(await runFlowTest(testing, tested, name, test));
        return { body: { results } satisfies FlowTestReport };
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{flowId}/tests/{name}',
      summary: 'One test; its revision is the ETag.',
      right: 'flows.read',
      answer: 'FlowTestView',
      handle(request) {
        const row = testOf(requireFlow(request, 'flows.read'), request.params['name']!);
        return { body: toTestView(row), headers: { ETag: `"${row.revision}"` } };
      },
    },
    {
      method: 'PUT',
      path: '/api/flows/{flowId}/tests/{name}',
      summary: 'Stores a test. If-Match carries the revision, 0 for a new one.',
      right: 'drafts.write',
      mostBytes: BIG_BODY_BYTES,
      ifMatch: true,
      body: closed({ test: flowTest }),
      answer: 'FlowTestView',
      async handle(request) {
        const flowId = requireFlow(request, 'drafts.write');
        const name = request.params['name']!;
        requireName(name);
        const { test } = request.body as { test: FlowTest };
        requireRoom(flowId, name);
        const audit = { by: request.caller.name, action: 'flow-test-changed', object: `flow ${flowId}`, detail: { name } };
        const row = await definitions.putFlowTest(flowId, name, test, request.revision(), audit);
        if (row !== undefined) return { body: toTestView(row), headers: { ETag: `"${row.revision}"` } };
        const current = definitions.findFlowTest(flowId, name);
        throw refusals.changedMeanwhile(current === undefined ? null : toTestView(current));
      },
    },
    {
      method: 'DELETE',
      path: '/api/flows/{flowId}/tests/{name}',
      summary: 'Removes a test.',
      right: 'drafts.write',
      async handle(request) {
        const { name } = testOf(requireFlow(request, 'drafts.write'), request.params['name']!);
        const flowId = request.params['flowId']!;
        const audit = { by: request.caller.name, action: 'flow-test-removed', object: `flow ${flowId}`, detail: { name } };
        await definitions.deleteFlowTest(flowId, name, audit);
        return {};
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{flowId}/samples',
      summary: 'Payloads kept to try the flow, or one of its nodes, with.',
      right: 'payloads.read',
      answer: 'Page<SampleView>',
      handle(request) {
        const flowId = requireFlow(request, 'payloads.read');
        return { body: { items: definitions.listSamples(flowId).map(toSampleView) } satisfies Page<SampleView> };
      },
    },
    {
      method: 'POST',
      path: '/api/flows/{flowId}/samples',
      summary: 'Keeps a payload: a trigger body, or with nodeId the pinned output of a node.',
      right: 'drafts.write',
      mostBytes: BIG_BODY_BYTES,
      body: closed({ name: text(100), nodeId: text(64), payload: anyJson }, ['name', 'payload']),
      answer: 'SampleView',
      status: 201,
      async handle(request) {
        const flowId = requireFlow(request, 'drafts.write');
        const { name, nodeId, payload } = request.body as { name: string; nodeId?: string; payload: Json };
        const sample: SampleRow = {
          sampleId: `smp_${newId()}`,
          flowId,
          name,
          payload,
          createdBy: request.caller.name,
          createdAt: new Date(now()).toISOString(),
          ...(nodeId === undefined ? {} : { nodeId }),
        };
        await definitions.putSample(sample, {
          by: request.caller.name,
          action: 'sample-added',
          object: `flow ${flowId}`,
          detail: { name },
        });
        return { body: toSampleView(sample) };
      },
    },
    {
      method: 'DELETE',
      path: '/api/flows/{flowId}/samples/{sampleId}',
      summary: 'Removes a sample.',
      right: 'drafts.write',
      async handle(request) {
        const flowId = requireFlow(request, 'drafts.write');
        const sample = definitions.listSamples(flowId).find(({ sampleId }) => sampleId === request.params['sampleId']);
        if (sample === undefined) throw refusals.notFound('sample', request.params['sampleId']!);
        const audit = { by: request.caller.name, action: 'sample-removed', object: `flow ${flowId}`, detail: { name: sample.name } };
        await definitions.deleteSample(sample.sampleId, audit);
        return {};
      },
    },
  ];
}

function toTestView({ flowId: _flow, ...view }: FlowTestRow): FlowTestView {
  return view;
}

function toSampleView({ flowId: _flow, ...view }: SampleRow): SampleView {
  return view;
}

/** Bundles: chosen flows in one file, looked through before they are taken in. Importing makes drafts and runs nothing (flows/bundles/SPEC.md). */

import { BUNDLE_LIMITS } from '#flows/bundles/bundle.ts';
import type { NodeType } from '#nodes/node.ts';
import { type ImportChoices, importBundle } from '../../bundles/import-bundle.ts';
import { type LookRights, lookAtBundle, lookAtFlows } from '../../bundles/look-at-bundle.ts';
import { makeBundle } from '../../bundles/make-bundle.ts';
import { readBundle } from '../../bundles/read-bundle.ts';
import type { ReadApart } from '../../services/read-apart.ts';
import { mayChangeService, requireUsers } from '../../services/require-users.ts';
import type { ServiceUses } from '../../services/service-uses.ts';
import type { Definitions } from '../../store/definitions.ts';
import type { FlowLanguage } from '../../versions/flow-language.ts';
import { refusals } from '../api-error.ts';
import { BIG_BODY_BYTES } from '../json-body.ts';
import type { ApiRequest, Route } from '../route.ts';
import { anyObject, closed, text } from '../schemas.ts';

export interface BundleRouteParts {
  readonly definitions: Definitions;
  readonly language: FlowLanguage;
  readonly nodeTypes: readonly NodeType[];
  /** Of this Millrace. */
  readonly version: string;
  readonly isEnvironment: (name: string) => boolean;
  readonly folderOf: (flow: string) => string | undefined;
  readonly serviceUses: ServiceUses;
  readonly readApart: ReadApart;
}

export function bundleRoutes({
  definitions,
  language,
  nodeTypes: types,
  version,
  isEnvironment,
  folderOf,
  serviceUses,
  readApart,
}: BundleRouteParts): readonly Route[] {
  const manifests = new Map(types.map(({ manifest }) => [manifest.type, manifest]));
  const nodeTypes = (type: string) => manifests.get(type);
  const parts = { definitions, nodeTypes, version, readApart };

  function environmentOf(environment: string | undefined): string {
    const name = environment ?? definitions.listEnvironments()[0]!.name;
    if (!isEnvironment(name)) throw refusals.notFound('environment', name);
    return name;
  }

  function rightsOf({ may }: ApiRequest, environment: string): LookRights {
    return {
      draw: (folder) => may('drafts.write', { folder }),
      read: (folder) => may('flows.read', { folder }),
      changeService: (name) => mayChangeService(serviceUses, name, may),
      connections: may('connections.read', { environment }),
      referenceData: may('flows.read', { environment }),
    };
  }

  return [
    {
      method: 'POST',
      path: '/api/bundles',
      summary:
        'Chosen versions of flows as one file, with the flows that they call, their tests and the descriptions of services they were drawn with. Never secrets, never payloads. Audited.',
      right: 'flows.read',
      body: closed(
        {
          flows: {
            type: 'array',
            minItems: 1,
            maxItems: BUNDLE_LIMITS.flows,
            items: closed({ flow: text(64), version: { type: 'integer', minimum: 1 } }, ['flow']),
          },
          called: { type: 'boolean' },
          tests: { type: 'boolean' },
        },
        ['flows'],
      ),
      answer: 'Bundle',
      async handle({ body, caller, require, may }) {
        const { flows, called = true, tests = true } = body as Partial<Choice> & Pick<Choice, 'flows'>;
        for (const { flow } of flows) {
          const folder = folderOf(flow);
          if (folder === undefined) throw refusals.notFound('flow', flow);
          require('flows.read', { folder });
        }
        const mayRead = (flow: string) => may('flows.read', { folder: folderOf(flow) ?? '' });
        const bundle = makeBundle({ definitions, nodeTypes, madeWith: version }, { flows, called, tests }, mayRead);
        const held = bundle.flows.map(({ flowId, version: number }) => ({ flow: flowId, version: number }));
        await definitions.append({
          by: caller.name,
          action: 'bundle-exported',
          object: `bundle ${bundle.digest.slice(0, 12)}`,
          detail: { digest: bundle.digest, flows: held },
        });
        return { body: bundle };
      },
    },
    {
      method: 'POST',
      path: '/api/bundles/preview',
      summary: 'What importing a bundle would bring, and what its flows need that is not there. Stores nothing.',
      right: 'drafts.write',
      mostBytes: BIG_BODY_BYTES,
      body: closed({ bundle: anyObject, environment: text(64) }, ['bundle']),
      answer: 'BundlePreview',
      async handle(request) {
        const { bundle, environment: asked } = request.body as { bundle: unknown; environment?: string };
        const environment = environmentOf(asked);
        return { body: await lookAtBundle(parts, readBundle(bundle, language), environment, rightsOf(request, environment)) };
      },
    },
    {
      method: 'POST',
      path: '/api/bundles/import',
      summary:
        'Makes drafts of the flows, in one commit with their tests and services. What is here stays: a flow that differs becomes a draft of it, or with "as" a new flow. Nothing is published, live or run. Audited.',
      right: 'drafts.write',
      mostBytes: BIG_BODY_BYTES,
      body: closed(
        {
          bundle: anyObject,
          flows: {
            type: 'array',
            maxItems: BUNDLE_LIMITS.flows,
            items: closed({ flow: text(64), major: { type: 'integer', minimum: 1 }, take: { enum: ['keep', 'draft'] }, as: text(64) }, [
              'flow',
              'major',
              'take',
            ]),
          },
          services: {
            type: 'array',
            maxItems: BUNDLE_LIMITS.services,
            items: closed({ name: text(64), take: { enum: ['keep', 'take'] } }),
          },
        },
        ['bundle'],
      ),
      answer: 'BundleImported',
      async handle(request) {
        const { bundle: given, ...choices } = request.body as { bundle: unknown } & ImportChoices;
        const bundle = readBundle(given, language);
        const rights = rightsOf(request, environmentOf(undefined));
        const looks = lookAtFlows(parts, bundle, rights);
        const imported = await importBundle(parts, bundle, looks, choices, request.caller, {
          requireDrawing: (folder) => request.require('drafts.write', { folder }),
          mayChangeService: rights.changeService,
          requireService: (name) => requireUsers(serviceUses, name, request.may),
        });
        return { body: imported };
      },
    },
  ];
}

type Choice = Parameters<typeof makeBundle>[1];

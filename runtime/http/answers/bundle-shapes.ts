/** Bundles, and what importing one would bring and has brought. */
import type { BundledFlowLook, BundledServiceLook, BundleImported, BundleNeed, BundlePreview } from '#flows/api/bundles.ts';
import { bundleSchema } from '../../bundles/bundle-schema.ts';
import { boolean, choice, integer, list, object, optional, string } from './schema-of.ts';
import { ref, type ShapeSchemas } from './shapes.ts';

const standing = choice('new', 'same', 'differs');

export const BUNDLE_SHAPES = {
  Bundle: { schema: bundleSchema },
  BundlePreview: object<BundlePreview>({
    digest: string,
    madeWith: string,
    environment: string,
    flows: list(
      object<BundledFlowLook>({
        flowId: string,
        name: string,
        owner: string,
        layer: choice('system', 'process', 'experience'),
        major: integer,
        version: integer,
        nodes: integer,
        standing,
        here: optional(object<NonNullable<BundledFlowLook['here']>>({ version: optional(integer), draftId: optional(string) })),
        tests: list(object<BundledFlowLook['tests'][number]>({ name: string, standing })),
        mayTake: boolean,
        proposal: choice('keep', 'draft'),
      }),
    ),
    services: list(
      object<BundledServiceLook>({
        name: string,
        version: string,
        standing,
        versionHere: optional(string),
        unreadable: optional(string),
        mayTake: boolean,
        proposal: choice('keep', 'take'),
      }),
    ),
    schemas: list(object<BundlePreview['schemas'][number]>({ ref: string, standing: choice('same', 'differs', 'missing') })),
    needs: list(
      object<BundleNeed>({
        kind: choice('connection', 'variable', 'value-map', 'master-data', 'node-type', 'flow'),
        name: string,
        standing: choice('there', 'missing', 'another', 'not-told'),
        detail: optional(string),
      }),
    ),
    problems: list(ref('Problem')),
  }),
  BundleImported: object<BundleImported>({
    drafts: list(object<BundleImported['drafts'][number]>({ flowId: string, draftId: string, from: string, major: integer })),
    kept: list(object<BundleImported['kept'][number]>({ flowId: string, major: integer })),
    tests: integer,
    services: list(object<BundleImported['services'][number]>({ name: string, revision: integer })),
  }),
} satisfies Partial<ShapeSchemas>;

/**
 * What somebody gives as a bundle → a bundle whose every name is safe to use and whose flows are flow documents. Nothing of it is believed:
 * its needs are read from the flows again. Throws ApiError 400 with the first thing that is wrong.
 */
import { hash } from 'node:crypto';
import { BUNDLE_FORMAT, type Bundle, digestedText } from '#flows/bundles/bundle.ts';
import { NAME_PATTERN } from '#flows/master-values.ts';
import { ApiError } from '../http/api-error.ts';
import { createBodyValidator } from '../http/body-validator.ts';
import type { FlowLanguage } from '../versions/flow-language.ts';
import { bundleSchema } from './bundle-schema.ts';

/** Stands in addresses: flows and services. */
export const SLUG = /^(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const SCHEMA_REF = /^schemas\/[a-z0-9]+(-[a-z0-9]+)*\.json$/;
const validate = createBodyValidator(bundleSchema);

export function digestOf(content: Parameters<typeof digestedText>[0]): string {
  return hash('sha256', digestedText(content), 'hex');
}

/** `given`: a JSON object within the limits of request bodies. */
export function readBundle(given: unknown, language: Pick<FlowLanguage, 'upgrade'>): Bundle {
  requireFormat((given as { readonly bundle?: unknown }).bundle);
  requireShape(given);
  const bundle = given as Bundle;
  const digest = digestOf(bundle);
  if (digest !== bundle.digest)
    throw refused(
      'bundle-digest',
      'The bundle is not as it was written: its digest does not fit what it holds.',
      'Fetch the file again. Who changes a flow on purpose uploads it as a flow.',
    );
  for (const ref of Object.keys(bundle.schemas)) if (!SCHEMA_REF.test(ref)) throw noName('schema', ref);
  for (const { name } of bundle.services) if (!SLUG.test(name)) throw noName('service', name);
  requireOnce(bundle.services.map(({ name }) => `The service "${name}"`));
  const flows = bundle.flows.map((flow) => readFlow(flow, language));
  requireOnce(flows.map(({ flowId, document }) => `The flow "${flowId}" with contract ${document.contract.major}`));
  return { ...bundle, flows };
}

function requireFormat(format: unknown): void {
  if (typeof format !== 'number')
    throw refused(
      'bundle-not',
      'This is no bundle: it has no number "bundle".',
      'Give a file that "Export" or millrace bundles export wrote.',
    );
  if (format > BUNDLE_FORMAT)
    throw refused(
      'bundle-newer',
      `The bundle has format ${format}; this Millrace knows formats up to ${BUNDLE_FORMAT}.`,
      'Update Millrace, or export with one of this version.',
    );
}

function requireShape(given: unknown): void {
  try {
    validate(given);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw refused('bundle-malformed', `The bundle cannot be read: ${error.message}`, 'Export it again.');
  }
}

type BundledFlow = Bundle['flows'][number];

function readFlow(flow: BundledFlow, language: Pick<FlowLanguage, 'upgrade'>): BundledFlow {
  const { flowId, document, tests } = flow;
  if (!SLUG.test(flowId)) throw noName('flow', flowId);
  const read = language.upgrade(document);
  if ('problems' in read) {
    const [first] = read.problems;
    throw new ApiError(400, 'bundle-flow', `"${flowId}" in the bundle is no flow document: ${first!.path} ${first!.message}`, first!.help, {
      problems: read.problems,
    });
  }
  if (read.document.id !== flowId)
    throw refused('bundle-flow', `"${flowId}" in the bundle holds a document of "${read.document.id}".`, 'Export it again.');
  for (const { name } of tests) if (!NAME_PATTERN.test(name)) throw noName('test', name);
  requireOnce(tests.map(({ name }) => `The test "${name}" of "${flowId}"`));
  return { ...flow, document: read.document };
}

function requireOnce(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw refused('bundle-twice', `${twice} stands twice in the bundle.`, 'Export it again.');
}

function noName(what: string, name: string): ApiError {
  return refused('bundle-name', `"${name.slice(0, 100)}" in the bundle is no name of a ${what}.`, 'Export it again.');
}

function refused(code: string, detail: string, help: string): ApiError {
  return new ApiError(400, code, detail, help);
}

import type { ConfigFinding } from '#flows/check/checked-flow.ts';
import { isExpressionText } from '#flows/expressions/expression-text.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { callSalesforce } from '../client.ts';
import { toPlainRecord } from '../records.ts';
import { bindSoql } from '../soql.ts';
import { type QueryConfig, queryManifest } from './manifest.ts';

export const salesforceQuery: StepNode = {
  manifest: queryManifest,
  checkConfig: checkQuery,
  async execute(step) {
    const { soql, parameters, maxRecords, whenMore } = step.config as QueryConfig;
    const text = bindSoql(soql, parameters as { readonly [name: string]: Json });
    const output = await step.read('query', { soql: text }, async (exchange) => {
      const records: JsonObject[] = [];
      let path = `/query?q=${encodeURIComponent(text)}`;
      for (;;) {
        const { body } = await callSalesforce(step.connection, exchange, { method: 'GET', path });
        const page = readPage(body);
        if (whenMore === 'fail' && page.totalSize > maxRecords) throw tooMany(page.totalSize, maxRecords);
        records.push(...page.records.slice(0, maxRecords - records.length).map(toPlainRecord));
        if (page.next === undefined || records.length >= maxRecords) {
          return {
            totalSize: page.totalSize,
            complete: page.next === undefined && records.length >= page.totalSize,
            records,
          } satisfies JsonObject;
        }
        path = page.next;
      }
    });
    return { kind: 'done', port: output.records.length === 0 ? 'none' : 'found', output };
  },
};

/** Values may be computed; the text of the query, and which values it names, stand there. */
function checkQuery({ soql, parameters }: JsonObject): readonly ConfigFinding[] {
  if (typeof soql !== 'string' || isExpressionText(soql) || isExpressionText(parameters)) return [];
  const named = Object.fromEntries(Object.keys((parameters ?? {}) as JsonObject).map((name) => [name, 'x']));
  try {
    bindSoql(soql, named);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    return [{ path: ['soql'], message: `${error.message}.`, help: 'Begin with SELECT, and give a value for each :name.' }];
  }
}

function tooMany(found: number, most: number): InvalidError {
  return new InvalidError(`Salesforce finds ${found} records where at most ${most} may be read`, {
    code: 'too-many-records',
    help: 'Narrow the query, read in several steps, or raise the limit of the node.',
  });
}

interface Page {
  readonly totalSize: number;
  readonly records: readonly JsonObject[];
  /** Path of the next page below the API version. */
  readonly next: string | undefined;
}

export function readPage(body: Json): Page {
  const { totalSize, records, nextRecordsUrl } = (body ?? {}) as JsonObject;
  if (typeof totalSize !== 'number' || !Array.isArray(records))
    throw new InvalidError('Salesforce answered the query without records', { code: 'answer-malformed' });
  const next = typeof nextRecordsUrl === 'string' ? nextRecordsUrl.replace(/^\/services\/data\/v[\d.]+/, '') : undefined;
  return { totalSize, records: records as JsonObject[], next };
}

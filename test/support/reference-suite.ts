/**
 * The public cases of the reference implementation, from the file that MILLRACE_JSONATA_SUITE names: `{ datasets, groups }`, where a case
 * has `expr`, `data` or `dataset`, `bindings`, and `result`, `undefinedResult` or `code`.
 */
import { readFileSync } from 'node:fs';
import type { Json } from '#flows/json.ts';

export interface ReferenceCase {
  readonly group: string;
  readonly file: string;
  readonly expr: string;
  /** What it is computed from; undefined: nothing. */
  readonly root: Json | undefined;
  readonly bindings: { readonly [name: string]: Json };
  /** Undefined: nothing comes out, or it fails. */
  readonly result: Json | undefined;
  /** With which it fails. */
  readonly code: string | undefined;
}

interface StoredCase {
  readonly file: string;
  readonly expr: string;
  readonly data?: Json;
  readonly dataset?: string | null;
  readonly bindings?: { readonly [name: string]: Json };
  readonly result?: Json;
  readonly undefinedResult?: boolean;
  readonly code?: string;
  readonly error?: { readonly code?: string };
}

interface StoredSuite {
  readonly datasets: { readonly [name: string]: Json };
  readonly groups: { readonly [name: string]: readonly StoredCase[] };
}

const file = process.env['MILLRACE_JSONATA_SUITE'];

export const isReferenceSuiteThere = file !== undefined;

/** None where the file is not there. Cases of one data set share its value. */
export function readReferenceSuite(): readonly ReferenceCase[] {
  if (file === undefined) return [];
  const { datasets, groups } = JSON.parse(readFileSync(file, 'utf8')) as StoredSuite;
  return Object.entries(groups).flatMap(([group, list]) =>
    list.map(({ file: place, expr, data, dataset, bindings = {}, result, undefinedResult, code, error }) => ({
      group,
      file: place,
      expr,
      root: typeof dataset === 'string' ? datasets[dataset]! : data,
      bindings,
      result: undefinedResult === true ? undefined : result,
      code: code ?? error?.code,
    })),
  );
}

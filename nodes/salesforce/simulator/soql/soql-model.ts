/** A query as it was understood. */
export interface SoqlQuery {
  /** Paths along references: `['Order__r', 'OrderNumber']`. */
  readonly fields: readonly (readonly string[])[];
  /** `COUNT()`: only how many. */
  readonly countOnly: boolean;
  readonly object: string;
  readonly where?: SoqlCondition;
  readonly orderBy: readonly SoqlOrder[];
  readonly limit?: number;
  readonly offset: number;
}

export interface SoqlOrder {
  readonly path: readonly string[];
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export type SoqlCondition =
  | { readonly type: 'and' | 'or'; readonly parts: readonly SoqlCondition[] }
  | { readonly type: 'not'; readonly part: SoqlCondition }
  | { readonly type: 'compare'; readonly path: readonly string[]; readonly operator: SoqlOperator; readonly value: SoqlLiteral }
  | { readonly type: 'in'; readonly path: readonly string[]; readonly negated: boolean; readonly values: readonly SoqlLiteral[] };

export type SoqlOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like';

export type SoqlLiteral =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null' }
  | { readonly type: 'date'; readonly value: string }
  /** Milliseconds. */
  | { readonly type: 'datetime'; readonly value: number }
  /** `TODAY`, `LAST_N_DAYS:7`: the days it covers, counted from today. */
  | { readonly type: 'days'; readonly from: number; readonly to: number };

/** What the engine asks of expressions: compile a node's config once, evaluate it per attempt. */
import type { FlowNode } from '#flows/flow.ts';
import type { Json, JsonSchema } from '#flows/json.ts';
import type { LibraryTables } from '#flows/library/library-function.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';

/** What an expression may see; nothing else (flow-format.md). */
export interface ExpressionScope {
  readonly trigger: Json;
  readonly steps: { readonly [nodeId: string]: Json };
  readonly item?: Json;
  readonly index?: number;
  readonly vars: { readonly [name: string]: Json };
  readonly run: Json;
  readonly flow: Json;
  readonly compensated?: Json;
}

export interface CompiledConfig {
  /** True when every expression is direct: `evaluate` answers synchronously. */
  readonly direct: boolean;
  /**
   * The config with every expression replaced by its value. Contained expressions of one node travel to a child in one message.
   * Throws InvalidError `expression-failed` (with position and the language's own code), TimeoutError `expression-timeout`
   * never: a limit is InvalidError `expression-limit`; a child that died of it is UnavailableError `expression-child-died`, none at all `expression-child-missing`, one that has ended two is InvalidError `expression-limit`, three such steps of one version InternalError `quarantined`.
   */
  evaluate(scope: ExpressionScope, context: EvaluationContext): Json | Promise<Json>;
}

export interface EvaluationContext extends LibraryTables {
  readonly flow: string;
  readonly version: number;
  /** Recorded start of the step: `$now()`, `$millis()`. */
  readonly startedAt: string;
  /** `$random()` is seeded by run and path. */
  readonly randomSeed: string;
  /** Who no longer wants to wait hears of it at once. */
  readonly signal?: AbortSignal;
  /** Nobody waits any more: what has not begun need not begin. Costs less than a signal. */
  readonly isOver?: boolean;
}

export interface ExpressionEngine {
  compileConfig(node: FlowNode, manifest: NodeManifest): CompiledConfig;
  /** A single expression text, for `POST /api/expressions/evaluate`. */
  evaluate(
    text: string,
    scope: ExpressionScope,
    context: EvaluationContext,
  ): Promise<{ readonly value: Json | undefined; readonly path: 'fast' | 'contained' }>;
  /**
   * JavaScript over an input, contained (core/code). Throws InvalidError `code-failed`, `code-syntax` (both with the line) or
   * `expression-limit`, UnavailableError `expression-child-died`, InternalError `quarantined`.
   */
  runCode(code: string, input: Json, context: EvaluationContext): Promise<CodeResult>;
  /** What a child says of input that would be compiled in the runtime; a fault as a sentence. Empty when it is sound. */
  tryOut(sample: CodeSample | SchemaSample): Promise<TrialFault | undefined>;
  close(): Promise<void>;
}

export interface CodeResult {
  /** Undefined when it returned nothing. */
  readonly value: Json | undefined;
  /** Lines that it wrote to the console. */
  readonly log: readonly string[];
}

export interface CodeSample {
  readonly kind: 'code';
  readonly code: string;
}
export interface SchemaSample {
  readonly kind: 'schema';
  readonly schema: JsonSchema;
  /** What `$ref` may name. */
  readonly schemas: { readonly [ref: string]: JsonSchema };
}
export interface TrialFault {
  readonly message: string;
  /** Of code, counted from 1. */
  readonly line?: number;
  /** Of a schema: JSON Pointer of the part that is wrong, as far as it is known. */
  readonly pointer?: string;
}

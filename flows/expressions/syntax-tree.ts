/**
 * The syntax tree of the `jsonata` package's parser, as it really is (its own type declarations cover about half). All walks of
 * expressions – references, direct compiling, the full compiler, types – stand on these types alone.
 * `position` is the parser's: the offset behind the token, counted in the text that was parsed.
 */
export type SyntaxNode =
  | PathNode
  | NameNode
  | LiteralNode
  | VariableNode
  | BinaryNode
  | UnaryNode
  | ObjectNode
  | ArrayNode
  | FunctionNode
  | LambdaNode
  | ConditionNode
  | BlockNode
  | BindNode
  | ApplyNode
  | TransformNode
  | SortNode
  | OtherNode;

interface Placed {
  readonly position?: number;
  /** `[…]` behind something that is no path. */
  readonly predicate?: readonly Stage[];
  /** `{…}` behind something: grouping. */
  readonly group?: { readonly lhs: readonly KeyValue[]; readonly position?: number };
  /** `[]` behind it: a single result stays an array. */
  readonly keepArray?: boolean;
  /** Only on the steps of a path. */
  readonly stages?: readonly Stage[];
  /** `@$x` */
  readonly focus?: string;
  /** `#$i` */
  readonly index?: string;
  /** Some `%` climbs to the input of this step. */
  readonly ancestor?: { readonly label: string };
}

export type KeyValue = readonly [key: SyntaxNode, value: SyntaxNode];

export type Stage =
  | { readonly type: 'filter'; readonly expr: SyntaxNode; readonly position?: number }
  | { readonly type: 'index'; readonly value: string; readonly position?: number };

export interface PathNode extends Placed {
  readonly type: 'path';
  readonly steps: readonly SyntaxNode[];
  readonly keepSingletonArray?: boolean;
}
export interface NameNode extends Placed {
  readonly type: 'name';
  readonly value: string;
}
export interface LiteralNode extends Placed {
  readonly type: 'string' | 'number' | 'value';
  readonly value: string | number | boolean | null;
}
/** `value` is the name without `$`: '' is the context, '$' the whole input. */
export interface VariableNode extends Placed {
  readonly type: 'variable';
  readonly value: string;
}
export interface BinaryNode extends Placed {
  readonly type: 'binary';
  readonly value: string;
  readonly lhs: SyntaxNode;
  readonly rhs: SyntaxNode;
}
export interface UnaryNode extends Placed {
  readonly type: 'unary';
  readonly value: '-';
  readonly expression: SyntaxNode;
}
export interface ObjectNode extends Placed {
  readonly type: 'unary';
  readonly value: '{';
  readonly lhs: readonly KeyValue[];
}
export interface ArrayNode extends Placed {
  readonly type: 'unary';
  readonly value: '[';
  readonly expressions: readonly SyntaxNode[];
}
export interface FunctionNode extends Placed {
  readonly type: 'function' | 'partial';
  readonly procedure: SyntaxNode;
  readonly arguments: readonly SyntaxNode[];
}
export interface LambdaNode extends Placed {
  readonly type: 'lambda';
  readonly arguments: readonly VariableNode[];
  readonly body: SyntaxNode;
  /** Tail calls are wrapped in a lambda of the parser's own. */
  readonly thunk?: boolean;
}
export interface ConditionNode extends Placed {
  readonly type: 'condition';
  readonly condition: SyntaxNode;
  readonly then: SyntaxNode;
  readonly else?: SyntaxNode;
}
export interface BlockNode extends Placed {
  readonly type: 'block';
  readonly expressions: readonly SyntaxNode[];
}
export interface BindNode extends Placed {
  readonly type: 'bind';
  readonly lhs: VariableNode;
  readonly rhs: SyntaxNode;
}
export interface ApplyNode extends Placed {
  readonly type: 'apply';
  readonly lhs: SyntaxNode;
  readonly rhs: SyntaxNode;
}
export interface TransformNode extends Placed {
  readonly type: 'transform';
  readonly pattern: SyntaxNode;
  readonly update: SyntaxNode;
  readonly delete?: SyntaxNode;
}
export interface SortNode extends Placed {
  readonly type: 'sort';
  readonly terms: readonly { readonly descending: boolean; readonly expression: SyntaxNode }[];
}
/** No children: `*`, `**`, `%`, `/regex/`, the `?` of a partial application, a place where parsing recovered. */
export interface OtherNode extends Placed {
  readonly type: 'wildcard' | 'descendant' | 'parent' | 'regex' | 'operator' | 'error';
}

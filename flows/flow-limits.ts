/** Sizes that a flow may have. A larger flow cannot be read by people; split it and call the parts. */
export const FLOW_LIMITS = {
  nodes: 500,
  edges: 2_000,
  notes: 200,
  idLength: 64,
  nameLength: 120,
  textLength: 4_000,
  expressionLength: 32_768,
  /** A year: nothing in a run waits longer. */
  durationMs: 31_622_400_000,
} as const;

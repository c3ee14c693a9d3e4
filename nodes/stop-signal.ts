/** What of an `AbortSignal` it takes to be stopped. */
export interface StopSignal {
  readonly aborted: boolean;
  /** What stopped it. */
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

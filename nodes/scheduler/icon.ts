/** Bars on a time line. */
export const SCHEDULER_ICON =
  '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"><path d="M4 5v14h16"/><path d="M7 8h7M10 12h8M8 16h5"/></svg>';

/** Bars on a time line, one of them late. */
export const FREPPLE_ICON =
  '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"><path d="M4 5v14h16"/><path d="M7 8h5M9 12h6M14 16h4"/><circle cx="18" cy="8" r="1.6"/></svg>';

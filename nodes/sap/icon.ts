/** A ledger with a pulse: our own drawing, no vendor's mark. */
export const SAP_ICON =
  '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><rect x="4" y="3" width="16" height="18" rx="2"/><path d="M8 8h8M8 12h3l1.5-2 2 5 1-3H16"/></svg>';

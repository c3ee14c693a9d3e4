/** A cloud: what people look for when they look for the CRM. */
export const SALESFORCE_ICON =
  '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"><path d="M7 18a4 4 0 0 1-.6-7.95A5 5 0 0 1 15.6 8.3 4.6 4.6 0 1 1 17 18z"/></svg>';

/** The search part of an address as text values and back. Pure. */
export interface PageSearch {
  readonly env?: string;
  readonly [name: string]: string | undefined;
}

/** Text values only; empty ones are left out, so that one state has one address. */
export function readSearch(text: string): PageSearch {
  return Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value !== ''));
}

export function writeSearch(search: { readonly [name: string]: unknown }): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (typeof value === 'string' && value !== '') params.set(name, value);
  return params.size === 0 ? '' : `?${params}`;
}

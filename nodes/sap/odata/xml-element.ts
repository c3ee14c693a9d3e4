/** Elements of a parsed XML document: attributes by local name, children as lists. */
export type Element = { readonly [name: string]: unknown };

/** Attribute by local name: `sap:updatable`, whatever prefix the document chose. */
export function attribute(element: Element | undefined, name: string): string | undefined {
  if (element === undefined) return undefined;
  const key = `@${name}` in element ? `@${name}` : Object.keys(element).find((one) => one.startsWith('@') && one.endsWith(`:${name}`));
  const value = key === undefined ? undefined : element[key];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(element: Element, name: string): number | undefined {
  const value = attribute(element, name);
  return value === undefined || !/^\d+$/.test(value) ? undefined : Number(value);
}

export function child(element: Element | undefined, name: string): Element {
  const value = element?.[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Element) : {};
}

export function list(element: Element | undefined, name: string): readonly Element[] {
  const value = element?.[name];
  return Array.isArray(value) ? value.filter((one): one is Element => typeof one === 'object' && one !== null) : [];
}

/** Without the namespace. */
export const bare = (qualified: string | undefined): string => qualified?.slice(qualified.lastIndexOf('.') + 1) ?? '';

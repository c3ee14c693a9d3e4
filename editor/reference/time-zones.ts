/** Time zones to choose from: those the browser knows and the one that is set. */
export function timeZones(present: string): string[] {
  return [...new Set(['UTC', ...(present === '' ? [] : [present]), ...Intl.supportedValuesOf('timeZone')])];
}

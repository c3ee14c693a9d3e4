/** Ten digits; what is no number stays as it is, SAP will say that it does not know it. */
export function salesOrderNumber(given: string | number): string {
  const text = String(given).trim();
  return /^\d{1,10}$/.test(text) ? text.padStart(10, '0') : text;
}

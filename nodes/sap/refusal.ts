/** What SAP refuses, as a flow sees it: an outcome with SAP's own words. */
import type { JsonObject } from '#flows/json.ts';
import type { RejectedError } from '../errors.ts';

export function refusalOf(error: RejectedError): JsonObject {
  const { code, target } = error.options;
  return { code, message: error.message, ...(target === undefined ? {} : { target }) };
}

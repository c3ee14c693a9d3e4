/** A system's metadata, read by the connection or given as a file, held against what the example flows want. */
import type { MetadataComparison } from '#flows/connection-manifest.ts';
import type { Json } from '#flows/json.ts';
import type { ConnectionAccess, MetadataQuestion } from '../connection.ts';
import { InvalidError } from '../errors.ts';
import { openSapService } from './client.ts';
import { compareSalesOrderModel } from './compare-metadata.ts';
import { readFieldNames } from './field-names.ts';
import type { EdmModel } from './odata/edm.ts';
import { readEdmx } from './odata/read-edmx.ts';
import { withV2Names } from './odata/v4/sales-order-names.ts';
import { SALES_ORDER_SERVICE } from './sales-order/read-sales-order.ts';
import { sapSettingsOf } from './settings.ts';
import { DEFAULT_SAP_OPTIONS } from './simulator/options.ts';
import { salesOrderModel } from './simulator/sales/sales-order-model.ts';

/** Where the examples note what was promised, unless the environment's variable `promiseField` names another field. */
const PROMISE_FIELD = 'YY1_PromisedDate_SDI';

/** Throws what reading throws, and InvalidError `metadata-malformed` for a file that is no EDMX. */
export async function compareSapMetadata(
  connection: ConnectionAccess,
  { text, variable }: MetadataQuestion,
  signal: AbortSignal,
): Promise<MetadataComparison> {
  const { fieldNames = {} } = sapSettingsOf(connection);
  const given = text === undefined ? await readTheirs(connection, signal) : modelOf(text);
  const isV4 = given.operations !== undefined;
  const named = isV4 ? withV2Names(given) : given;
  // As the nodes see it: what the connection has read is under our names already.
  const theirs = text === undefined ? named : readFieldNames(fieldNames).toOurModel(named);
  const own = { revision: sapSettingsOf(connection).revisionField, promise: nameOr(variable('promiseField'), PROMISE_FIELD) };
  return {
    // The nodes for sales orders speak V2: a V4 file tells what is there, not that they can reach it.
    service: isV4 ? `${given.namespace} (OData V4, in the names of ${SALES_ORDER_SERVICE})` : SALES_ORDER_SERVICE,
    source: text === undefined ? 'connection' : 'file',
    mapped: fieldNames,
    entities: compareSalesOrderModel(theirs, salesOrderModel(DEFAULT_SAP_OPTIONS), own),
  };
}

/** Anew: the system may have been upgraded since. */
async function readTheirs(connection: ConnectionAccess, signal: AbortSignal): Promise<EdmModel> {
  const service = openSapService(connection, SALES_ORDER_SERVICE);
  service.forgetModel();
  return await service.model({ signal });
}

function modelOf(text: string): EdmModel {
  const model = readEdmx(text);
  if (typeof model !== 'string') return model;
  throw new InvalidError(model.replace(/\.$/, ''), {
    code: 'metadata-malformed',
    help: `Take the whole answer of …/${SALES_ORDER_SERVICE}/$metadata as the file.`,
  });
}

function nameOr(value: Json | undefined, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** A system's metadata, read by the connection or given as a file, held against what the example flows want. */
import type { MetadataComparison } from '#flows/connection-manifest.ts';
import type { Json } from '#flows/json.ts';
import type { ConnectionAccess, MetadataQuestion } from '../connection.ts';
import { InvalidError } from '../errors.ts';
import { openSapService } from './client.ts';
import { compareSalesOrderModel } from './compare-metadata.ts';
import { compareService } from './compare-service.ts';
import { readFieldNames } from './field-names.ts';
import { type FlowService, findFlowService, flowServices } from './flow-services.ts';
import type { EdmModel } from './odata/edm.ts';
import { readEdmx } from './odata/read-edmx.ts';
import { withV2Names } from './odata/v4/sales-order-names.ts';
import { SALES_ORDER_SERVICE } from './sales-order/sales-order-service.ts';
import { sapSettingsOf } from './settings.ts';

/** Where the examples note what was promised, unless the environment's variable `promiseField` names another field. */
const PROMISE_FIELD = 'YY1_PromisedDate_SDI';

/** Throws what reading throws, and InvalidError `metadata-malformed` for a file that is no EDMX. */
export async function compareSapMetadata(
  connection: ConnectionAccess,
  { text, service: asked, variable }: MetadataQuestion,
  signal: AbortSignal,
): Promise<MetadataComparison> {
  const { fieldNames = {} } = sapSettingsOf(connection);
  const named = asked === undefined ? undefined : requireService(asked);
  const file = text === undefined ? undefined : modelOf(text);
  const wanted = named ?? serviceOfFile(file);
  const services = flowServices().map(({ service }) => service);
  const given = file ?? (await readTheirs(connection, wanted.service, signal));
  if (wanted.service !== SALES_ORDER_SERVICE) {
    const theirs = file === undefined ? given : readFieldNames(fieldNames).toOurModel(given);
    return {
      service: wanted.service,
      services,
      mapsFields: true,
      source: file === undefined ? 'connection' : 'file',
      mapped: namesWithin(wanted, fieldNames),
      entities: compareService(theirs, wanted.model),
    };
  }
  const isV4 = given.operations !== undefined;
  const inV2Names = isV4 ? withV2Names(given) : given;
  // As the nodes see it: what the connection has read is under our names already.
  const theirs = text === undefined ? inV2Names : readFieldNames(fieldNames).toOurModel(inV2Names);
  const own = { revision: sapSettingsOf(connection).revisionField, promise: nameOr(variable('promiseField'), PROMISE_FIELD) };
  return {
    // The nodes for sales orders speak V2: a V4 file tells what is there, not that they can reach it.
    service: isV4 ? `${given.namespace} (OData V4, in the names of ${SALES_ORDER_SERVICE})` : SALES_ORDER_SERVICE,
    services,
    mapsFields: true,
    source: text === undefined ? 'connection' : 'file',
    mapped: namesWithin(wanted, fieldNames),
    entities: compareSalesOrderModel(theirs, wanted.model, own),
  };
}

/** Anew: the system may have been upgraded since. */
async function readTheirs(connection: ConnectionAccess, name: string, signal: AbortSignal): Promise<EdmModel> {
  const service = openSapService(connection, name);
  service.forgetModel();
  return await service.model({ signal });
}

function modelOf(text: string): EdmModel {
  const model = readEdmx(text);
  if (typeof model !== 'string') return model;
  throw new InvalidError(model.replace(/\.$/, ''), {
    code: 'metadata-malformed',
    help: `Take the whole answer of a service as the file: …/${SALES_ORDER_SERVICE}/$metadata.`,
  });
}

function requireService(name: string): FlowService {
  const found = findFlowService(name);
  if (found !== undefined) return found;
  throw new InvalidError(`No flow reads or writes the service ${JSON.stringify(name)}`, {
    code: 'service-unknown',
    help: `Compared are ${flowServices()
      .map(({ service }) => service)
      .join(', ')}.`,
  });
}

/** By its namespace, which releases keep; what is none of ours is held against sales orders, and says so by what it lacks. */
function serviceOfFile(file: EdmModel | undefined): FlowService {
  return flowServices().find(({ model }) => model.namespace === file?.namespace) ?? flowServices()[0]!;
}

/** Other names of fields of this service alone. */
function namesWithin({ model }: FlowService, names: MetadataComparison['mapped']): MetadataComparison['mapped'] {
  const types = new Set(model.entityTypes.map(({ name }) => name));
  return Object.fromEntries(Object.entries(names).filter(([place]) => types.has(place.split('/')[0]!)));
}

function nameOr(value: Json | undefined, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** Which resource of the REST API a path below the version names. */
import type { Json } from '#flows/json.ts';
import { handleBulk } from './bulk-resource.ts';
import { handleCollection } from './collections-resource.ts';
import { handleComposite } from './composite-resource.ts';
import { describeAll, describeBriefly, describeObject } from './describe-resource.ts';
import { findObject } from './object-definitions.ts';
import type { Organization } from './organization.ts';
import { runQuery } from './query-resource.ts';
import { handleRecord, insertRecord } from './record-resource.ts';
import { notFound } from './refusal.ts';
import { methodNotAllowed, type RestAnswer, type RestRequest } from './rest-request.ts';
import { UnitOfWork } from './unit-of-work.ts';

export interface ApiUsage {
  readonly used: number;
  readonly allowed: number;
}

/** Throws a `Refusal` for what the API does not take. Every write was recorded when this returns or throws. */
export function handleRest(organization: Organization, request: RestRequest, usage: ApiUsage): RestAnswer {
  const resource = request.path[0]?.toLowerCase();
  if (resource === 'jobs') return handleBulk(organization, request);
  if (resource !== 'composite') {
    const work = new UnitOfWork(organization, request.caller);
    try {
      return handleSimple(organization, work, request, usage);
    } finally {
      work.close();
    }
  }
  const isCollection = request.path[1]?.toLowerCase() === 'sobjects';
  if (!isCollection && request.path.length > 1) throw notFound();
  const work = new UnitOfWork(organization, request.caller);
  try {
    const answer = organization.store.transaction(() => {
      const result = isCollection
        ? handleCollection(organization, work, request)
        : handleComposite(request, (subrequest) => handleSimple(organization, work, subrequest, usage));
      if (!result.rollBack) return result.answer;
      throw new RolledBack(result.answer);
    });
    work.close();
    return answer;
  } catch (error) {
    work.close(true);
    if (error instanceof RolledBack) return error.answer;
    throw error;
  }
}

/** Leaves the transaction, which then undoes what was written. */
class RolledBack extends Error {
  readonly answer: RestAnswer;

  constructor(answer: RestAnswer) {
    super('One write was refused.');
    this.answer = answer;
  }
}

function handleSimple(organization: Organization, work: UnitOfWork, request: RestRequest, usage: ApiUsage): RestAnswer {
  const [resource, name, third] = request.path;
  const { version } = request.caller;
  const read = (body: () => Json): RestAnswer => {
    if (request.method !== 'GET') throw methodNotAllowed(request.method, 'GET');
    return { status: 200, body: body() };
  };
  switch (resource?.toLowerCase()) {
    case undefined:
      return read(() =>
        Object.fromEntries(
          ['sobjects', 'query', 'queryAll', 'composite', 'limits'].map((one) => [one, `/services/data/${version}/${one}`]),
        ),
      );
    case 'limits':
      return read(() => ({ DailyApiRequests: { Max: usage.allowed, Remaining: Math.max(0, usage.allowed - usage.used) } }));
    case 'query':
    case 'queryall':
      if (request.method !== 'GET') throw methodNotAllowed(request.method, 'GET');
      return runQuery(organization, request);
    case 'sobjects': {
      if (name === undefined) return read(() => describeAll(version));
      const object = findObject(name);
      if (object === undefined) throw notFound();
      if (third === 'describe') return read(() => describeObject(object, version));
      if (third !== undefined) return handleRecord(organization, work, object, request);
      if (request.method === 'POST') return insertRecord(organization, work, object, request);
      return read(() => ({ objectDescribe: describeBriefly(object, version), recentItems: [] }));
    }
    default:
      throw notFound();
  }
}

/** What stands round an engine that must not reach anybody: connections that refuse, and an environment's values under a test's own. */
import type { FlowTest } from '#flows/flow-test.ts';
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import { DeniedError } from '#nodes/errors.ts';
import type { ReferenceData } from '../engine/reference-data.ts';

/** What the environment has, under what the test says itself. */
export function referenceOf(
  inner: ReferenceData,
  environment: string,
  { variables, valueMaps }: Pick<FlowTest, 'variables' | 'valueMaps'>,
): ReferenceData {
  const revision = inner.revision(environment);
  return {
    revision: () => Math.max(1, revision),
    variables: () => ({ ...inner.variables(environment, revision), ...(variables as JsonObject | undefined) }),
    valueMap: (_environment, _revision, name) => valueMaps?.[name] ?? inner.valueMap(environment, revision, name),
    master: (_environment, _revision, kind, name) => inner.master(environment, revision, kind, name),
  };
}

/** Nothing leaves the process: a step that gets this far has no double, and is refused before it asks for anything. */
export function closedConnection(environment: string, role: string): ConnectionAccess {
  const refuse = () => {
    throw new DeniedError('A test calls no other system.', { code: 'no-double' });
  };
  return {
    name: role,
    type: 'test',
    environment,
    settings: {},
    http: { request: () => Promise.reject(new DeniedError('A test calls no other system.', { code: 'no-double' })) },
    secret: refuse,
    session: refuse,
  };
}

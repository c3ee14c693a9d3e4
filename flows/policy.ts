/**
 * Who may do what: the one function behind REST, websocket, CLI and screens (S11). Deny by default.
 * A right without a row here is nobody's.
 */
import type { Role, RoleGrant } from './api/people.ts';

export const RIGHTS = [
  'flows.read',
  'runs.read',
  'payloads.read',
  'payloads.reveal',
  'runs.start',
  'runs.act',
  'circuits.act',
  'sandbox.use',
  'drafts.write',
  'flows.publish',
  'promotions.request',
  'expressions.evaluate',
  'approvals.decide',
  'deployments.write',
  'connections.read',
  'connections.write',
  'reference-data.write',
  'consumers.write',
  'people.manage',
  'tokens.manage',
  'audit.read',
  'runs.remove',
  'recovery.accept',
] as const;
export type Right = (typeof RIGHTS)[number];

const VIEWER = ['flows.read', 'runs.read', 'connections.read'] as const satisfies readonly Right[];
const OPERATOR = [
  ...VIEWER,
  'payloads.read',
  'payloads.reveal',
  'runs.start',
  'runs.act',
  'circuits.act',
  'sandbox.use',
] as const satisfies readonly Right[];
const ANALYST = [
  ...OPERATOR,
  'drafts.write',
  'flows.publish',
  'promotions.request',
  'expressions.evaluate',
] as const satisfies readonly Right[];
/** Who decides may look at what it is about, with a reason: a price that differs is decided by who sees both. */
const APPROVER = [...VIEWER, 'payloads.read', 'payloads.reveal', 'approvals.decide'] as const satisfies readonly Right[];

export const RIGHTS_OF_ROLE: { readonly [R in Role]: readonly Right[] } = {
  viewer: VIEWER,
  operator: OPERATOR,
  analyst: ANALYST,
  approver: APPROVER,
  admin: RIGHTS,
};

/** Where a right is asked for. A field left out asks "anywhere"; `*` asks "everywhere". */
export interface Scope {
  readonly environment?: string;
  /** A flow's `owner`. */
  readonly folder?: string;
  readonly plant?: string;
}

/** What belongs to the whole installation, or to a whole environment: only a grant that reaches as far covers it. */
export const EVERYWHERE: Scope = { environment: '*', folder: '*' };
export function wholeEnvironment(environment: string): Scope {
  return { environment, folder: '*' };
}

/** May somebody with these grants use `right` there? */
export function isAllowed(grants: readonly RoleGrant[], right: Right, scope: Scope = {}): boolean {
  return grants.some((grant) => RIGHTS_OF_ROLE[grant.role].includes(right) && covers(grant, scope));
}

/** Has somebody the right for anything at all there, be it one folder or one plant? Lists ask this first, then each entry. */
export function isAllowedSomewhere(grants: readonly RoleGrant[], right: Right, environment: string): boolean {
  return grants.some(
    (grant) => RIGHTS_OF_ROLE[grant.role].includes(right) && (grant.environment === '*' || grant.environment === environment),
  );
}

/** Does somebody hold this very role there? Administrators hold every one. */
export function holdsRole(grants: readonly RoleGrant[], role: Role, scope: Scope): boolean {
  return grants.some((grant) => (grant.role === role || grant.role === 'admin') && covers(grant, scope));
}

function covers(grant: RoleGrant, scope: Scope): boolean {
  if (scope.environment !== undefined && grant.environment !== '*' && grant.environment !== scope.environment) return false;
  if (scope.folder !== undefined && grant.folder !== '*' && grant.folder !== scope.folder) return false;
  // A grant limited to plants never covers what belongs to no plant: whole-estate objects would leak through it.
  if (grant.plants !== undefined && Object.keys(scope).length > 0 && (scope.plant === undefined || !grant.plants.includes(scope.plant)))
    return false;
  return true;
}

/** A token can never do more than the person who made it. */
export function isWithin(grants: readonly RoleGrant[], outer: readonly RoleGrant[]): boolean {
  return grants.every((grant) =>
    outer.some(
      (other) =>
        RIGHTS_OF_ROLE[grant.role].every((right) => RIGHTS_OF_ROLE[other.role].includes(right)) &&
        (other.environment === '*' || other.environment === grant.environment) &&
        (other.folder === '*' || other.folder === grant.folder) &&
        (other.plants === undefined || grant.plants?.every((plant) => other.plants!.includes(plant)) === true),
    ),
  );
}

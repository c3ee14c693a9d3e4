/** Roles as people grant and read them. */
import { ROLES, type Role, type RoleGrant } from '#flows/api/people.ts';
import { t } from '../text.ts';

/** What a role may do, in a line. */
export const ROLE_TEXTS: { readonly [R in Role]: string } = {
  viewer: t('role.viewer', 'reads flows and runs, no payloads'),
  operator: t('role.operator', 'viewer, and payloads with a way to reveal what is masked, lane and run actions, the sandbox'),
  analyst: t('role.analyst', 'operator, and drafts, tests and publishing'),
  approver: t('role.approver', 'viewer, and payloads and decisions on approvals'),
  admin: t('role.admin', 'everything'),
};

export function toRole(text: string | null): Role | undefined {
  return ROLES.find((role) => role === text);
}

/** `operator in production, folder sales, plants 1010`; everywhere is not said. */
export function grantText({ role, environment, folder, plants }: RoleGrant): string {
  const parts = [
    environment === '*' ? role : t('grant.environment', '{role} in {environment}', { role, environment }),
    folder === '*' ? undefined : t('grant.folder', 'folder {folder}', { folder }),
    plants === undefined ? undefined : t('grant.plants', 'plants {plants}', { plants: plants.join(' ') }),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** Plants as typed, separated by commas or blanks; none: not limited to plants. */
export function readPlants(text: string): readonly string[] | undefined {
  const plants = text.split(/[\s,]+/).filter((plant) => plant !== '');
  return plants.length === 0 ? undefined : plants;
}

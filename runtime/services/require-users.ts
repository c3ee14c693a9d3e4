import type { Scope } from '#flows/policy.ts';
import { ApiError } from '../http/api-error.ts';
import type { ServiceUses } from './service-uses.ts';

type May = (right: 'drafts.write', scope: Scope) => boolean;

/** Who changes or removes a service does so for everybody who draws with it: they may draw in each folder that uses it. */
export function mayChangeService(uses: Pick<ServiceUses, 'foldersThatUse'>, name: string, may: May): boolean {
  return [...uses.foldersThatUse(name)].every((folder) => may('drafts.write', { folder }));
}

/** Throws ApiError 403. */
export function requireUsers(uses: Pick<ServiceUses, 'foldersThatUse'>, name: string, may: May): void {
  if (mayChangeService(uses, name, may)) return;
  throw new ApiError(
    403,
    'service-of-others',
    `Flows in folders that you may not draw in use "${name}".`,
    'Ask somebody who may draw in them, or import it under another name.',
  );
}

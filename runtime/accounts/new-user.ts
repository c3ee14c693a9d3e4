import { randomBytes } from 'node:crypto';
import type { RoleGrant } from '#flows/api/people.ts';
import { ApiError } from '../http/api-error.ts';
import type { PeopleDefinitions, UserRow } from '../store/people-definitions.ts';
import { hashPassword, passwordProblem } from './passwords.ts';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly grants: readonly RoleGrant[];
}

/** A person as they are stored; refused with a sentence when the password is weak or the address is taken. */
export async function makeUser(
  { email: given, name, password, grants }: NewUser,
  people: Pick<PeopleDefinitions, 'findUserByEmail'>,
  now: () => number,
  passwordCost?: number,
): Promise<UserRow> {
  const email = given.trim().toLowerCase();
  const problem = passwordProblem(password, email);
  if (problem !== undefined) throw new ApiError(400, 'weak-password', problem);
  requireFree(email, people);
  return {
    userId: `usr_${randomBytes(9).toString('base64url')}`,
    email,
    name: name.trim(),
    passwordHash: await hashPassword(password, passwordCost),
    disabled: false,
    grants,
    createdAt: new Date(now()).toISOString(),
  };
}

export function requireFree(email: string, people: Pick<PeopleDefinitions, 'findUserByEmail'>): void {
  if (people.findUserByEmail(email) !== undefined)
    throw new ApiError(409, 'email-taken', `There is already somebody with the address ${email}.`);
}

import type { EnvironmentView } from '#flows/api/environments.ts';

export type EnvironmentTone = 'development' | 'test' | 'production';

/** Production is red, the first of the order grey, whatever lies between blue. */
export function environmentTone(environments: readonly Pick<EnvironmentView, 'name' | 'production'>[], name: string): EnvironmentTone {
  if (environments.find((environment) => environment.name === name)?.production === true) return 'production';
  return environments[0] === undefined || environments[0].name === name ? 'development' : 'test';
}

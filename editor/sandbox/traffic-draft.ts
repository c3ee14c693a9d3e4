/** Traffic as it is written on the page, and the body that starts it. */
import { t } from '../text.ts';

export interface TrafficDraft {
  readonly ratePerSecond: number | '';
  readonly count: number | '';
  readonly orders: number | '';
  /** The shares are per cent. */
  readonly duplicates: number | '';
  readonly reorder: number | '';
  readonly noChanges: number | '';
  readonly invalid: number | '';
  readonly large: number | '';
}

export const NEW_TRAFFIC: TrafficDraft = {
  ratePerSecond: 2,
  count: 60,
  orders: 20,
  duplicates: 5,
  reorder: 5,
  noChanges: 5,
  invalid: 5,
  large: 5,
};

export const SHARES = [
  { name: 'duplicates', label: t('traffic.duplicates', 'Duplicates') },
  { name: 'reorder', label: t('traffic.reorder', 'Out of order') },
  { name: 'noChanges', label: t('traffic.no-changes', 'No change') },
  { name: 'invalid', label: t('traffic.invalid', 'Invalid') },
  { name: 'large', label: t('traffic.large', 'To be approved') },
] as const;

/** Per cent become shares from 0 to 1; what is empty is left to the generator. */
export function toTrafficBody(draft: TrafficDraft): { readonly [name: string]: number } {
  const { ratePerSecond, count, orders } = draft;
  return {
    ...(ratePerSecond === '' ? {} : { ratePerSecond }),
    ...(count === '' ? {} : { count }),
    ...(orders === '' ? {} : { orders }),
    ...Object.fromEntries(
      SHARES.flatMap(({ name }) => {
        const share = draft[name];
        return share === '' ? [] : [[name, share / 100]];
      }),
    ),
  };
}

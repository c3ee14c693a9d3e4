/** What people fill in for a work centre or a customer, as forms. */
import type { JsonSchema } from '#flows/json.ts';
import { t } from '../text.ts';

export type FormKind = 'work-centres' | 'customers';

export const FORM_SCHEMAS: { readonly [kind in FormKind]: JsonSchema } = {
  'work-centres': {
    type: 'object',
    required: ['label', 'plant', 'calendar'],
    properties: {
      label: { type: 'string', minLength: 1, maxLength: 100, title: t('centres.label', 'Name') },
      plant: { type: 'string', minLength: 1, maxLength: 10, title: t('centres.plant', 'Plant') },
      calendar: { type: 'string', minLength: 1, maxLength: 64, title: t('centres.calendar', 'Calendar') },
      capacity: { type: 'integer', minimum: 1, maximum: 10_000, title: t('centres.capacity', 'Machines') },
    },
  },
  customers: {
    type: 'object',
    required: ['label'],
    properties: {
      label: { type: 'string', minLength: 1, maxLength: 255, title: t('customers.label', 'Name') },
      class: { enum: ['A', 'B', 'C'], title: t('customers.class', 'Class') },
      country: { type: 'string', minLength: 2, maxLength: 3, title: t('customers.country', 'Country') },
      parent: {
        type: 'string',
        maxLength: 64,
        title: t('customers.parent', 'Belongs to'),
        description: t('customers.parent-help', 'Number of a customer.'),
      },
    },
  },
};

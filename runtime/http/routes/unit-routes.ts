/** A material's units tried out: the same conversion that flows make. */
import type { JsonObject } from '#flows/json.ts';
import type { Rounding } from '#flows/library/decimal.ts';
import { LibraryFault } from '#flows/library/library-function.ts';
import { convertMaterial, toMaterialUnits } from '#flows/library/material-units.ts';
import type { ReferenceDefinitions } from '../../store/reference-definitions.ts';
import { ApiError, refusals } from '../api-error.ts';
import type { Route } from '../route.ts';
import { closed, text } from '../schemas.ts';

export function unitRoutes(references: Pick<ReferenceDefinitions, 'findReference'>, isEnvironment: (name: string) => boolean): Route {
  return {
    method: 'POST',
    path: '/api/environments/{environment}/units/{name}/convert',
    summary: 'A quantity of the material in another of its units, in exact decimals; into the base unit when none is named.',
    right: 'flows.read',
    body: closed({ quantity: text(40), unit: text(10), to: text(10), rounding: { enum: ['up', 'down', 'nearest'] } }, [
      'quantity',
      'unit',
      'rounding',
    ]),
    answer: 'Json',
    handle({ params, body, require }) {
      const [environment, material] = [params['environment']!, params['name']!];
      if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
      require('flows.read', { environment });
      const row = references.findReference(environment, 'unit', material);
      if (row === undefined) throw refusals.notFound('material unit', material);
      const { quantity, unit, to, rounding } = body as { quantity: string; unit: string; to?: string; rounding: Rounding };
      try {
        return { body: { ...convertMaterial(toMaterialUnits(material, row.value as JsonObject), { quantity, unit }, to, rounding) } };
      } catch (error) {
        if (error instanceof LibraryFault) throw new ApiError(400, error.code, `${error.message}.`, error.help);
        throw error;
      }
    },
  };
}

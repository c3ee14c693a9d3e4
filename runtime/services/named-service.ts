import { ofService, type ServiceDescription } from '#flows/services/service.ts';

/** The description with its name in every operation: by this flows that were drawn with one are found again. */
export function named(name: string, description: ServiceDescription): ServiceDescription {
  return { ...description, operations: description.operations.map((operation) => ofService(name, operation)) };
}

/** The details of an error are payload: what was sent, what came back, field by field. Its code and its sentence are for everybody. */
import type { CircuitState } from '#flows/api/connections.ts';
import type { RunError } from '#flows/run.ts';

export function errorWithoutDetails(error: RunError): RunError {
  if (error.details === undefined) return error;
  const { details: _details, ...rest } = error;
  return rest;
}

/** The same object when there is nothing to cut. */
export function withoutErrorDetails<T extends { readonly error?: RunError }>(value: T): T {
  return value.error?.details === undefined ? value : { ...value, error: errorWithoutDetails(value.error) };
}

export function circuitWithoutDetails(circuit: CircuitState): CircuitState {
  return circuit.lastError?.details === undefined ? circuit : { ...circuit, lastError: errorWithoutDetails(circuit.lastError) };
}

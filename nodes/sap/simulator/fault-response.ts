/** What an overloaded, stopped or crashed SAP system says: not OData, and not JSON. */
import type { Fault, SimulatorHost, SimulatorResponse } from '../../sandbox/simulator.ts';
import { htmlAnswer } from './gateway/answer.ts';
import type { SapSimulatorOptions } from './options.ts';
import { hexId } from './random-ids.ts';

export function faultResponse(
  kind: 'throttled' | 'unavailable' | 'html-500',
  fault: Fault,
  options: SapSimulatorOptions,
  host: Pick<SimulatorHost, 'random'>,
): SimulatorResponse {
  const retryAfter = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  switch (kind) {
    case 'throttled':
      return htmlAnswer(429, 'Too Many Requests', 'The rate limit of this communication arrangement is exceeded.', {
        'retry-after': fault.retryAfter ?? String(Math.ceil((fault.milliseconds ?? 1000) / 1000)),
      });
    case 'unavailable':
      return htmlAnswer(
        503,
        'Service Unavailable',
        `No server is available to process the request. Server: ICM_${options.systemId}_00. Error: -20.`,
        retryAfter,
      );
    case 'html-500':
      return htmlAnswer(
        500,
        '500 SAP Internal Server Error',
        `ERROR: Runtime error TIME_OUT in system ${options.systemId}, client ${options.client}. Transaction ID ${hexId(host.random, 32).toUpperCase()}.`,
      );
  }
}

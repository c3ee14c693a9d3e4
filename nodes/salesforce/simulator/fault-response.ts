/** What the platform's front door says when it cannot or will not serve. */
import type { Fault, SimulatorResponse } from '../../sandbox/simulator.ts';
import { jsonAnswer } from './refusal.ts';

export function faultResponse(kind: 'throttled' | 'unavailable' | 'html-500', { retryAfter }: Fault): SimulatorResponse {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  switch (kind) {
    case 'throttled':
      return jsonAnswer(429, [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }], {
        'retry-after': '1',
        ...headers,
      });
    case 'unavailable':
      return jsonAnswer(503, [{ message: 'Server Unavailable', errorCode: 'SERVER_UNAVAILABLE' }], headers);
    case 'html-500':
      return {
        status: 500,
        headers: { 'content-type': 'text/html;charset=UTF-8' },
        body: '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>An internal server error has occurred</h1><p>An error has occurred while processing your request. The support team has been notified.</p></body></html>',
      };
  }
}

/** Log lines as JSON on standard error; nothing of a payload, no user text in the message itself (S27). */
import { pino } from 'pino';
import type { JsonObject } from '#flows/json.ts';
import type { RuntimeConfig } from './config.ts';
import type { Redactor } from './secrets/redact.ts';

export interface Log {
  info(message: string, fields?: JsonObject): void;
  warn(message: string, fields?: JsonObject): void;
  error(message: string, error: unknown, fields?: JsonObject): void;
}

/** The same log, without the values that the redactor knows (S15): they may stand in what other systems said. */
export function withoutSecrets(log: Log, redactor: Pick<Redactor, 'text' | 'json'>): Log {
  const clean = (fields: JsonObject | undefined) => (fields === undefined ? undefined : (redactor.json(fields) as JsonObject));
  const cleanError = (error: unknown): unknown => {
    if (!(error instanceof Error)) return typeof error === 'string' ? redactor.text(error) : error;
    const { name, message, stack, cause } = error;
    const cleaned = Object.assign(new Error(redactor.text(message)), { name, stack: redactor.text(stack ?? '') });
    return cause === undefined ? cleaned : Object.assign(cleaned, { cause: cleanError(cause) });
  };
  return {
    info: (message, fields) => log.info(message, clean(fields)),
    warn: (message, fields) => log.warn(message, clean(fields)),
    error: (message, error, fields) => log.error(message, cleanError(error), clean(fields)),
  };
}

export function createLog(level: RuntimeConfig['logLevel']): Log {
  const logger = pino(
    { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: false }),
  );
  return {
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, error, fields = {}) => logger.error({ ...fields, err: error }, message),
  };
}

/** Log lines as JSON on standard error; nothing of a payload, no user text in the message itself (S27). */
import { pino } from 'pino';
import type { JsonObject } from '#flows/json.ts';
import type { RuntimeConfig } from './config.ts';

export interface Log {
  info(message: string, fields?: JsonObject): void;
  warn(message: string, fields?: JsonObject): void;
  error(message: string, error: unknown, fields?: JsonObject): void;
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

/** Whether rows can be written (RES-5). A full disk is announced once, and passes; a store that failed does not. */
import type { EngineHealth } from '../engine/engine.ts';
import type { StorageError } from '../store/engine-rows.ts';
import type { EmbeddedParts } from './parts.ts';

export interface StorageWatch {
  readonly state: EngineHealth['storage'];
  note(error: StorageError): void;
}

export function createStorageWatch({ writer, logger }: Pick<EmbeddedParts, 'writer' | 'logger'>): StorageWatch {
  let state: EngineHealth['storage'] = 'ok';
  return {
    get state() {
      return state;
    },
    note(error) {
      if (error.code === 'io-error') state = 'failed';
      if (error.code !== 'disk-full' || state !== 'ok') return;
      state = 'full';
      logger.warn('The disk is full; work pauses until there is space.');
      writer.whenWritable().then(
        () => {
          state = 'ok';
          logger.info('There is space again; work goes on.');
        },
        () => {
          state = 'failed';
        },
      );
    },
  };
}

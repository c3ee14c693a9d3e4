/** Folders below the root of a connection, for fields that name one. */
import type { OptionList } from '../connection.ts';
import { filesOf, joinPath, workFolder } from './work-folder.ts';

const MOST_FOLDERS = 500;
const DEEPEST = 4;

export const filesOptions: { readonly [list: string]: OptionList } = {
  folders: {
    wants: [],
    async read(connection, _given, signal) {
      const files = filesOf(connection);
      await files.require();
      const found: string[] = [];
      let level = [''];
      for (let depth = 1; depth <= DEEPEST && level.length > 0; depth++) {
        const below: string[] = [];
        for (const folder of level) {
          signal.throwIfAborted();
          if (found.length + below.length >= MOST_FOLDERS) break;
          for (const name of await files.listFolders(folder)) below.push(folder === '' ? name : joinPath(folder, name));
        }
        // What is under work belongs to the runs.
        level = below.filter((folder) => folder !== workFolder(connection));
        found.push(...level);
      }
      return found.slice(0, MOST_FOLDERS).map((value) => ({ value }));
    },
  },
};

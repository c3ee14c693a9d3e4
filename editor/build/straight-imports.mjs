// Vite: what is imported from a library's index comes from the file that has it. An index leads to everything that the library has: a build
// would read thousands of files for a few icons, and which page uses what (page-files.mjs) could not be told.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const INDEXES = {
  '@mantine/core': '@mantine/core/esm/index.mjs',
  '@mantine/hooks': '@mantine/hooks/esm/index.mjs',
  '@tabler/icons-react': '@tabler/icons-react/dist/esm/tabler-icons-react.mjs',
};
const NAMES = /(?:import|export) \{([^}]*)\} from ["']([^"']+)["']/g;
const IMPORT = new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*["'](${Object.keys(INDEXES).join('|')})["'];?`, 'g');

export function straightImports() {
  const homes = new Map(Object.entries(INDEXES).map(([library, index]) => [library, homesOf(MODULES + index)]));
  return {
    name: 'straight-imports',
    // While somebody works on the pages, the libraries come in one piece each; two ways to them would be two of everything.
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\.(mjs|ts|tsx)$/, code: new RegExp(Object.keys(INDEXES).join('|')) },
      handler: (code) => code.replace(IMPORT, (_all, names, library) => straight(readNames(names), homes.get(library), library)),
    },
  };
}

/** In one line, so that what is reported of a file has its place. */
function straight(names, homes, library) {
  return names
    .map(({ name, as }) => {
      const home = homes.get(name);
      if (home === undefined) throw new Error(`${library} has no ${name} in its index.`);
      return `import { ${home.name} as ${as} } from ${JSON.stringify(home.file)};`;
    })
    .join(' ');
}

/** By exported name: the file, and its name there. */
function homesOf(index) {
  const homes = new Map();
  for (const [, names, from] of readFileSync(index, 'utf8').matchAll(NAMES))
    for (const { name, as } of readNames(names)) homes.set(as, { name, file: from.startsWith('.') ? resolve(dirname(index), from) : from });
  return homes;
}

/** Of `A, B as C, type D` what is there at run time. */
function readNames(list) {
  return list
    .split(',')
    .map((one) => one.trim().split(/\s+as\s+/))
    .filter(([name]) => name !== '' && !name.startsWith('type '))
    .map(([name, as = name]) => ({ name, as }));
}

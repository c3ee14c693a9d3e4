/** The documentation of the library: docs/expression-functions.md is this text. */
import { GROUP_TITLES, LIBRARY } from './library.ts';
import type { LibraryExample, LibraryFunction, LibraryGroup } from './library-function.ts';

/** Markdown. */
export function libraryPage(): string {
  const groups = Object.entries(GROUP_TITLES) as [LibraryGroup, string][];
  const parts = groups.map(
    ([group, title]) =>
      `## ${title}\n\n${LIBRARY.filter((one) => one.group === group)
        .map(describe)
        .join('\n')}`,
  );
  return `# Functions for manufacturers

What Millrace adds to JSONata. All are pure and give the same in process, in a child and in the editor; what is applied to nothing gives
nothing; what cannot be done is an error that says why. Decimals are texts, so that no digit is lost. Plants, calendars, units and value
maps are those of the run's environment, as they were when the run was accepted.

The examples run as tests (\`flows/library/library.test.ts\`), over the tables of \`flows/library/example-tables.ts\`. This page is made by
\`node runtime/expressions/build/generate-library.mjs\`.

${parts.join('\n')}`;
}

function describe({ name, parameters, summary, examples }: LibraryFunction): string {
  const list = parameters.map((parameter) => (parameter.optional === true ? `${parameter.name}?` : parameter.name)).join(', ');
  const rows = parameters.map(
    (parameter) => `- \`${parameter.name}\`${parameter.optional === true ? ' (optional)' : ''}: ${parameter.summary}`,
  );
  return `### $${name}(${list})

${summary}

${rows.join('\n')}

\`\`\`
${examples.map(exampleText).join('\n')}
\`\`\`
`;
}

function exampleText({ expression, given, result }: LibraryExample): string {
  const over = given === undefined ? '' : `   over ${JSON.stringify(given)}`;
  return `${expression}   →   ${result === undefined ? 'nothing' : JSON.stringify(result)}${over}`;
}

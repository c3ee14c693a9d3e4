/**
 * The browser of the tests comes from npm, so that a bare machine needs none: `@sparticuz/chromium` brings binary, libraries and a
 * font. It is unpacked once per machine and user; several test runs at once may meet there. `MILLRACE_CHROMIUM` names another browser.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchChromium(): Promise<Browser> {
  const named = process.env['MILLRACE_CHROMIUM'];
  if (named !== undefined && named !== '') return chromium.launch({ executablePath: named, args: ARGUMENTS });
  const folder = await unpack();
  const fonts = join(folder, 'fonts.conf');
  // Written whole by whoever comes first; the same for all.
  if (!existsSync(fonts) || readFileSync(fonts, 'utf8') !== fontsConfig(folder)) writeFileSync(fonts, fontsConfig(folder));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    FONTCONFIG_FILE: fonts,
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await chromium.launch({ executablePath: join(folder, 'chromium'), args: ARGUMENTS, env });
    } catch (error) {
      // Once in a while it dies of a segmentation fault before it stands; that says nothing of the pages.
      if (attempt === MOST_LAUNCHES || !String(error).includes('SIGSEGV')) throw error;
    }
  }
}

const MOST_LAUNCHES = 3;

/** Where the unpacked browser lies. Unpacked beside it and renamed, so that a half one is never found. */
async function unpack(): Promise<string> {
  const folder = join(tmpdir(), `millrace-chromium-${packageVersion()}-${userInfo().uid}`);
  if (existsSync(folder)) return folder;
  const half = mkdtempSync(join(tmpdir(), 'millrace-chromium-'));
  // The package decides by these variables whether its libraries are wanted, and unpacks into the temporary folder.
  await promisify(execFile)(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();",
    ],
    {
      cwd: dirname(fileURLToPath(import.meta.url)),
      env: { PATH: process.env['PATH'], TMPDIR: half, AWS_LAMBDA_FUNCTION_NAME: 'millrace', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    },
  );
  mkdirSync(join(half, 'fonts-cache'));
  try {
    renameSync(half, folder);
  } catch (error) {
    // Another run was faster; its copy is as good.
    if (!existsSync(join(folder, 'chromium'))) throw error;
    rmSync(half, { recursive: true, force: true });
  }
  return folder;
}

function packageVersion(): string {
  const manifest = new URL('../../node_modules/@sparticuz/chromium/package.json', import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/** The packaged font, so that pages look the same everywhere; it has no letters of equal width, which most machines have from DejaVu. */
function fontsConfig(folder: string): string {
  const prefer = (family: string, font: string) =>
    `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <dir>/usr/share/fonts/truetype/dejavu</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
  ${prefer('system-ui', 'Open Sans')}
  ${prefer('sans-serif', 'Open Sans')}
  ${prefer('monospace', 'DejaVu Sans Mono')}
</fontconfig>
`;
}

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The headless shell does a page for two thirds of the work. */
const PROGRAMS = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** The Chromium to test with: the one CHROMIUM_PATH names, or the first on the PATH; null when there is none. */
export function chromiumPath(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program)));
  return [process.env.CHROMIUM_PATH ?? '', ...onPath].find(isProgram) ?? null;
}

/** For playwright's `chromium.launch`. Root has no sandbox, a test must not call home, and there is no GPU to emulate. */
export const chromiumArgs: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    return false;
  }
}

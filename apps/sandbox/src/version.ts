import { readFileSync } from 'node:fs';

/** The version of this package; `package.json` lies above `src` and `dist` alike. */
export function ownVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return String(JSON.parse(text).version);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Whoever waits for real time to pass makes a test slow on good days and red on bad ones. */
const SLEEPS = [/\bsetTimeout\s*\(/, /timers\/promises/, /\bsleep\s*\(\s*\d/, /\bAtomics\.wait\b/];

/** Where the machine's time comes in: the clock itself, and what runs in a browser. */
const ALLOWED: ReadonlySet<string> = new Set(['src/no-sleep.test.ts']);

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

const tests = [...sources('src'), ...sources('e2e')].filter(
  (file) => file.startsWith('e2e') || file.includes('testing/') || /\.(test|long)\./.test(file),
);

describe('the tests of the sandbox', () => {
  it.each(tests.filter((file) => !ALLOWED.has(file)))('%s does not sleep', (file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    expect(SLEEPS.filter((sleep) => sleep.test(text))).toEqual([]);
  });
});

describe('the sandbox', () => {
  const timers = sources('src').filter(
    (file) => !tests.includes(file) && !file.startsWith('src/shop/') && !file.includes('/assets/'),
  );

  it('asks the machine for the time in its clock only', () => {
    const asking = timers.filter((file) =>
      /\bsetTimeout\s*\(|\bDate\.now\s*\(|new Date\(\)|Math\.random/.test(
        readFileSync(join(ROOT, file), 'utf8'),
      ),
    );
    expect(asking).toEqual(['src/clock/paced-time.ts', 'src/clock/real-patience.ts']);
  });
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { clientKey, signFields } from '@qf/signing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const secret = 'demo-key-0001-NOT-REAL';
const key = clientKey(secret);

const name = fc.oneof(
  { weight: 8, arbitrary: fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/) },
  { weight: 1, arbitrary: fc.constantFrom('名稱', '~', '🧋', '\uFF5E', 'Page', 'a-b', 'a', 'a1') },
);
const value = fc.oneof(
  fc.constantFrom('', '0', ' ', '&', '=', '+', '%', 'null', '\0', '\r\n', '\uFEFF'),
  fc.string({ unit: fc.constantFrom(...'ab1 &=+%奶茶測試單號🧋👨‍👩‍👧é\t\n'), maxLength: 24 }),
  fc.string({ unit: 'binary', maxLength: 16 }),
  fc.integer({ min: 0, max: 99_999_999_999 }).map(String),
);
const fields = fc
  .dictionary(
    name.filter((text) => text !== 'sign'),
    value,
    { maxKeys: 12 },
  )
  .map((set) => ({ ...set }));

/** The same sets in every run, so that two machines that differ can be compared. */
const sets = fc.sample(fields, { numRuns: 10_000, seed: 20260101 });

/** What the other program prints for every set; it is started once and reads them all. */
function signedBy(command: string, program: string): readonly string[] {
  const input = [secret, ...sets.map((set) => JSON.stringify(Object.entries(set)))].join('\n');
  const { stdout, stderr } = spawnSync(command, [join(import.meta.dirname, program)], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 120_000,
  });
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}

/** Without the interpreter the comparison is left out, and its title says so; with `CI` set it fails instead. */
function runsHere(command: string): boolean {
  // biome-ignore lint/style/noProcessEnv: whether a missing program is a failure is for the runner to say
  return Boolean(process.env['CI']) || spawnSync(command, ['--version']).status === 0;
}

describe('the generated field sets', () => {
  it.each(['', '0', '&', '=', '+', '%', ' ', '奶', '🧋'])('have values with %j', (part) => {
    const values = sets.flatMap((set) => Object.values(set));
    const holding = values.filter((text) => (part === '' ? text === '' : text.includes(part)));
    expect(holding.length).toBeGreaterThan(100);
  });
});

describe.each([
  ['python3', 'sign.py'],
  ['php', 'sign.php'],
])('%s', (command, program) => {
  it.skipIf(!runsHere(command))(
    `signs 10,000 field sets as signFields does, by MD5 and SHA256 (needs ${command})`,
    { timeout: 180_000 },
    () => {
      const ours = sets.map((set) => `${signFields(set, key)} ${signFields(set, key, 'SHA256')}`);
      const theirs = signedBy(command, program);
      expect(theirs.length).toBe(sets.length);
      const differing = sets.filter((_set, index) => ours[index] !== theirs[index]);
      expect(differing.slice(0, 3)).toEqual([]);
    },
  );
});

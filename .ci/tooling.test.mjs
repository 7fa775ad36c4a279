/** What the repository's own scripts promise. Run by `pnpm check:tooling`, with Node's test runner. */
import { deepEqual, equal } from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { clearReports, countTests } from './count-tests.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const HOSTS_AND_FOLDERS =
  /registry\.(npmjs|yarnpkg|npmmirror)\.|npmjs\.com\/-\/|artifactory|nexus\.|verdaccio|(?:^|[\s"'`(])\/(?:work|home|root|Users)\/\w/m;

const PNPM_BIN = '.tools/pnpm-1.2.3/node_modules/.bin/pnpm';
const NEEDED = ['git', 'chromium', 'redis-server', 'php', 'python3', 'postgres'];

test('no tracked file names a registry host or a folder of one machine', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  const isText = (file) => !/\.(png|jpg|ico|woff2|sqlite)$/.test(file);
  const naming = tracked
    .split('\0')
    .filter((file) => file !== '' && isText(file) && file !== '.ci/tooling.test.mjs')
    .filter((file) => HOSTS_AND_FOLDERS.test(readFileSync(join(ROOT, file), 'utf8')));
  deepEqual(naming, []);
});

test('the lockfile pins packages by integrity, never by an address', () => {
  const lockfile = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8');
  const resolutions = lockfile.split('\n').filter((line) => line.startsWith('    resolution:'));
  equal(resolutions.length > 100, true);
  deepEqual(
    resolutions.filter((line) => !/^ {4}resolution: \{integrity: sha512-[\w+/=]+\}$/.test(line)),
    [],
  );
});

for (const [name, version] of [
  ['start', '18.20.8'],
  ['test', '20.18.3'],
]) {
  test(`npm ${name} under Node ${version} says one sentence`, () => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, '.ci/up.mjs', name],
      { cwd: ROOT, encoding: 'utf8' },
    );
    equal(stderr, `This needs Node 20.19 or newer; this is Node ${version}.\n`);
    deepEqual([stdout, status], ['', 1]);
  });
}

test('tests are summed over packages, with the reason of those left out', () => {
  withReports(
    {
      'packages/one': report(3, 0, [
        skipped(['a store', 'on PostgreSQL (needs postgres)'], 'keeps'),
      ]),
      'apps/two': report(1, 1, [
        skipped(['pay type 801101'], 'is paid by PHP (needs php)'),
        skipped(['pay type 801514'], 'is paid by PHP (needs php)'),
      ]),
    },
    (root) =>
      deepEqual(countTests(root), {
        passed: 4,
        failed: 1,
        leftOut: [
          'packages/one/a.test.ts: on PostgreSQL (needs postgres)',
          'apps/two/a.test.ts: is paid by PHP (needs php)',
        ],
      }),
  );
});

test('a package whose run left no report counts as a failure', () => {
  withReports({ 'packages/one': report(3, 0, []), 'apps/two': undefined }, (root) => {
    equal(countTests(root).failed, 1);
    clearReports(root);
    equal(countTests(root).failed, 2);
  });
});

for (const [what, tests, checks, line, code] of [
  ['is all well', '4 passed, 0 failed', 0, '4 passed, 0 failed', 0],
  ['fails a test', '4 passed, 2 failed', 0, '4 passed, 2 failed', 1],
  ['fails a check', '4 passed, 0 failed', 1, '4 passed, 1 failed', 1],
  ['dies', 'npm: killed', 0, '0 passed, 1 failed', 1],
]) {
  test(`when the run ${what} the CI script ends with "${line}"`, () => {
    const commands = {
      npm: `echo "${tests}"; [[ "${tests}" == *" 0 failed" ]]`,
      [PNPM_BIN]: `exit ${checks}`,
      ...Object.fromEntries(NEEDED.map((name) => [name, ':'])),
      'fc-list': 'echo font',
    };
    withCommands(commands, (root, env) => {
      const { status, stdout } = spawnSync('bash', ['.ci/run'], {
        cwd: root,
        env,
        encoding: 'utf8',
      });
      deepEqual([stdout.trimEnd().split('\n').at(-1), status], [line, code]);
    });
  });
}

function report(passed, failed, assertionResults) {
  return (folder) => ({
    numPassedTests: passed,
    numFailedTests: failed,
    testResults: [{ name: join(folder, 'a.test.ts'), status: 'passed', assertionResults }],
  });
}

function skipped(ancestorTitles, title) {
  return { status: 'skipped', ancestorTitles, title };
}

function withReports(reports, check) {
  const root = mkdtempSync(join(tmpdir(), 'qf-reports-'));
  try {
    for (const [path, write] of Object.entries(reports)) {
      const folder = join(root, path);
      mkdirSync(join(folder, 'coverage'), { recursive: true });
      writeFileSync(join(folder, 'vitest.config.ts'), '');
      if (write)
        writeFileSync(join(folder, 'coverage', 'tests.json'), JSON.stringify(write(folder)));
    }
    check(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A folder that holds the CI script, and stand-ins for what it runs, each a line of bash. */
function withCommands(commands, check) {
  const root = mkdtempSync(join(tmpdir(), 'qf-commands-'));
  try {
    mkdirSync(join(root, '.ci'));
    copyFileSync(join(ROOT, '.ci', 'run'), join(root, '.ci', 'run'));
    writeFileSync(join(root, 'package.json'), '{ "packageManager": "pnpm@1.2.3+sha512.00" }');
    for (const [path, line] of Object.entries(commands)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), `#!/usr/bin/env bash\n${line}\n`, { mode: 0o755 });
    }
    check(root, { ...process.env, PATH: `${root}:${process.env.PATH}` });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

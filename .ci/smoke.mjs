/**
 * Packs packages, installs the tarballs into an empty folder, and runs programs there under every supported runtime. The
 * runtimes come from the npm registry, so this belongs to a command of its own and to no test.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** A program that neither ends nor fails has left something open. */
const LONGEST_RUN = 60_000;

/** Oldest and newest of every supported line. */
export const NODES = ['node@20.19.0', 'node@22', 'node@24', 'node@26'].map((npm) => {
  return { npm, command: ['node'] };
});

/**
 * Runs every program under every runtime; the exit code tells whether all of them were right. A program is right when it
 * ends by itself with 0 and prints the version it ran under.
 *
 * @param packages folders below the top, every neighbour that one of them needs included
 * @param folder URL of the programs
 * @param programs those that are run
 * @param helpers what they import
 * @param runtimes name on npm, and the command that takes a program
 */
export function smoke({ packages, folder, programs, helpers = [], runtimes = NODES }) {
  const place = mkdtempSync(join(tmpdir(), 'qf-smoke-'));
  try {
    writeFileSync(join(place, 'package.json'), '{ "name": "smoke", "private": true }\n');
    for (const name of [...programs, ...helpers]) {
      cpSync(fileURLToPath(new URL(name, folder)), join(place, basename(name)));
    }
    install(packages, place);
    const failed = runtimes.flatMap((runtime) =>
      programs.filter((program) => !runs(runtime, program, place)),
    );
    if (failed.length > 0) process.exitCode = 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function install(packages, place) {
  for (const name of packages) {
    const options = { cwd: join(ROOT, name), stdio: ['ignore', 'ignore', 'inherit'] };
    execFileSync('pnpm', ['pack', '--pack-destination', place], options);
  }
  const tarballs = readdirSync(place).filter((name) => name.endsWith('.tgz'));
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...quiet, ...tarballs.map((name) => `./${name}`)], {
    cwd: place,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function runs({ npm, command }, program, place) {
  const { status, stdout, stderr } = spawnSync('npx', ['-y', '-p', npm, ...command, program], {
    cwd: place,
    encoding: 'utf8',
    timeout: LONGEST_RUN,
  });
  const version = stdout.trim();
  const right = status === 0 && version.startsWith(npm.slice(npm.indexOf('@') + 1));
  process.stdout.write(`${right ? 'ok    ' : 'FAILED'} ${npm} (${version}) ${program}\n`);
  if (!right) process.stdout.write(stderr);
  return right;
}

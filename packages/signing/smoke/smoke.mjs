/**
 * Packs the package, installs the tarball into an empty folder, and uses it there as an ES module and as CommonJS under
 * every supported runtime. The runtimes come from the npm registry, so this is a command of its own and no test.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));

const RUNTIMES = [
  { npm: 'node@20.19.0', command: ['node'] },
  { npm: 'node@22', command: ['node'] },
  { npm: 'node@24', command: ['node'] },
  { npm: 'node@26', command: ['node'] },
  { npm: 'bun@1.4.5', command: ['bun', 'run'] },
  { npm: 'deno@2.9.6', command: ['deno', 'run', '--allow-read', '--node-modules-dir=manual'] },
];

const folder = mkdtempSync(join(tmpdir(), 'qf-signing-'));
try {
  install();
  const failed = RUNTIMES.flatMap((runtime) =>
    ['use.mjs', 'use.cjs'].filter((file) => !runs(runtime, file)),
  );
  if (failed.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function install() {
  execFileSync('pnpm', ['pack', '--pack-destination', folder], {
    cwd: dirname(HERE),
    stdio: 'ignore',
  });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "smoke", "private": true }\n');
  for (const file of ['use.mjs', 'use.cjs']) cpSync(join(HERE, file), join(folder, file));
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`], {
    cwd: folder,
    stdio: 'ignore',
  });
}

function runs({ npm, command }, file) {
  const { status, stdout, stderr } = spawnSync('npx', ['-y', '-p', npm, ...command, file], {
    cwd: folder,
    encoding: 'utf8',
  });
  const version = stdout.trim();
  const right = status === 0 && version.startsWith(npm.slice(npm.indexOf('@') + 1));
  process.stdout.write(`${right ? 'ok    ' : 'FAILED'} ${npm} (${version}) ${file}\n`);
  if (!right) process.stdout.write(stderr);
  return right;
}

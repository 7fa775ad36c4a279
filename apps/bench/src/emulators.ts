import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BARE_NODE, readyTimes, SANDBOX, type Starter } from './ready-time.ts';
import { reportFigures } from './report.ts';

/** The newest of each that runs on Node 20. Large, so that they are fetched for this bench alone. */
const OTHERS = ['oauth2-mock-server@8.2.2', '@mockoon/cli@9.9.0', '@stoplight/prism-cli@5.14.2'];

/** The smallest thing that mockoon and prism can serve. */
const ONE_ROUTE = {
  openapi: '3.1.0',
  info: { title: 'One route', version: '1' },
  paths: { '/one': { get: { responses: { 200: { description: 'It.' } } } } },
};

/** How long the sandbox takes to listen, next to other emulators; fetches them into a folder that goes again. */
export async function benchEmulators(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'qf-bench-emulators-'));
  try {
    const starters = [BARE_NODE, SANDBOX, ...(await others(folder))];
    const [bare = Number.NaN, ...times] = await readyTimes(starters, 5);
    reportFigures('A new process up to the line that says it listens', {
      [BARE_NODE.name]: `${bare.toFixed(0)} ms`,
      ...Object.fromEntries(
        times.map((time, index) => [starters[index + 1]?.name, `${(time / bare).toFixed(1)} ×`]),
      ),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function others(folder: string): Promise<readonly Starter[]> {
  const description = join(folder, 'one-route.json');
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  writeFileSync(description, JSON.stringify(ONE_ROUTE));
  const quiet = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...quiet, ...OTHERS], { cwd: folder, stdio: 'ignore' });
  const [oauth2, mockoon, prism] = OTHERS as [string, string, string];
  const program = (...path: string[]) => join(folder, 'node_modules', ...path);
  const [port, host] = [String(await freePort()), '127.0.0.1'];
  return [
    {
      name: oauth2,
      argv: [program('oauth2-mock-server/dist/oauth2-mock-server.js'), '-a', host, '-p', port],
      ready: /listening on/,
    },
    {
      name: `${mockoon}, one route`,
      argv: [
        program('@mockoon/cli/bin/run.js'),
        'start',
        ...['--data', description, '--hostname', host, '--port', port],
      ],
      ready: /Server started/,
    },
    {
      name: `${prism}, one route`,
      argv: [
        program('@stoplight/prism-cli/dist/index.js'),
        'mock',
        ...['--host', host, '--port', port, description],
      ],
      ready: /is listening on/,
    },
  ];
}

/** A port that nobody listens on; they run one after the other and can share it. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

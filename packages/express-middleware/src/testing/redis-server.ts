import {
  dataFolder,
  findProgram,
  freePort,
  startServer,
  type TestServer,
} from './server-process.ts';

/** Where Redis is, if it is installed. */
export const REDIS: string | undefined = findProgram('redis-server');

/** Starts an empty Redis of its own. `eviction` is its `maxmemory-policy`, `more` is what its command line adds. */
export async function startRedis(
  eviction = 'noeviction',
  more: readonly string[] = [],
): Promise<TestServer> {
  if (REDIS === undefined) throw new Error('Redis is not installed.');
  const port = await freePort();
  const folder = dataFolder('redis');
  const options = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes', '--dir', folder];
  return startServer(
    [REDIS, '--port', String(port), '--maxmemory-policy', eviction, ...options, ...more],
    { folder, url: `redis://127.0.0.1:${port}` },
    (output) => output.includes('Ready to accept connections'),
  );
}

import {
  dataFolder,
  findProgram,
  freePort,
  startServer,
  type TestServer,
} from './server-process.ts';

/** Where Redis is, if it is installed. */
export const REDIS: string | undefined = findProgram('redis-server');

/** Starts an empty Redis of its own. `eviction` is its `maxmemory-policy`. */
export async function startRedis(eviction = 'noeviction'): Promise<TestServer> {
  if (REDIS === undefined) throw new Error('Redis is not installed.');
  const port = await freePort();
  const folder = dataFolder('redis');
  const options = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes', '--dir', folder];
  return startServer(
    [REDIS, '--port', String(port), '--maxmemory-policy', eviction, ...options],
    { folder, url: `redis://127.0.0.1:${port}` },
    (output) => output.includes('Ready to accept connections'),
  );
}

import { execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  dataFolder,
  findProgram,
  freePort,
  postgresUser,
  startServer,
  type TestServer,
  versionedFolders,
} from './server-process.ts';

/** Where PostgreSQL is, if it is installed; Debian keeps it out of PATH. */
export const POSTGRES: string | undefined = findProgram(
  'postgres',
  versionedFolders('/usr/lib/postgresql', 'bin'),
);

/** Starts an empty PostgreSQL of its own. */
export async function startPostgres(): Promise<TestServer> {
  if (POSTGRES === undefined) throw new Error('PostgreSQL is not installed.');
  const folder = dataFolder('postgres');
  const user = postgresUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const initdb = join(dirname(POSTGRES), 'initdb');
  const settings = ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8'];
  execFileSync(initdb, [...settings, '--locale=C'], { cwd: folder, stdio: 'pipe', ...user });
  const port = await freePort();
  const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
  return startServer(
    [POSTGRES, '-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])],
    { folder, url: `postgres://postgres@127.0.0.1:${port}/postgres`, ...(user && { user }) },
    (output) => output.includes('ready to accept connections'),
  );
}

import { benchClient } from './client.ts';
import { benchImportTime } from './import-time.ts';
import { benchMiddleware } from './middleware.ts';
import { benchSandbox } from './sandbox.ts';
import { benchSigning } from './signing.ts';

/** `pnpm --filter @qf/bench bench [name…]`: all of them, or those that are named. */
const BENCHES = {
  signing: benchSigning,
  client: benchClient,
  middleware: benchMiddleware,
  import: benchImportTime,
  sandbox: benchSandbox,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  const known = Object.keys(BENCHES).join(', ');
  process.stderr.write(`Unknown: ${unknown.join(', ')}. There are: ${known}.\n`);
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (named.length === 0 || named.includes(name)) await bench();
  }
}

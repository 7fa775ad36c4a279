import { benchClient } from './client.ts';
import { benchEmulators } from './emulators.ts';
import { benchImportTime } from './import-time.ts';
import { benchMiddleware } from './middleware.ts';
import { benchSandbox } from './sandbox.ts';
import { benchSigning } from './signing.ts';

/** Need nothing from elsewhere: all of them run unless some are named. */
const STANDARD = {
  signing: benchSigning,
  client: benchClient,
  middleware: benchMiddleware,
  import: benchImportTime,
  sandbox: benchSandbox,
};

/** Run only when named: fetches what it compares with. */
const BENCHES = { ...STANDARD, emulators: benchEmulators };

// `pnpm --filter @qf/bench bench [name…]`
const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  const known = Object.keys(BENCHES).join(', ');
  process.stderr.write(`Unknown: ${unknown.join(', ')}. There are: ${known}.\n`);
  process.exitCode = 2;
} else {
  const wanted = named.length === 0 ? Object.keys(STANDARD) : named;
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.includes(name)) await bench();
  }
}

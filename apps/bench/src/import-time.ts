import { spawnSync } from 'node:child_process';
import { type Contestant, contest } from './contest.ts';
import { report } from './report.ts';

/** Starts Node, imports one module, ends. */
function importing(name: string, module: string | undefined): Contestant {
  const code = module === undefined ? '0' : `await import('${module}')`;
  return {
    name,
    run(times) {
      for (let count = 0; count < times; count += 1) {
        const argv = ['--input-type=module', '-e', code];
        const { status, stderr } = spawnSync(process.execPath, argv, { cwd: import.meta.dirname });
        if (status !== 0) throw new Error(String(stderr));
      }
    },
  };
}

/** What an import adds to the start of a program. */
export async function benchImportTime(): Promise<void> {
  const contestants = [
    importing('node alone', undefined),
    importing('@qf/signing', '@qf/signing'),
    // Comes along with the client; from here it is reached by its place.
    importing('@qf/protocol', '../../../packages/protocol/dist/index.js'),
    importing('@qf/client', '@qf/client'),
    importing('undici', 'undici'),
    importing('stripe', 'stripe'),
    importing('axios', 'axios'),
  ] as const;
  const results = await contest(contestants, { rounds: 9, times: 3, measure: 'wall' });
  report(
    'Start Node and import',
    results,
    'signing ≤ 10 ms over node alone; client ≤ zod (in @qf/protocol) + 15 ms',
  );
}

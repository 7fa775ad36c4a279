import { parseArgs } from 'node:util';
import { fuzzRun } from './fuzz-run.ts';

/** `pnpm fuzz --requests 200000 --seed 1`: fails on any effect and any unhandled error. */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
  },
});
const report = await fuzzRun({ requests: Number(values.requests), seed: Number(values.seed) });
process.stdout.write(`${JSON.stringify(report)}\n`);
if (report.effects + report.unhandled > 0) process.exitCode = 1;

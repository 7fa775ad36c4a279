import { abuseRun } from './abuse-run.ts';

/** `pnpm abuse`: 1 GiB in chunks, 1,000 dribbling bodies and a gzip bomb against one process, at full size. */
const report = await abuseRun({ chunkedBytes: 2 ** 30, slowBodies: 1_000, bodyTimeout: 10_000 });
process.stdout.write(`${JSON.stringify(report)}\n`);
const isServed = report.honest.every((answer) => answer === '200 SUCCESS');
if (!isServed || report.slowest > 11_000 || report.growth > 64 * 2 ** 20) process.exitCode = 1;

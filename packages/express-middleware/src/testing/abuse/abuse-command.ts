import { abuseRun } from './abuse-run.ts';

/**
 * `pnpm abuse`: three times 1 GiB in chunks, a gzip bomb and 1,000 bodies that stall, against one process each: when
 * hardly anything of them has come, when they have as much as every body may have, and when they are nearly full.
 */
for (const stalledAfter of [1, 4_000, 64_000]) {
  const report = await abuseRun({
    chunkedBytes: 2 ** 30,
    stalledBodies: 1_000,
    stalledAfter,
    bodyTimeout: 10_000,
  });
  process.stdout.write(`${JSON.stringify({ stalledAfter, ...report })}\n`);
  const isServed = report.honest.every((answer) => answer === '200 SUCCESS');
  if (!isServed || report.slowest > 11_000 || report.peak > 64 * 2 ** 20) process.exitCode = 1;
}

import process from 'node:process';
import { liesIn } from './lies.ts';
import { runHonesty } from './run-honesty.ts';

/** Counts what was claimed of 10,000 requests (or as many as are asked for) against what arrived. */
const [count = '10000', seed = '1'] = process.argv.slice(2);
const trials = await runHonesty(Number(count), Number(seed));
const claims = (claimed: string) => trials.filter((trial) => trial.claimed === claimed);
const arrived = (claimed: string) => claims(claimed).filter((trial) => trial.arrived).length;
for (const claimed of ['no', 'maybe', 'yes']) {
  const text = `${claims(claimed).length} requests, ${arrived(claimed)} of them arrived`;
  process.stdout.write(`${claimed.padEnd(6)} ${text}\n`);
}
const lies = liesIn(trials);
process.stdout.write(`${lies.length} claims that do not hold\n`);
process.exitCode = lies.length === 0 ? 0 : 1;

import { parseArgs } from 'node:util';
import { crashOnPostgres, crashOnRedis } from './crash-plans.ts';

/** `pnpm crash --notifications 2000 --kills 100 --seed 1`: both runs at full size; fails unless every effect came once. */
const { values } = parseArgs({
  options: {
    notifications: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const size = {
  notifications: Number(values.notifications),
  kills: Number(values.kills),
  seed: Number(values.seed),
};

for (const [name, run] of [
  ['PostgreSQL', crashOnPostgres],
  ['Redis', crashOnRedis],
] as const) {
  const report = await run(size);
  process.stdout.write(`${name} ${JSON.stringify(report)}\n`);
  const isOnce = report.histogram[1] === report.notifications;
  if (!isOnce || report.emptyAcknowledgements > 0 || report.kills < size.kills)
    process.exitCode = 1;
}

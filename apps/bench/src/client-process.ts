import { CALLERS, type Call } from './client-callers.ts';
import { IN_FLIGHT } from './contest.ts';

/**
 * The caller that its first argument names, to the gateway of the second. For each number that its parent sends it
 * makes so many calls, twenty under way, and answers with the CPU time it has used so far, in microseconds.
 */
const [caller, url = ''] = process.argv.slice(2);
const call: Call = CALLERS[caller as keyof typeof CALLERS](url);

process.on('message', async (times: number) => {
  let left = times;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.on('disconnect', () => process.exit());

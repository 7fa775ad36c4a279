import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { sharedGovernor } from '../shared-governor.ts';
import { openClient } from './open-client.ts';

/** Sends so many queries as fast as the shared limit lets it: `url port count points`. */
const [url = '', port = '', count = '', points = ''] = process.argv.slice(2);

const redis = new Redis(Number(port), '127.0.0.1', { maxRetriesPerRequest: null });
const limiter = new RateLimiterRedis({
  storeClient: redis,
  keyPrefix: 'qf-second',
  points: Number(points),
  duration: 1,
});
const rateLimit = sharedGovernor({ limiters: [limiter], key: 'test-account' });
const qf = openClient(url, { rateLimit, totalTimeout: 30_000, timeout: 10_000 });
await Promise.all(Array.from({ length: Number(count) }, () => qf.check()));
await qf.close();
redis.disconnect();

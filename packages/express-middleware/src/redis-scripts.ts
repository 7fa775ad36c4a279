/** Milliseconds by the server's clock, so that processes whose clocks differ agree about leases. */
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** Only the holder of the latest claim may change anything. */
const HOLDER = `
if redis.call('HGET', KEYS[1], 'state') ~= 'working' then return 'lost' end
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return 'lost' end
`;

/** What failed, or was given up by a process that died, is as good as never seen, but for its fence. */
const KNOWN = `
local state = redis.call('HGET', KEYS[1], 'state')
if state == 'working' and tonumber(redis.call('HGET', KEYS[1], 'until')) <= now then state = nil end
if state == 'failed' then state = nil end
if state and redis.call('HGET', KEYS[1], 'fingerprint') ~= ARGV[1] then return {'conflict'} end
if state == 'done' then return {'duplicate'} end
if state == 'set_aside' then return {'set_aside', redis.call('HGET', KEYS[1], 'reason')} end
`;

export type RedisScript = 'peek' | 'claim' | 'heartbeat' | 'complete' | 'release' | 'setAside';

/**
 * One atomic step each. A record is `working` (fence, until), `failed` (fence kept), `done` or `set_aside`; its fence
 * grows with every claim and is never set back, also when the record was lost: it begins with the time.
 */
export const REDIS_SCRIPTS: Readonly<Record<RedisScript, string>> = {
  /** fingerprint → conflict | duplicate | set_aside, reason | open */
  peek: `${NOW}${KNOWN} return {'open'}`,

  /** fingerprint, lease, retention → conflict | duplicate | set_aside, reason | busy | claimed, fence */
  claim: `${NOW}${KNOWN}
if state then return {'busy'} end
redis.call('HSETNX', KEYS[1], 'fence', time[1] * 1000000 + time[2])
local fence = redis.call('HINCRBY', KEYS[1], 'fence', 1)
redis.call('HSET', KEYS[1], 'state', 'working', 'fingerprint', ARGV[1], 'until', now + tonumber(ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {'claimed', string.format('%.0f', fence)}`,

  /** fence, lease → held | lost */
  heartbeat: `${NOW}${HOLDER}
redis.call('HSET', KEYS[1], 'until', now + tonumber(ARGV[2]))
return 'held'`,

  /** fence, retention, fingerprint → held | lost; held also when it was said before, or when the server has lost the claim */
  complete: `
local state = redis.call('HGET', KEYS[1], 'state')
if state == 'done' and redis.call('HGET', KEYS[1], 'fence') == ARGV[1] then return 'held' end
if state then ${HOLDER} end
redis.call('HSET', KEYS[1], 'state', 'done', 'fence', ARGV[1], 'fingerprint', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'held'`,

  /** fence → held | lost */
  release: `${HOLDER}
redis.call('HSET', KEYS[1], 'state', 'failed', 'until', 0)
return 'held'`,

  /** fingerprint, retention, name, value … → conflict | duplicate | busy | set_aside, reason */
  setAside: `${NOW}${KNOWN}
if state then return {'busy'} end
redis.call('HSET', KEYS[1], 'state', 'set_aside', 'fingerprint', ARGV[1], unpack(ARGV, 3))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {'set_aside', redis.call('HGET', KEYS[1], 'reason')}`,
};

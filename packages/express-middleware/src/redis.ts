// One handler at a time, in Redis

export type { IoRedisClient, NodeRedisClient } from './redis-commands.ts';
export { type RedisInbox, type RedisInboxOptions, redisInbox } from './redis-inbox.ts';

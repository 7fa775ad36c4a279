/** A client of node-redis, as far as it is used here. */
export interface NodeRedisClient {
  sendCommand(args: string[]): Promise<unknown>;
}

/** A client of ioredis, as far as it is used here. */
export interface IoRedisClient {
  call(command: string, ...args: string[]): Promise<unknown>;
}

/** Sends one command. */
export type RedisCommand = (command: string, ...args: string[]) => Promise<unknown>;

/** Sends commands with either client; ioredis is the one that has `call`. */
export function redisCommands(client: NodeRedisClient | IoRedisClient): RedisCommand {
  if ('call' in client) return (command, ...args) => client.call(command, ...args);
  return (command, ...args) => client.sendCommand([command, ...args]);
}

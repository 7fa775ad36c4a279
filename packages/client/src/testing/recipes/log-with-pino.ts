import type { Logger } from 'pino';
import type { ClientEvent } from '../../index.ts';

/** Logs what a client does: outcomes that nobody can be sure of, and refusals, louder than the rest. */
export function logWithPino(logger: Logger): (event: ClientEvent) => void {
  return (event) => {
    if (event.type !== 'call.end') return logger.debug(event, event.type);
    const isDoubtful = event.status === 'unknown' || event.status === 'error';
    logger[isDoubtful ? 'warn' : 'info'](event, event.type);
  };
}

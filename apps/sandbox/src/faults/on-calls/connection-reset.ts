import type { CallFault } from '../call-fault.ts';

/** The connection breaks with a TCP reset. */
export const connectionReset: CallFault = {
  says: 'resets the connection without a byte',
  spoil: ({ response }) => void response.socket?.resetAndDestroy(),
};

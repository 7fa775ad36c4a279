import type { CallFault } from '../call-fault.ts';

/** The connection ends in an orderly way, only without an answer. */
export const loseAnswer: CallFault = {
  says: 'closes the connection without a byte',
  spoil: ({ response }) => void response.socket?.destroy(),
};

import type { CallFault } from '../call-fault.ts';

/** The connection stays open and nothing ever comes. */
export const blackHole: CallFault = {
  says: 'never answers',
  spoil: () => {},
};

import type { CallFault } from '../call-fault.ts';

/** No HTTP at all. The bytes are the same in every run. */
const BYTES = Uint8Array.from({ length: 64 }, (_, index) => (index * 167 + 13) % 256);

export const randomBytes: CallFault = {
  says: 'sends 64 bytes that are not HTTP',
  spoil: ({ response }) => void response.socket?.end(BYTES),
};

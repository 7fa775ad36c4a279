import type { CallFault } from '../call-fault.ts';

/** The headers arrive, and half of the body; then nothing. */
export const stall: CallFault = {
  says: 'sends headers and half of the body, then nothing',
  spoil: ({ response, body, headers }) => {
    response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.write(body.slice(0, body.length / 2));
  },
};

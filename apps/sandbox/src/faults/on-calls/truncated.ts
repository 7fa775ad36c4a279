import type { CallFault } from '../call-fault.ts';

/** The length says more than arrives. */
export const truncated: CallFault = {
  says: 'ends the connection in the middle of the body',
  spoil: ({ response, body, headers }) => {
    response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.write(body.slice(0, body.length / 2), () => response.socket?.destroy());
  },
};

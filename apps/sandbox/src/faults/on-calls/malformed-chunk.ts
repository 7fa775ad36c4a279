import type { CallFault } from '../call-fault.ts';

/** Chunked transfer whose chunk size is no number. */
export const malformedChunk: CallFault = {
  says: 'sends a chunk whose size is no number',
  spoil: ({ response }) => {
    const head =
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
    response.socket?.end(`${head}zz\r\n{"respcd"\r\n`);
  },
};

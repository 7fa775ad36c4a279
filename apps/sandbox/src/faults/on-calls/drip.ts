import type { CallFault } from '../call-fault.ts';

/** One byte at a time: every single read is quick and the whole never ends. */
export const drip: CallFault = {
  says: 'sends the body byte by byte, one every `delay_ms` (200 when absent)',
  spoil: async ({ response, body, headers, options, pause }) => {
    response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) });
    for (const byte of Buffer.from(body)) {
      if (response.destroyed) return;
      response.write(Uint8Array.of(byte));
      await pause(options.delay_ms ?? 200);
    }
    response.end();
  },
};

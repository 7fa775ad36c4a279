import type { Transport, TransportReply, TransportRequest } from '../transport.ts';

/** What becomes of one request. */
export type Act = (request: TransportRequest) => Promise<TransportReply>;

/** A transport that does as told, request by request; the last act is repeated. */
export function scriptedTransport(...acts: readonly Act[]): {
  readonly requests: readonly TransportRequest[];
  readonly transport: Transport;
} {
  const requests: TransportRequest[] = [];
  const transport: Transport = {
    send(request) {
      const act = acts[Math.min(requests.length, acts.length - 1)];
      requests.push(request);
      if (act === undefined) throw new Error('must stay unused');
      return act(request);
    },
  };
  return { requests, transport };
}

/** An answer. */
export function answers(reply: object, status = 200): Act {
  const body = new TextEncoder().encode(JSON.stringify(reply));
  return async () => ({ status, headers: {}, body });
}

/** HTTP 429. */
export function slowsDown(headers: Record<string, string> = {}): Act {
  return async () => ({ status: 429, headers, body: new Uint8Array() });
}

/** A failure. */
export function fails(error: unknown): Act {
  return () => Promise.reject(error);
}

/** Silence. */
export const hangs: Act = () => new Promise(() => {});

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Ledger, type LedgerOptions, openLedger } from './ledger.ts';
import { httpAnswer, readRequests, type SeenRequest } from './wire.ts';

/** What a fault may do with a request: answer, break off, say nothing. */
export interface FaultContext {
  readonly socket: Socket;
  readonly request: SeenRequest;
  /** The JSON that a well-behaved gateway would answer; taking it has the request's effect. */
  readonly truth: () => string;
}

/** Misbehaves once. */
export type Fault = (context: FaultContext) => void;

/** A gateway on a real socket that misbehaves as told, and otherwise tells the truth. */
export interface HostileGateway {
  readonly url: string;
  /** Everything that arrived whole, in order. */
  readonly requests: readonly SeenRequest[];
  readonly ledger: Ledger;
  /** The next requests of this operation (`*` for any) meet these faults, one each. */
  plan(operation: string, ...faults: Fault[]): void;
  /** Every request of this operation meets this fault until `calm()`. */
  always(operation: string, fault: Fault): void;
  /** New connections are reset, so many of them. */
  refuseConnections(times: number): void;
  calm(): void;
  /** Forgets what arrived, not what happened. */
  forget(): void;
  /** Of an operation. */
  count(operation: string): number;
  /** Open connections right now. */
  readonly connections: number;
  close(): Promise<void>;
}

/** Starts one on a free port of this machine. */
export async function openHostileGateway(options: LedgerOptions = {}): Promise<HostileGateway> {
  const ledger = openLedger(options);
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const planned = new Map<string, Fault[]>();
  const lasting = new Map<string, Fault>();
  let connection = 0;
  let refusals = 0;

  const faultFor = ({ operation }: SeenRequest): Fault =>
    planned.get(operation)?.shift() ??
    planned.get('*')?.shift() ??
    lasting.get(operation) ??
    lasting.get('*') ??
    honest;

  const server = createServer({ noDelay: true }, (socket) => {
    connection += 1;
    socket.on('error', () => {});
    if (refusals > 0) {
      refusals -= 1;
      socket.resetAndDestroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    readRequests(socket, connection, (request) => {
      requests.push(request);
      faultFor(request)({ socket, request, truth: () => JSON.stringify(ledger.answer(request)) });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    ledger,
    plan(operation, ...faults) {
      planned.set(operation, [...(planned.get(operation) ?? []), ...faults]);
    },
    always(operation, fault) {
      lasting.set(operation, fault);
    },
    refuseConnections(times) {
      refusals = times;
    },
    calm() {
      planned.clear();
      lasting.clear();
      refusals = 0;
    },
    forget() {
      requests.length = 0;
    },
    count: (operation) => requests.filter((request) => request.operation === operation).length,
    get connections() {
      return sockets.size;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The truth, at once. */
export const honest: Fault = ({ socket, truth }) => {
  socket.write(httpAnswer(truth()));
};

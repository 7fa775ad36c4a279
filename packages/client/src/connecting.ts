import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/**
 * The connections that are being opened, and how many requests wait for one. undici goes on with a
 * handshake whose request is long over, and its `close()` waits for it: once nobody waits any more,
 * they are given up.
 */
export class Connecting {
  #waiting = 0;
  readonly #sockets = new Set<Socket>();

  /** Opens connections as `open` does, and remembers them until they are open. */
  connector(open: buildConnector.connector): buildConnector.connector {
    return (options, callback) => {
      const connected: buildConnector.Callback = (...result) => {
        this.#sockets.delete(socket);
        callback(...result);
      };
      // undici's own connector returns the socket that it opens; its type does not say so.
      const socket = open(options, connected) as unknown as Socket;
      this.#sockets.add(socket);
      return socket;
    };
  }

  /** A request waits for a connection. */
  begin(): void {
    this.#waiting += 1;
  }

  /** It has one, or is over. */
  end(): void {
    this.#waiting -= 1;
    if (this.#waiting > 0) return;
    for (const socket of this.#sockets) socket.destroy(new Error('No request waits for it.'));
  }
}

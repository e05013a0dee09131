import type { Server } from 'socket.io';

type Decoder = Server['_parser']['Decoder'];

/** Name under which an event that cannot be read reaches the dispatch; no contract names it. */
const UNREADABLE = 'unreadable';
/** Socket.IO v5: type 2 is an event; then the namespace and, where the sender waits for an answer, a number. */
const EVENT_HEAD = /^2(\/[^,[]+),(\d*)/;
const EVENT = 2;

/**
 * Makes a decoder that hands on an event whose content is broken as an event that nobody knows, where Socket.IO's own
 * would close the connection: it gets a problem like any other message that does not parse, and the socket stays open.
 * Whatever else does not follow the protocol still ends the connection.
 */
export function forgivingDecoder(Strict: Decoder): Decoder {
  return class ForgivingDecoder extends Strict {
    override add(chunk: unknown): void {
      try {
        super.add(chunk);
      } catch (error) {
        const head = typeof chunk === 'string' ? EVENT_HEAD.exec(chunk) : null;
        if (head === null) throw error;
        // Attachments that it was waiting for will not come any more.
        this.destroy();
        const [, nsp = '', id = ''] = head;
        this.emitReserved('decoded', {
          type: EVENT,
          nsp,
          data: [UNREADABLE],
          ...(id === '' ? {} : { id: Number(id) }),
        });
      }
    }
  };
}

import { connect } from 'node:net';
import { createAnswerReader } from './answers.ts';

export interface HttpLoad {
  readonly port: number;
  /** One whole request, head and body, as it goes over the wire. */
  readonly request: Buffer | ((index: number) => Buffer);
  readonly requests: number;
  readonly connections?: number;
  /**
   * Never sleeps between two answers. A load that sleeps has to be woken by the server, which pays for it: 2 to 3 µs an
   * answer, more often the slower the server is. It takes a processor for itself, so only where the server needs no other.
   */
  readonly awake?: boolean;
}

/**
 * Sends the same kind of request over kept-alive connections, one at a time on each, and waits for all answers.
 * @returns how many answers had which status
 */
export async function runHttpLoad({
  port,
  request,
  requests,
  connections = 16,
  awake = false,
}: HttpLoad): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  let next = 0;
  const requestAt = (index: number) => (typeof request === 'function' ? request(index) : request);
  let turn = awake ? setImmediate(stayAwake) : undefined;
  function stayAwake(): void {
    turn = setImmediate(stayAwake);
  }
  await Promise.all(
    Array.from({ length: Math.min(connections, requests) }, () =>
      converse(port, statuses, () => (next < requests ? requestAt(next++) : undefined)),
    ),
  ).finally(() => clearImmediate(turn));
  return statuses;
}

function converse(port: number, statuses: Map<number, number>, nextRequest: () => Buffer | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const send = (): void => {
      const request = nextRequest();
      if (request !== undefined) return void socket.write(request);
      socket.end();
      resolve();
    };
    socket.once('connect', send);
    socket.once('error', reject);
    socket.on(
      'data',
      createAnswerReader((status) => {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        send();
      }),
    );
  });
}

/** A request with a JSON body as bytes. */
export function jsonRequest(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): Buffer {
  const payload = body === undefined ? '' : JSON.stringify(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const content =
    body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(payload)}\r\n`;
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}${content}\r\n${payload}`);
}

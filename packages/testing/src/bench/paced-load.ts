import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createAnswerReader } from './answers.ts';

export interface PacedLoad {
  readonly port: number;
  /** One whole request, head and body, as it goes over the wire. */
  readonly request: (index: number) => Buffer;
  readonly perSecond: number;
  readonly seconds: number;
  /** Requests that may be under way at once; one that finds no connection waits, and its waiting counts. */
  readonly connections?: number;
}

export interface PacedAnswers {
  /**
   * Milliseconds to the end of an answer, sorted: from the moment in which its request was due where that had to wait for a
   * connection, and otherwise from the moment in which it was sent, because a timer that fires late is not the server's doing.
   */
  readonly latenciesMs: readonly number[];
  /** How many answers had which status. */
  readonly statuses: ReadonlyMap<number, number>;
}

/**
 * Sends requests at a fixed rate, however slow the answers are: a load that waits for answers sends least while the server
 * is slowest, and so hides what it is there to show (coordinated omission).
 */
export async function runPacedLoad(load: PacedLoad): Promise<PacedAnswers> {
  const { port, request, perSecond, seconds, connections = 32 } = load;
  const latencies: number[] = [];
  const statuses = new Map<number, number>();
  const idle = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const all = [...idle];
  const waiting: number[] = [];
  const total = Math.round(perSecond * seconds);
  const start = performance.now();
  const dueAt = (index: number) => start + (index * 1000) / perSecond;
  let answered = 0;

  await new Promise<void>((resolve, reject) => {
    function send(socket: Socket, index: number, since: number): void {
      const read = createAnswerReader((status) => {
        socket.off('data', read);
        latencies.push(performance.now() - since);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        answered += 1;
        const next = waiting.shift();
        if (next === undefined) idle.push(socket);
        else send(socket, next, dueAt(next));
        if (answered === total) resolve();
      });
      socket.on('data', read);
      socket.write(request(index));
    }
    for (const socket of all) socket.once('error', reject);
    void (async () => {
      for (let index = 0; index < total; index += 1) {
        const early = dueAt(index) - performance.now();
        if (early > 0.5) await delay(early);
        const socket = idle.pop();
        if (socket === undefined) waiting.push(index);
        else send(socket, index, performance.now());
      }
    })();
  }).finally(() => all.forEach((socket) => socket.destroy()));
  return { latenciesMs: latencies.sort((a, b) => a - b), statuses };
}

/** The value below which `share` of the sorted values lie. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

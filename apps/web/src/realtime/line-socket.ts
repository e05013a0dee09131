import type { LineDelta, LineSnapshot } from '@stageline/contracts';
import type { Channel, ChannelOptions } from './line-book.ts';
import { connectFrame, packetOf, PONG, resumeFrame } from './line-protocol.ts';

type Timer = ReturnType<typeof setTimeout>;

const RESUME_TIMEOUT_MS = 10_000;
/** A question that was refused is asked again after this time: the server counts them. */
const REFUSED_MS = 2000;
/** Silence that means a dead connection until the server has told its own interval. */
const FIRST_SILENCE_MS = 45_000;

/** The line over one WebSocket. About a kilobyte, because a landing page may not carry socket.io-client (12 KB). */
export function openSocket({ origin, book, up, down }: ChannelOptions): Channel {
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`);
  let closed = false;
  let silenceMs = FIRST_SILENCE_MS;
  let silenceTimer: Timer | undefined;
  let questions = 0;
  let question: { readonly id: number; readonly timer: Timer; again: boolean } | undefined;

  const close = (): void => {
    closed = true;
    clearTimeout(silenceTimer);
    clearTimeout(question?.timer);
    socket.close();
  };
  /** A socket whose other end is gone says so only after minutes. */
  const end = (): void => {
    if (closed) return;
    close();
    down();
  };

  /** Silence for longer than the server's own interval means that the connection is dead, whatever TCP believes. */
  function heard(): void {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(end, silenceMs);
  }

  /** Asks for what came after the mark; a question at a time, asked again when more was missed meanwhile. */
  function resume(): void {
    if (question !== undefined) {
      question.again = true;
      return;
    }
    const id = questions++;
    question = { id, again: false, timer: setTimeout(end, RESUME_TIMEOUT_MS) };
    socket.send(resumeFrame(id, book.cursor, book.revision));
  }

  function onResumed(id: number, snapshot: LineSnapshot | undefined): void {
    if (question?.id !== id) return;
    const { again, timer } = question;
    clearTimeout(timer);
    if (snapshot === undefined) {
      const later = setTimeout(() => {
        question = undefined;
        resume();
      }, REFUSED_MS);
      question = { id: -1, timer: later, again: false };
      return;
    }
    question = undefined;
    book.accept(snapshot);
    if (again) resume();
  }

  /** Where something is missing, or the answer to a question will cover it, it is asked for. */
  function onDelta(kind: 'joined' | 'changed', delta: LineDelta): void {
    if (question !== undefined || !book[kind](delta)) resume();
  }

  function onFrame(frame: string): void {
    const packet = packetOf(frame);
    if (packet.kind === 'open') {
      silenceMs = packet.silenceMs;
      socket.send(connectFrame);
    } else if (packet.kind === 'ping') socket.send(PONG);
    else if (packet.kind === 'connected') {
      up();
      resume();
    } else if (packet.kind === 'resumed') onResumed(packet.id, packet.snapshot);
    else if (packet.kind === 'closed') return end();
    else if (packet.kind === 'joined' || packet.kind === 'changed') onDelta(packet.kind, packet.delta);
    heard();
  }

  heard();
  socket.onmessage = (event) => closed || onFrame(String(event.data));
  socket.onclose = end;
  return { close };
}

import type { Server as HttpServer } from 'node:http';
import { issuesOf, ProblemError } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { SingleUseTokens } from '@stageline/platform/tickets';
import { Server } from 'socket.io';
import { z } from 'zod';
import type { WorkerSlot } from '../engine/worker-slot.ts';
import { HostedPlaces, type HostedPlacesDeps } from './hosted-places.ts';
import { LINK_PATH, LINK_PURPOSE, linkAsks, type LinkAck, type LinkAsk } from './link-protocol.ts';

/** A join's capabilities twice, and to spare. */
const MAX_MESSAGE_BYTES = 256 * 1024;

export interface LinkServerDeps extends Omit<HostedPlacesDeps, 'tell'> {
  readonly http: HttpServer;
  readonly tokens: Pick<SingleUseTokens, 'spend'>;
  readonly logger: Logger;
}

export interface LinkServer {
  /** A worker is gone. */
  lose(slot: WorkerSlot): void;
  close(): void;
}

type Events = Record<string, (...args: never[]) => void>;

/** Serves other sfu processes: carries what peers of their rooms receive when their own workers are full. */
export function createLinkServer(deps: LinkServerDeps): LinkServer {
  const { http, tokens, logger } = deps;
  const io = new Server<Events, Events>(http, {
    path: LINK_PATH,
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    destroyUpgrade: false,
    pingInterval: 2_000,
    pingTimeout: 3_000,
  });
  const all = new Set<HostedPlaces>();
  io.use((socket, next) => {
    const auth = z.object({ token: z.string().max(2_000) }).safeParse(socket.handshake.auth);
    const spent = auth.success
      ? tokens.spend('platform', LINK_PURPOSE, auth.data.token)
      : Promise.reject(new ProblemError('invalid-ticket'));
    spent.then(
      () => next(),
      (error: unknown) => next(error instanceof Error ? error : new Error(String(error))),
    );
  });
  io.on('connection', (socket) => {
    const hosted = new HostedPlaces({ ...deps, tell: (event, payload) => void socket.emit(event, payload as never) });
    all.add(hosted);
    socket.onAny((event: string, payload: unknown, acknowledge: unknown) => {
      void answer(hosted, event, payload, logger).then(acknowledge as (ack: LinkAck) => void);
    });
    socket.once('disconnect', () => {
      all.delete(hosted);
      hosted.close();
    });
  });
  return {
    lose(slot) {
      for (const hosted of all) hosted.lose(slot);
    },
    // Not `io.close`, which would wait for the http server, that is the gateway's to close.
    close() {
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

async function answer(hosted: HostedPlaces, event: string, payload: unknown, logger: Logger): Promise<LinkAck> {
  try {
    if (!Object.hasOwn(linkAsks, event)) throw new ProblemError('bad-request');
    const parsed = linkAsks[event as LinkAsk].payload.safeParse(payload);
    if (!parsed.success) throw new ProblemError('validation-failed', { issues: issuesOf(parsed.error, 'message') });
    return { ok: true, data: await hosted.answers[event as LinkAsk](parsed.data as never) };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.toProblem() };
    logger.error({ err: error, event }, 'a message of another sfu failed');
    return { ok: false, problem: new ProblemError('internal').toProblem() };
  }
}

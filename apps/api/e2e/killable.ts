import { type EmbeddedServer } from '@stageline/platform/embedded';
import { afterFile } from '@stageline/testing';

/** A server of a file's own, killed and started again in the same folder and on the same port. */
export interface Killable {
  readonly uri: string;
  /** With SIGKILL. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** @param start starts it, on that port or on a free one */
export async function killable(start: (port: { port?: number }) => Promise<EmbeddedServer>): Promise<Killable> {
  let server = await start({});
  const { uri, port } = server;
  afterFile(() => server.stop());
  return {
    uri,
    async kill() {
      process.kill(server.pid, 'SIGKILL');
      await server.exited;
    },
    async restart() {
      server = await start({ port });
    },
  };
}

import { fork } from 'node:child_process';

/** A server under measurement, in a process of its own, so that its CPU time is not the load's. */
export interface Arm {
  readonly port: number;
  /** CPU microseconds (user and system) that the process has used. */
  cpuMicros(): Promise<number>;
  /** Resident bytes after a garbage collection. */
  memoryBytes(): Promise<number>;
  /** Sends a command that the arm knows, and returns its answer. */
  command(name: string, argument?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

type Request = { id: number; name: string; argument?: unknown };
type Reply = { id: number; value: unknown } | { ready: number };

/**
 * Starts an arm's script, which calls `serveArm`.
 * @param environment added to ours
 */
export async function startArm(script: string, environment: Readonly<Record<string, string>> = {}): Promise<Arm> {
  const child = fork(script, { env: { ...process.env, ...environment }, execArgv: ['--expose-gc'], stdio: 'inherit' });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const take = ({ id, value }: { id: number; value: unknown }): void => {
    waiting.get(id)?.resolve(value);
    waiting.delete(id);
  };
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => {
      const error = new Error(`${script} ended with ${code}`);
      reject(error);
      for (const command of waiting.values()) command.reject(error);
    });
    child.on('message', (reply: Reply) => {
      if ('ready' in reply) resolve(reply.ready);
      else take(reply);
    });
  });
  const command = (name: string, argument?: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      child.send({ id, name, argument } satisfies Request);
    });
  return {
    port,
    command,
    cpuMicros: async () => (await command('cpu')) as number,
    memoryBytes: async () => (await command('memory')) as number,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.removeAllListeners('exit');
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** The arm's side: reports its port and answers commands, the two built-in ones and its own. */
export function serveArm(port: number, commands: Readonly<Record<string, (argument: unknown) => unknown>> = {}): void {
  const known: Record<string, (argument: unknown) => unknown> = {
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
    memory: () => {
      // Compacting, so that what is resident is what is in use and not where garbage lay.
      (globalThis as { gc?: (options: object) => void }).gc?.({
        type: 'major',
        execution: 'sync',
        flavor: 'last-resort',
      });
      return process.memoryUsage.rss();
    },
    ...commands,
  };
  process.on('message', async ({ id, name, argument }: Request) => {
    process.send?.({ id, value: await known[name]?.(argument) } satisfies Reply);
  });
  // An arm whose benchmark was killed ends with it.
  process.once('disconnect', () => process.exit(0));
  process.send?.({ ready: port } satisfies Reply);
}

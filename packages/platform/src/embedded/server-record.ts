import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedServerError } from './errors.ts';
import { commandLine, isAlive, signal, startStamp, waitUntilGone } from './process-identity.ts';

/** What a launcher leaves in a server's folder, so that the next one finds the server and knows its port. */
export interface ServerRecord {
  pid: number;
  port: number;
  /** The process that started the server; while it lives, the folder is in use. */
  owner: { pid: number; stamp: string };
}

const fileName = 'server.json';
const politeStopMs = 3000;

/** Records a server that was just started by this process. */
export function writeRecord(dir: string, server: { pid: number; port: number }): void {
  const record: ServerRecord = { ...server, owner: { pid: process.pid, stamp: startStamp(process.pid) } };
  writeFileSync(path.join(dir, fileName), JSON.stringify(record), { mode: 0o600 });
}

/** The record in a folder, if there is one that can be read. */
export function readRecord(dir: string): ServerRecord | undefined {
  try {
    return JSON.parse(readFileSync(path.join(dir, fileName), 'utf8')) as ServerRecord;
  } catch {
    return undefined;
  }
}

/**
 * Stops a server that outlived its launcher (kill -9). The pid counts only while that process still carries `dir` in its
 * command line: pids are reused.
 * @param askToStop the server's own way to stop; it is killed when that did not help within 3 s.
 * @throws EmbeddedServerError when the launcher that started it is still alive.
 */
export async function stopOrphan(
  dir: string,
  serverName: string,
  askToStop: (record: ServerRecord) => Promise<unknown>,
): Promise<void> {
  const record = readRecord(dir);
  if (!record || !isOurServer(record, dir)) return;
  const { owner } = record;
  if (isAlive(owner.pid) && startStamp(owner.pid) === owner.stamp) {
    throw new EmbeddedServerError(
      `${serverName} in ${dir} is in use by process ${owner.pid}. Stop that process, or choose another folder (STATE_DIR).`,
    );
  }
  await askToStop(record).catch(() => undefined);
  if (await waitUntilGone(record.pid, politeStopMs)) return;
  signal(record.pid, 'SIGKILL');
  await waitUntilGone(record.pid, politeStopMs);
}

function isOurServer(record: ServerRecord, dir: string): boolean {
  return isAlive(record.pid) && commandLine(record.pid).includes(dir);
}

import { createSocket } from 'node:dgram';
import { freePort, freePortNear } from '@stageline/platform/embedded';
import { SetupError } from '../errors.ts';
import type { Settings } from './settings.ts';
import { readState, writeState } from './state.ts';

/** Ports behind the one that browsers use. Kept, so that a firewall rule or a bookmark survives a restart. */
export interface InnerPorts {
  /** The sfu's signalling, which the api proxies. Loopback. */
  sfu: number;
  /** Media, UDP and TCP. */
  webRtc: number;
}

/** @throws SetupError when another program has the port. */
export async function requireFreePort(settings: Settings): Promise<void> {
  if ((await freePortNear(settings.port)) === settings.port) return;
  throw new SetupError(`Port ${settings.port} is in use by another program.`, [
    'Stop that program, or choose another port: PORT=3100 npm start',
  ]);
}

/** The inner ports of the last start where they are free, others where not. */
export async function chooseInnerPorts(stateDir: string): Promise<InnerPorts> {
  const last = readState<InnerPorts>(stateDir, 'ports.json');
  const sfu = await freePortNear(last?.sfu);
  const ports = { sfu, webRtc: await freeMediaPort(last?.webRtc) };
  writeState(stateDir, 'ports.json', ports);
  return ports;
}

async function freeMediaPort(preferred: number | undefined): Promise<number> {
  let port = await freePortNear(preferred);
  while (!(await isUdpPortFree(port))) port = await freePort();
  return port;
}

function isUdpPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}

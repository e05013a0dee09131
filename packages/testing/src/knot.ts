import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@stageline/platform/embedded';
import { afterFile } from './jest/cleanups.ts';
import { startPeer, type Peer } from './peer.ts';

/** A real authoritative name server (Knot DNS) that takes signed updates. */
export interface Knot {
  readonly host: string;
  readonly port: number;
  /** `127.0.0.1:<port>`, as a resolver is configured. */
  readonly address: string;
  /** The TSIG key that may update every zone. */
  readonly keyFile: string;
  /** A key of the same name with another secret. */
  readonly wrongKeyFile: string;
  /**
   * Changes a zone as its owner would with `nsupdate`: lines such as `add a.example. 60 TXT "x"` and `delete a.example.`.
   * @throws with the program's output when the server refuses
   */
  update(zone: string, ...lines: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export interface KnotOptions {
  readonly zones: readonly string[];
  /** Zones that the server is responsible for and cannot load: every question about them fails. */
  readonly brokenZones?: readonly string[];
}

/** Starts it on a free loopback port with empty zones; it ends with the test file. @throws with its output */
export async function startKnot({ zones, brokenZones = [] }: KnotOptions): Promise<Knot> {
  const directory = await mkdtemp(path.join(tmpdir(), 'stageline-knot-'));
  afterFile(() => rm(directory, { recursive: true, force: true }));
  await mkdir(path.join(directory, 'zones'));
  const port = await freePort();
  const secret = randomBytes(32).toString('base64');
  const keyFile = await writeKey(directory, 'key', secret);
  const wrongKeyFile = await writeKey(directory, 'wrong-key', randomBytes(32).toString('base64'));
  for (const zone of zones) await writeFile(path.join(directory, 'zones', `${zone}.zone`), zoneFile(zone));
  const config = path.join(directory, 'knot.conf');
  await writeFile(config, configOf(directory, port, secret, [...zones, ...brokenZones]));
  const peer: Peer = await startPeer({
    command: '/usr/sbin/knotd',
    args: ['-c', config],
    ready: { line: /server started/ },
  });
  return {
    host: '127.0.0.1',
    port,
    address: `127.0.0.1:${port}`,
    keyFile,
    wrongKeyFile,
    async update(zone, ...lines) {
      const script = [
        `server 127.0.0.1 ${port}`,
        `zone ${zone}.`,
        ...lines.map((line) => `update ${line}`),
        'send',
        '',
      ];
      const file = path.join(directory, `update-${randomBytes(4).toString('hex')}`);
      await writeFile(file, script.join('\n'));
      const run = await startPeer({ command: 'nsupdate', args: ['-v', '-k', keyFile, file] });
      if ((await run.exited) !== 0) throw new Error(`The update of ${zone} failed:\n${run.output()}`);
    },
    stop: () => peer.stop(),
  };
}

async function writeKey(directory: string, name: string, secret: string): Promise<string> {
  const file = path.join(directory, name);
  await writeFile(file, `key "stageline" { algorithm hmac-sha256; secret "${secret}"; };\n`, { mode: 0o600 });
  return file;
}

const zoneFile = (zone: string): string =>
  [
    `${zone}. 5 SOA ns.${zone}. hostmaster.${zone}. 1 3600 600 86400 1`,
    `${zone}. 5 NS ns.${zone}.`,
    `ns.${zone}. 5 A 127.0.0.1`,
    '',
  ].join('\n');

const configOf = (directory: string, port: number, secret: string, zones: readonly string[]): string => `server:
  rundir: ${directory}
  listen: 127.0.0.1@${port}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
log:
  - target: stderr
    any: info
database:
  storage: ${directory}/zones
key:
  - id: stageline
    algorithm: hmac-sha256
    secret: ${secret}
acl:
  - id: update
    key: stageline
    action: update
template:
  - id: default
    storage: ${directory}/zones
    zonefile-sync: -1
    journal-content: all
zone:
${zones.map((zone) => `  - domain: ${zone}\n    acl: update\n`).join('')}`;

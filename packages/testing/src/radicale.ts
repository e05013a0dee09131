import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@stageline/platform/embedded';
import { afterFile } from './jest/cleanups.ts';
import { startPeer, type Peer } from './peer.ts';

/** A real CalDAV server (Radicale). */
export interface Radicale {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Makes a calendar. @returns its address */
  makeCalendar(name: string): Promise<string>;
  /** Writes an entry as its owner's own program would: `BEGIN:VEVENT` to `END:VEVENT`. */
  put(calendarUrl: string, name: string, event: string): Promise<void>;
  /** A whole calendar as a file. */
  read(calendarUrl: string): Promise<string>;
  /** Its owner lets nobody write any more. */
  lock(): Promise<void>;
  /** It is away until it comes back, with all that it had. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it on a free loopback port with one person and no calendars; it ends with the test file. */
export async function startRadicale(): Promise<Radicale> {
  const directory = await mkdtemp(path.join(tmpdir(), 'stageline-radicale-'));
  afterFile(() => rm(directory, { recursive: true, force: true }));
  const [user, password] = ['ann', 'a password of the tests'];
  await writeFile(path.join(directory, 'users'), `${user}:${password}\n`);
  const port = await freePort();
  const config = path.join(directory, 'config');
  await writeFile(
    config,
    `[server]\nhosts = 127.0.0.1:${port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = ${directory}/users\n` +
      `htpasswd_encryption = plain\ndelay = 0\n[rights]\ntype = from_file\nfile = ${directory}/rights\n[storage]\nfilesystem_folder = ${directory}/collections\n`,
  );
  const rights = path.join(directory, 'rights');
  const everything = (what: string) => `[own]\nuser: .+\ncollection: .*\npermissions: ${what}\n`;
  await writeFile(rights, everything('RrWw'));
  const start = () => startPeer({ command: 'radicale', args: ['--config', config], ready: { port } });
  let peer: Peer = await start();
  const url = `http://127.0.0.1:${port}/`;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  async function ask(method: string, address: string, type: string, body: string): Promise<void> {
    const answer = await fetch(address, { method, headers: { authorization, 'content-type': type }, body });
    if (!answer.ok) throw new Error(`${method} answered ${answer.status}: ${await answer.text()}`);
  }
  return {
    url,
    user,
    password,
    async makeCalendar(name) {
      const address = `${url}${user}/${name}/`;
      await ask(
        'MKCALENDAR',
        address,
        'application/xml',
        `<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>` +
          `<D:displayname>${name}</D:displayname></D:prop></D:set></C:mkcalendar>`,
      );
      return address;
    },
    put: (calendarUrl, name, event) =>
      ask(
        'PUT',
        `${calendarUrl}${name}.ics`,
        'text/calendar',
        `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:tests\r\n${event.replaceAll('\n', '\r\n')}\r\nEND:VCALENDAR\r\n`,
      ),
    read: async (calendarUrl) => (await fetch(calendarUrl, { headers: { authorization } })).text(),
    lock: () => writeFile(rights, everything('Rr')),
    pause: () => peer.stop(),
    async resume() {
      peer = await start();
    },
    stop: () => peer.stop(),
  };
}

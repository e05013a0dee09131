import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { IntegrationError } from '../kit/errors.ts';
import { createResilience } from '../kit/resilience.ts';
import { absolute, recordsOf, siteName, type DnsPort, type SiteTarget } from './port.ts';

export interface Rfc2136Options {
  /** The zone that the sites' names lie in: the apex without a port. */
  readonly zone: string;
  readonly target: SiteTarget;
  /** The primary server: a name or an address. */
  readonly server: string;
  readonly port?: number;
  /** A file with the TSIG key, as `tsig-keygen` and `keymgr -t` write it. The key itself is on no command line. */
  readonly keyFile: string;
  readonly ttlSeconds?: number;
  /** Bound on one update. */
  readonly timeoutMs?: number;
  readonly program?: string;
}

/** Dynamic updates (RFC 2136), signed with TSIG (RFC 8945), by BIND's `nsupdate`. */
export function createRfc2136Dns(options: Rfc2136Options): DnsPort {
  const { zone, target, server, port = 53, ttlSeconds = 300, timeoutMs = 5000 } = options;
  const resilience = createResilience({
    port: 'dns',
    attempts: 3,
    baseDelayMs: 250,
    breakAfter: 6,
    breakForMs: 30_000,
  });

  /** One update message: all of it is done, or nothing. */
  const update = (lines: readonly string[]) =>
    resilience.run(() =>
      runNsupdate({
        program: options.program ?? 'nsupdate',
        keyFile: options.keyFile,
        timeoutMs,
        script: [`server ${server} ${port}`, `zone ${absolute(zone)}`, ...lines, 'send', ''].join('\n'),
      }),
    );

  return {
    async ensureSite(slug) {
      const name = siteName(slug, zone);
      const add = recordsOf(target).map(({ type, value }) => `update add ${name} ${ttlSeconds} ${type} ${value}`);
      // All records go first: a CNAME beside another record is dropped without a word (RFC 2136, 3.4.2.2).
      await update([`update delete ${name}`, ...add]);
    },
    removeSite: async (slug) => update([`update delete ${siteName(slug, zone)}`]),
    close: async () => undefined,
  };
}

interface Run {
  readonly program: string;
  readonly keyFile: string;
  readonly timeoutMs: number;
  readonly script: string;
}

async function runNsupdate({ program, keyFile, timeoutMs, script }: Run): Promise<void> {
  // -v: over TCP, where nobody can answer in the server's place and a closed port is noticed at once.
  const args = ['-v', '-t', String(Math.ceil(timeoutMs / 1000)), '-k', keyFile];
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], timeout: timeoutMs + 1000 });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // It may end before it has read everything; what it says then is in its output.
  child.stdin.on('error', () => undefined);
  child.stdin.end(script);
  const [code, output] = await Promise.all([ended, text(child.stderr)]).catch((cause: unknown) => {
    throw new IntegrationError('dns', 'not-installed', false, { message: `dns: cannot run ${program}`, cause });
  });
  if (code === 0) return;
  throw translate(output);
}

/** The server's own answer (RFC 2136, 2.2; RFC 8945, 5.3) is final; silence and a server in trouble may pass. */
function translate(output: string): IntegrationError {
  const message = `dns: ${output.trim().split('\n').slice(-2).join('; ') || 'nsupdate was stopped'}`;
  const final = /update failed: (?:NOTAUTH|REFUSED|NOTZONE|FORMERR|NOTIMP|YX|NX)|could not read key|syntax error/i;
  if (final.test(output)) return new IntegrationError('dns', 'refused', false, { message });
  return new IntegrationError('dns', 'unavailable', true, { message });
}

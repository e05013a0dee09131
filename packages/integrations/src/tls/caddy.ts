import { readFileSync } from 'node:fs';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { IntegrationError } from '../kit/errors.ts';
import type { CertificateFacts, TlsPort } from './port.ts';

export interface CaddyOptions {
  /** Where Caddy answers TLS. */
  readonly host: string;
  readonly port?: number;
  /** Roots to trust besides the well-known ones: the internal authority of a trial run. */
  readonly caFile?: string;
  /** An ACME order takes seconds; this bounds the wait for it. */
  readonly timeoutMs?: number;
}

/**
 * Caddy with on-demand TLS (infra/caddy/Caddyfile): a certificate is ordered in the first handshake for a host that our
 * `ask` endpoint allows. Looking at the certificate is therefore also what orders it.
 */
export function createCaddyTls(options: CaddyOptions): TlsPort {
  return { enabled: true, certificateOf: (host) => handshake(host, options) };
}

function handshake(servername: string, options: CaddyOptions): Promise<CertificateFacts> {
  const { host, port = 443, caFile, timeoutMs = 30_000 } = options;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      servername,
      // A certificate that a browser would refuse is a finding, not an error.
      rejectUnauthorized: false,
      ...(caFile !== undefined && { ca: readFileSync(caFile) }),
    });
    const fail = (code: string, cause?: unknown) => {
      socket.destroy();
      reject(new IntegrationError('tls', code, true, { cause }));
    };
    socket.setTimeout(timeoutMs, () => fail('unavailable'));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      // Caddy refuses a host with a TLS alert; anything else happened below TLS.
      fail(error.code?.startsWith('ERR_SSL') === true ? 'no-certificate' : 'unavailable', error),
    );
    socket.once('secureConnect', () => {
      resolve(factsOf(socket));
      socket.end();
    });
  });
}

function factsOf(socket: TLSSocket): CertificateFacts {
  const certificate = socket.getPeerCertificate(true);
  const { authorizationError } = socket;
  return {
    issuer: String(certificate.issuer.O ?? certificate.issuer.CN ?? 'unknown'),
    validFrom: new Date(certificate.valid_from),
    validTo: new Date(certificate.valid_to),
    chainLength: chainLength(certificate),
    distrust: authorizationError ? String((authorizationError as { code?: string }).code ?? authorizationError) : null,
  };
}

/** A root is its own issuer; a server that leaves it out ends the chain before it. */
function chainLength(certificate: DetailedPeerCertificate): number {
  const seen = new Set<string>();
  let link: DetailedPeerCertificate | undefined = certificate;
  while (link !== undefined && !seen.has(link.fingerprint256)) {
    seen.add(link.fingerprint256);
    link = link.issuerCertificate;
  }
  return seen.size;
}

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import {
  ProblemError,
  type NamespaceDefinition,
  type TenantId,
  type TicketAudience,
  type TicketClaims,
} from '@stageline/contracts';
import { isServed, type HostFacts, type HostResolver } from '../http/hosts.ts';
import { assertSameOrigin } from '../http/origin.ts';
import { assertOneHost } from '../http/request-target.ts';
import { mayEnter } from '../http/route.ts';
import type { SessionManager } from '../http/session-cookie.ts';
import type { SocketPeer } from './binding.ts';

export interface AdmissionDeps {
  readonly hosts: HostResolver;
  readonly sessions: Pick<SessionManager, 'authenticateSocket'>;
  readonly tickets: { verify(audience: TicketAudience, token: string): Promise<TicketClaims> };
}

/** Decides who may open a socket; the rules of HTTP (host, origin, session) hold here too. */
export function createAdmission({ hosts, sessions, tickets }: AdmissionDeps) {
  const visitors = new WeakMap<HostFacts, SocketPeer>();

  async function servedHost(headers: IncomingHttpHeaders): Promise<HostFacts> {
    const host = headers.host ?? '';
    const facts = hosts.peek(host) ?? (await hosts.resolve(host));
    if (!isServed(facts)) throw new ProblemError('not-found');
    return facts;
  }

  /** One for all visitors of a host: they do not differ, and there are many. */
  function visitorOf(facts: HostFacts, tenantId: TenantId | null): SocketPeer {
    const visitor = visitors.get(facts) ?? { tenantId, actor: null, ticket: null };
    visitors.set(facts, visitor);
    return visitor;
  }

  async function ticketPeer(tenantId: TenantId, auth: { ticket?: string }): Promise<SocketPeer> {
    const ticket = await tickets.verify('room', auth.ticket ?? '');
    if (ticket.tenantId !== tenantId) throw new ProblemError('invalid-ticket');
    return { tenantId, actor: null, ticket };
  }

  return {
    /** The upgrade itself, for the gateway and for the media proxy: a host that we serve, and no foreign page. */
    async admitUpgrade(request: IncomingMessage): Promise<HostFacts> {
      assertOneHost(request);
      assertSameOrigin(request.headers.origin, request.headers.host);
      return servedHost(request.headers);
    },
    /** Whether the host of an open connection is served still. @throws ProblemError `not-found` when it is not */
    admitHost: servedHost,
    /** One namespace of a connection. */
    async admitPeer(headers: IncomingHttpHeaders, namespace: NamespaceDefinition, auth: unknown): Promise<SocketPeer> {
      const facts = await servedHost(headers);
      if (facts.kind !== namespace.host) throw new ProblemError('not-found');
      const tenantId = facts.kind === 'tenant' ? facts.tenant.id : null;
      const { access } = namespace;
      if (access.kind === 'public') return visitorOf(facts, tenantId);
      if (access.kind === 'ticket') return ticketPeer(requireTenant(tenantId), auth as { ticket?: string });
      const owner = access.kind === 'admin' ? 'admin' : requireTenant(tenantId);
      const actor = await sessions.authenticateSocket(owner, headers);
      if (!mayEnter(access, actor)) throw new ProblemError('forbidden');
      return { tenantId, actor, ticket: null };
    },
  };
}
export type Admission = ReturnType<typeof createAdmission>;

function requireTenant(tenantId: TenantId | null): TenantId {
  if (tenantId === null) throw new ProblemError('not-found');
  return tenantId;
}

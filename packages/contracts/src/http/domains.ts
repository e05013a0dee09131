import { z } from 'zod';
import { DomainId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';

/**
 * The life of a custom domain. `verified`: its owner has proved that it is theirs, and it does not lead to us yet;
 * `issuing`: it leads to us and waits for its certificate; `degraded`: it was live, and something will break or has broken.
 */
export const DomainState = z.enum(['pending_dns', 'verified', 'issuing', 'live', 'degraded', 'removed']);
export type DomainState = z.infer<typeof DomainState>;

export const RecordKind = z.enum(['ownership', 'address', 'ipv6', 'caa', 'proxy']);
export type RecordKind = z.infer<typeof RecordKind>;

/** `waiting`: not looked at yet; `unknown`: the name servers gave no answer, which says nothing about the record. */
export const RecordStatus = z.enum(['ok', 'missing', 'wrong', 'unknown', 'waiting']);
export type RecordStatus = z.infer<typeof RecordStatus>;

/** One record: what should be there, what is, and what to do, in one plain sentence. */
export const RecordCheck = z.object({
  kind: RecordKind,
  type: z.enum(['TXT', 'CNAME', 'A', 'AAAA', 'CAA']),
  /** The full name of the record, without a dot at its end. */
  name: z.string(),
  /** Values to enter, each in a record of its own; empty where nothing has to be there. */
  expected: z.array(z.string()),
  found: z.array(z.string()),
  status: RecordStatus,
  advice: z.string(),
});
export type RecordCheck = z.infer<typeof RecordCheck>;

export const CertificateView = z.object({ issuer: z.string(), validTo: Instant });

export const DomainView = z.object({
  id: DomainId,
  /** As machines write it (`xn--…`). */
  host: z.string(),
  /** As people read it; the same as `host` where letters of several scripts could deceive. */
  displayHost: z.string(),
  /** The part that was registered: panels of DNS providers ask for names relative to it. */
  zone: z.string(),
  url: z.string(),
  state: DomainState,
  /** Whether visitors are sent here from the site's other addresses, while it is live. */
  isPrimary: z.boolean(),
  records: z.array(RecordCheck),
  /** The one thing to do next, or what we are waiting for. */
  nextStep: z.string(),
  createdAt: Instant,
  lastCheckedAt: Instant.nullable(),
  /** Null: we have stopped looking; "check now" begins again. */
  nextCheckAt: Instant.nullable(),
  certificate: CertificateView.nullable(),
  timeline: z.array(z.object({ state: DomainState, at: Instant })),
});
export type DomainView = z.infer<typeof DomainView>;

/** A part of the doctor's report. `off`: not set up here, so there is nothing to say about it. */
export const DoctorFinding = z.object({
  topic: z.enum(['dns', 'tls', 'mail-sender', 'mail-links', 'turn']),
  title: z.string(),
  status: z.enum(['ok', 'attention', 'problem', 'unknown', 'off']),
  summary: z.string(),
  details: z.array(z.object({ label: z.string(), value: z.string() })),
  /** What to do about it; null where nothing is to be done. */
  nextStep: z.string().nullable(),
});
export type DoctorFinding = z.infer<typeof DoctorFinding>;

export const DoctorReport = z.object({
  host: z.string(),
  checkedAt: Instant,
  findings: z.array(DoctorFinding),
  /** The ONE thing to do next; null where all is well. */
  nextStep: z.string().nullable(),
});
export type DoctorReport = z.infer<typeof DoctorReport>;

const params = z.strictObject({ domainId: DomainId });
const manage = { host: 'tenant', access: memberAccess('domains.manage') } as const;

export const listDomains = defineOperation({
  id: 'domains.list',
  method: 'GET',
  path: '/api/v1/domains',
  ...manage,
  summary: 'The custom domains of this site and where each stands',
  response: z.object({
    /** The address under the platform, which always works. */
    siteHost: z.string(),
    siteUrl: z.string(),
    items: z.array(DomainView),
  }),
});
export const addDomain = defineOperation({
  id: 'domains.add',
  method: 'POST',
  path: '/api/v1/domains',
  ...manage,
  summary: 'Connect a domain; DNS may be set before or after',
  body: z.strictObject({ host: z.string().trim().min(1, 'Please fill this in.').max(300, 'At most 300 characters.') }),
  status: 201,
  response: DomainView,
  errors: ['domain-exists', 'limit-reached'],
  rateLimit: { points: 20, perSeconds: 3600, by: 'actor' },
});
export const checkDomain = defineOperation({
  id: 'domains.check',
  method: 'POST',
  path: '/api/v1/domains/:domainId/check',
  ...manage,
  summary: 'Look at the DNS of a domain now, and go on looking',
  params,
  response: DomainView,
  rateLimit: { points: 12, perSeconds: 60, by: 'actor' },
});
export const removeDomain = defineOperation({
  id: 'domains.remove',
  method: 'DELETE',
  path: '/api/v1/domains/:domainId',
  ...manage,
  stepUp: true,
  summary: 'Disconnect a domain; to connect it again takes a new proof of ownership',
  params,
  status: 204,
});
export const setPrimaryHost = defineOperation({
  id: 'domains.set-primary',
  method: 'PUT',
  path: '/api/v1/domains/primary',
  ...manage,
  summary: 'Choose the address that visitors see; null is the one under the platform',
  body: z.strictObject({ domainId: DomainId.nullable() }),
  status: 204,
  errors: ['illegal-transition'],
});
export const inspectDomain = defineOperation({
  id: 'domains.doctor',
  method: 'GET',
  path: '/api/v1/domains/doctor',
  ...manage,
  summary: 'Everything that an address of this site depends on, and the one next step',
  query: z.strictObject({ domainId: DomainId.optional() }),
  response: DoctorReport,
  rateLimit: { points: 12, perSeconds: 60, by: 'actor' },
});

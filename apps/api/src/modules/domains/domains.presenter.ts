import type { DomainView } from '@stageline/contracts';
import { displayName } from './domain-name.ts';
import type { Domain } from './domains.types.ts';

/** A claim as its owner sees it. @param urlOf the address of a host */
export function presentDomain(domain: Domain, urlOf: (host: string) => string): DomainView {
  const { id, host, zone, state, isPrimary, certificate } = domain;
  return {
    id,
    host,
    displayHost: displayName(host),
    zone,
    url: urlOf(host),
    state,
    isPrimary,
    records: domain.records.map((record) => ({ ...record, expected: [...record.expected], found: [...record.found] })),
    nextStep: nextStepOf(domain),
    createdAt: domain.createdAt.toISOString(),
    lastCheckedAt: domain.lastCheckedAt?.toISOString() ?? null,
    nextCheckAt: domain.nextCheckAt?.toISOString() ?? null,
    certificate:
      certificate === null ? null : { issuer: certificate.issuer, validTo: certificate.validTo.toISOString() },
    timeline: domain.history.map((step) => ({ state: step.state, at: step.at.toISOString() })),
  };
}

/** The one thing to do, or what we are waiting for. */
export function nextStepOf({ state, records, tlsNote, nextCheckAt, lastCheckedAt }: Domain): string {
  if (state === 'live') return 'All is well. We look at it every day.';
  const inTheWay =
    records.find(({ status }) => status === 'wrong') ?? records.find(({ status }) => status === 'missing');
  if (nextCheckAt === null)
    return 'We stopped looking for the records after three days. Set them, then press "Check now".';
  if (inTheWay !== undefined && lastCheckedAt !== null) return inTheWay.advice;
  if (tlsNote !== null) return tlsNote;
  const silent = records.find(({ status, kind }) => status === 'unknown' && kind !== 'caa');
  if (silent !== undefined) return silent.advice;
  if (state === 'issuing') return 'The certificate is being issued. That takes a minute or two.';
  return 'Enter the records at your DNS provider. We look for them by ourselves; nothing else is to be done here.';
}

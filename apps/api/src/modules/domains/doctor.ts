import { ProblemError, type DoctorFinding, type DoctorReport, type DomainId } from '@stageline/contracts';
import { IntegrationError, type TlsPort } from '@stageline/integrations/tls';
import type { Clock } from '@stageline/platform';
import { canonicalHost } from '../../http/host-name.ts';
import type { TenantFacts } from '../../http/route.ts';
import type { DnsLookup } from './dns-lookup.ts';
import type { DomainInspector, EdgeOptions } from './domain-inspection.ts';
import { certificateWorth } from './domain-lifecycle.ts';
import { displayName } from './domain-name.ts';
import type { Domain } from './domains.types.ts';
import { senderChecks } from './sender-checks.ts';
import { turnAnswers } from './turn-probe.ts';

export interface DomainDoctorDeps {
  readonly inspector: DomainInspector;
  readonly lookup: DnsLookup;
  readonly tls: TlsPort;
  readonly edge: EdgeOptions;
  readonly find: (id: DomainId) => Promise<Domain | null>;
  /** The address that mails come from. */
  readonly mailFrom: string;
  /** False where mails are kept in a mailbox of ours. */
  readonly mailIsSent: boolean;
  readonly dkimSelector: string | undefined;
  readonly turnUrl: string | undefined;
  readonly clock: Clock;
}

/** Looks at everything that an address of a site depends on, and says the ONE thing to do next. */
export interface DomainDoctor {
  /** @param domainId null: the site's address under the platform. @throws ProblemError `not-found` */
  examine(tenant: Pick<TenantFacts, 'url'>, domainId: DomainId | null): Promise<DoctorReport>;
}

const DAY_MS = 86_400_000;
const NO_ANSWER = 'The name servers did not answer; that says nothing about your records. Try again in a few minutes.';

export function createDomainDoctor(deps: DomainDoctorDeps): DomainDoctor {
  return {
    async examine({ url }, domainId) {
      const domain = domainId === null ? null : await deps.find(domainId);
      if (domainId !== null && domain === null) throw new ProblemError('not-found');
      const host = domain?.host ?? canonicalHost(new URL(url).host);
      const dns = domain === null ? siteDns(deps, host) : customDns(deps, domain);
      const [web, tls, sender, turn] = await Promise.all([
        dns,
        tlsFinding(deps, host),
        senderFinding(deps),
        turnFinding(deps),
      ]);
      const findings = [web, tls, sender, linksFinding(host, web, tls), turn];
      const first =
        findings.find(({ status }) => status === 'problem') ?? findings.find(({ status }) => status === 'attention');
      return {
        host: displayName(host),
        checkedAt: deps.clock.now().toISOString(),
        findings,
        nextStep: first?.nextStep ?? null,
      };
    },
  };
}

async function customDns({ inspector }: DomainDoctorDeps, domain: Domain): Promise<DoctorFinding> {
  const { records, pointing } = await inspector.inspect(domain);
  const broken = records.find(({ status }) => status === 'wrong') ?? records.find(({ status }) => status === 'missing');
  const base = {
    topic: 'dns',
    title: 'Web address',
    details: records.map(({ type, name, found }) => ({
      label: `${type} ${name}`,
      value: found.join(', ') || 'nothing',
    })),
  } as const;
  if (broken !== undefined)
    return { ...base, status: 'problem', summary: 'A record is not as it should be.', nextStep: broken.advice };
  if (pointing === null) return { ...base, status: 'unknown', summary: NO_ANSWER, nextStep: null };
  return { ...base, status: 'ok', summary: 'Every record is as it should be.', nextStep: null };
}

async function siteDns({ lookup, edge }: DomainDoctorDeps, host: string): Promise<DoctorFinding> {
  const base = { topic: 'dns', title: 'Web address' } as const;
  if (host.endsWith('.localhost')) {
    const summary = 'Names under localhost always lead to this computer. Nothing is set up here.';
    return { ...base, status: 'off', summary, details: [], nextStep: null };
  }
  const session = lookup.open();
  const [alias, v4, v6] = await Promise.all([session.cname(host), session.a(host), session.aaaa(host)]);
  const found = [alias, v4, v6].flatMap((answer) => (answer.kind === 'found' ? answer.values : []));
  const details = [{ label: host, value: found.join(', ') || 'nothing' }];
  if (found.length === 0 && [alias, v4, v6].some(({ kind }) => kind === 'unknown'))
    return { ...base, status: 'unknown', summary: NO_ANSWER, details, nextStep: null };
  const leadsToUs =
    found.includes(edge.host) || edge.addresses.length === 0 || found.some((one) => edge.addresses.includes(one));
  if (found.length > 0 && leadsToUs)
    return { ...base, status: 'ok', summary: 'Leads to your site.', details, nextStep: null };
  const nextStep = 'Nothing for you to do: this name is ours to set. Write to us if it stays so for an hour.';
  return { ...base, status: 'problem', summary: 'The name does not lead to us yet.', details, nextStep };
}

async function tlsFinding({ tls, clock }: DomainDoctorDeps, host: string): Promise<DoctorFinding> {
  const base = { topic: 'tls', title: 'Certificate' } as const;
  try {
    const facts = await tls.certificateOf(host);
    if (facts === null)
      return {
        ...base,
        status: 'off',
        summary: 'Not set up: sites are served without TLS here.',
        details: [],
        nextStep: null,
      };
    const days = Math.floor((facts.validTo.getTime() - clock.now().getTime()) / DAY_MS);
    const details = [
      { label: 'Issued by', value: facts.issuer },
      { label: 'Valid until', value: facts.validTo.toISOString() },
      { label: 'Certificates in the chain', value: String(facts.chainLength) },
      { label: 'Trusted by browsers', value: facts.distrust === null ? 'yes' : `no (${facts.distrust})` },
    ];
    const worth = certificateWorth(facts, clock.now());
    if (worth === 'good')
      return { ...base, status: 'ok', summary: 'Valid, and renewed by itself.', details, nextStep: null };
    if (worth === 'ending') {
      const nextStep = 'Check that nothing stands between the domain and us; the renewal is tried again all the time.';
      return {
        ...base,
        status: 'attention',
        summary: `Ends in ${days} days and was not renewed yet.`,
        details,
        nextStep,
      };
    }
    const nextStep = 'Wait a few minutes and look again; if it stays so, check the CAA records of the domain.';
    return { ...base, status: 'problem', summary: 'Browsers do not trust this certificate.', details, nextStep };
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    if (error.code !== 'no-certificate')
      return { ...base, status: 'unknown', summary: 'Our own server did not answer.', details: [], nextStep: null };
    const nextStep = 'Set the records first; the certificate follows by itself.';
    return { ...base, status: 'problem', summary: 'There is no certificate yet.', details: [], nextStep };
  }
}

async function senderFinding(deps: DomainDoctorDeps): Promise<DoctorFinding> {
  const domain = deps.mailFrom.slice(deps.mailFrom.lastIndexOf('@') + 1);
  const base = { topic: 'mail-sender', title: 'Sender of your mails' } as const;
  if (!deps.mailIsSent || !domain.includes('.')) {
    const summary = 'Not set up: mails are kept in a mailbox here and not sent.';
    return { ...base, status: 'off', summary, details: [], nextStep: null };
  }
  const checks = await senderChecks(deps.lookup.open(), domain, deps.dkimSelector);
  const details = [
    { label: 'From', value: deps.mailFrom },
    ...checks.map(({ label, value }) => ({ label, value })),
    { label: 'Alignment', value: `the envelope and the From address share ${domain}` },
  ];
  const problem = checks.find(({ status }) => status === 'problem');
  if (problem !== undefined) {
    const summary = `${problem.label} is not as mailboxes want it.`;
    return { ...base, status: 'attention', summary, details, nextStep: problem.nextStep };
  }
  if (checks.some(({ status }) => status === 'unknown'))
    return { ...base, status: 'unknown', summary: NO_ANSWER, details, nextStep: null };
  return { ...base, status: 'ok', summary: 'Mailboxes can tell that your mails are genuine.', details, nextStep: null };
}

/** Links in mails, those to unsubscribe included, lead to the site's own host: they work when it does. */
function linksFinding(host: string, web: DoctorFinding, tls: DoctorFinding): DoctorFinding {
  const base: Omit<DoctorFinding, 'status' | 'summary' | 'nextStep'> = {
    topic: 'mail-links',
    title: 'Links in your mails',
    details: [{ label: 'Host', value: host }],
  };
  const broken = [web, tls].find(({ status }) => status === 'problem');
  if (broken !== undefined) {
    const summary = 'Links in mails, also the one to unsubscribe, do not work until the address does.';
    return { ...base, status: 'problem', summary, nextStep: broken.nextStep };
  }
  if (web.status === 'unknown' || tls.status === 'unknown')
    return {
      ...base,
      status: 'unknown',
      summary: 'They work when the address does, which we could not find out.',
      nextStep: null,
    };
  return { ...base, status: 'ok', summary: 'They lead to your site, the one to unsubscribe included.', nextStep: null };
}

async function turnFinding({ turnUrl }: DomainDoctorDeps): Promise<DoctorFinding> {
  const base = { topic: 'turn', title: 'Relay for strict firewalls' } as const;
  if (turnUrl === undefined) {
    const summary = 'Not set up: visitors behind a firewall that allows the web only may not see the room.';
    return { ...base, status: 'off', summary, details: [], nextStep: null };
  }
  const details = [{ label: 'Relay', value: turnUrl }];
  if (await turnAnswers(turnUrl))
    return { ...base, status: 'ok', summary: 'The relay answers.', details, nextStep: null };
  const nextStep = 'Nothing for you to do: the relay is ours. Write to us if it stays so.';
  return { ...base, status: 'attention', summary: 'The relay does not answer.', details, nextStep };
}

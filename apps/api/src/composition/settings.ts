import path from 'node:path';
import { answerFollowUpPrompt } from '@stageline/domain';
import type { AiConfig } from '@stageline/integrations/ai';
import type { CalendarConfig } from '@stageline/integrations/calendar';
import type { DnsConfig } from '@stageline/integrations/dns';
import { parseMailbox, type EmailConfig } from '@stageline/integrations/email';
import type { IdentityConfig, OidcProvider } from '@stageline/integrations/identity';
import type { PaymentsConfig, SandboxBillingStore, SandboxStore } from '@stageline/integrations/payments';
import { parseClamdUrl, type ScannerConfig } from '@stageline/integrations/scanner';
import type { TlsConfig } from '@stageline/integrations/tls';
import type { SmsConfig } from '@stageline/integrations/sms';
import type { TranscriptionConfig } from '@stageline/integrations/transcription';
import type { Config } from '../config.ts';
import { createDnsLookup, isPublicAddress } from '../modules/domains/index.ts';
import { mailboxStore, smsStore } from '../modules/mail/index.ts';

/** Mail goes to the server that was named, otherwise to the mailbox that anybody at this machine can open. */
export function emailConfig(config: Config): EmailConfig {
  return config.EMAIL === 'smtp'
    ? { kind: 'smtp', url: config.SMTP_URL ?? '' }
    : { kind: 'embedded', mailbox: mailboxStore };
}

/** Asks the name servers about domains of promoters. */
export const dnsLookup = ({ DNS_RESOLVERS, NODE_ENV }: Config) =>
  createDnsLookup({ servers: DNS_RESOLVERS, allowPrivate: NODE_ENV !== 'production' });

/** Short messages stay where they can be looked at; a production that says nothing has none. */
export function smsConfig(config: Config): SmsConfig {
  const kind = config.SMS ?? (config.NODE_ENV === 'production' ? 'off' : 'embedded');
  if (kind === 'off') return { kind };
  if (kind === 'embedded') return { kind, store: smsStore };
  const {
    TWILIO_ACCOUNT_SID: accountSid = '',
    TWILIO_AUTH_TOKEN: authToken = '',
    TWILIO_FROM: from = '',
    TWILIO_API_URL: apiUrl,
  } = config;
  return { kind, accountSid, authToken, from, ...(apiUrl !== undefined && { apiUrl }) };
}

/** The sandbox, which moves no money, where nothing else is named; a production that says nothing takes no payments. */
export function paymentsConfig(
  config: Config,
  stores: { readonly store: SandboxStore; readonly billingStore: SandboxBillingStore },
): PaymentsConfig {
  const kind = config.PAYMENTS ?? (config.NODE_ENV === 'production' ? 'off' : 'embedded');
  if (kind === 'off') return { kind };
  if (kind === 'embedded') {
    const pageUrl = `${config.PUBLIC_SCHEME}://${config.APEX}/sandbox/pay`;
    return { kind, ...stores, pageUrl, secret: `sandbox gateway ${config.SEAL_SECRET}` };
  }
  const {
    STRIPE_SECRET_KEY: secretKey = '',
    STRIPE_WEBHOOK_SECRET: webhookSecret = '',
    STRIPE_BILLING_WEBHOOK_SECRET: billingWebhookSecret,
    STRIPE_API_URL: apiUrl,
  } = config;
  const billing = billingWebhookSecret === undefined ? {} : { billingWebhookSecret };
  return { kind, secretKey, webhookSecret, ...billing, ...(apiUrl !== undefined && { apiUrl }) };
}

/** PocketSphinx where nothing else is named; a production that says nothing writes no transcripts. */
export function transcriptionConfig(config: Config): TranscriptionConfig {
  const kind = config.TRANSCRIPTION ?? (config.NODE_ENV === 'production' ? 'off' : 'embedded');
  if (kind !== 'openai') return { kind };
  const { TRANSCRIPTION_API_KEY: apiKey = '', TRANSCRIPTION_BASE_URL: baseUrl, TRANSCRIPTION_MODEL: model } = config;
  return { kind, apiKey, model, ...(baseUrl !== undefined && { baseUrl }) };
}

/** Templates where nothing else is named; a production that says nothing asks no model, and is written for by the same templates. */
export function aiConfig(config: Config): AiConfig {
  const kind = config.AI ?? (config.NODE_ENV === 'production' ? 'off' : 'embedded');
  if (kind === 'off') return { kind };
  if (kind === 'embedded') return { kind, write: answerFollowUpPrompt };
  const { AI_API_KEY: apiKey = '', AI_BASE_URL: baseUrl } = config;
  if (kind === 'copyai') {
    const { COPYAI_WORKFLOW_ID: workflowId = '', COPYAI_RUN_MICROS: runMicros = 0 } = config;
    return { kind, apiKey, workflowId, runMicros, ...(baseUrl !== undefined && { apiUrl: baseUrl }) };
  }
  const { AI_MODEL: model, AI_FALLBACK_MODEL: fallbackModel, AI_PRICES: prices } = config;
  const options = { ...(baseUrl !== undefined && { baseUrl }), ...(fallbackModel !== undefined && { fallbackModel }) };
  return { kind, apiKey, model, prices, ...options };
}

/** The providers that the operator is registered with, in the order of their buttons. */
export function identityConfig(config: Config): IdentityConfig {
  const providers: OidcProvider[] = [];
  const add = (
    id: string | undefined,
    secret: string | undefined,
    rest: Omit<OidcProvider, 'clientId' | 'clientSecret'>,
  ) =>
    void (id !== undefined && secret !== undefined && providers.push({ ...rest, clientId: id, clientSecret: secret }));
  add(config.OIDC_GOOGLE_CLIENT_ID, config.OIDC_GOOGLE_CLIENT_SECRET, {
    id: 'google',
    label: 'Google',
    issuer: 'https://accounts.google.com',
    vouching: 'email_verified',
  });
  add(config.OIDC_MICROSOFT_CLIENT_ID, config.OIDC_MICROSOFT_CLIENT_SECRET, {
    id: 'microsoft',
    label: 'Microsoft',
    issuer: `https://login.microsoftonline.com/${config.OIDC_MICROSOFT_TENANT}/v2.0`,
    vouching: 'xms_edov',
  });
  const { OIDC_GENERIC_ISSUER: issuer = '', OIDC_GENERIC_LABEL: label } = config;
  add(config.OIDC_GENERIC_CLIENT_ID, config.OIDC_GENERIC_CLIENT_SECRET, {
    id: 'generic',
    label,
    issuer,
    vouching: 'email_verified',
  });
  if (providers.length === 0) return { kind: 'embedded' };
  return { kind: 'oidc', providers, allowHttp: config.NODE_ENV !== 'production' };
}

/** The companies that the operator is registered with; addresses that members give lead out of this machine's own network. */
export function calendarConfig(config: Config): CalendarConfig {
  const isProduction = config.NODE_ENV === 'production';
  const companies = (['google', 'microsoft'] as const).flatMap((company) => {
    const name = company === 'google' ? 'GOOGLE' : 'MICROSOFT';
    const [clientId, clientSecret, peerUrl] = [
      config[`CALENDAR_${name}_CLIENT_ID`],
      config[`CALENDAR_${name}_CLIENT_SECRET`],
      config[`CALENDAR_${name}_URL`],
    ];
    if (clientId === undefined || clientSecret === undefined) return [];
    const directory = config.CALENDAR_MICROSOFT_TENANT;
    return [{ company, clientId, clientSecret, directory, ...(peerUrl !== undefined && { peerUrl }) }];
  });
  return {
    companies,
    outbound: { allowHttp: !isProduction, mayConnect: isProduction ? isPublicAddress : () => true },
  };
}

/** Files lie in a folder of their own below the state directory. */
export const storageConfig = (config: Config) =>
  ({
    kind: 'embedded',
    directory: path.join(config.STATE_DIR, 'storage'),
    secret: config.LINK_SECRET,
    urlPrefix: '/storage',
  }) as const;

/** The virus scanner that was named; files go unscanned where none was. */
export function scannerConfig({ CLAMD_URL: url }: Config): ScannerConfig {
  const address = url === undefined ? null : parseClamdUrl(url);
  return address === null ? { kind: 'off' } : { kind: 'clamd', address };
}

/** The name alone: `stage.example:3000` is `stage.example`. */
export const withoutPort = (host: string): string => host.replace(/:\d+$/, '');
const portOf = (host: string): string => host.slice(withoutPort(host).length);

/** Where sites lead: the addresses where they are fixed, otherwise a name. */
export function dnsConfig(config: Config): DnsConfig {
  const zone = withoutPort(config.APEX);
  if (config.DNS === 'embedded') return { kind: 'embedded', zone };
  const { EDGE_HOST: name, EDGE_ADDRESSES: addresses } = config;
  const target =
    name === undefined
      ? ({ kind: 'addresses', addresses } as const)
      : ({ kind: 'name', name: withoutPort(name) } as const);
  if (config.DNS === 'route53') return { kind: 'route53', zone, target, hostedZoneId: config.ROUTE53_ZONE_ID ?? '' };
  const server = config.RFC2136_SERVER ?? '';
  const port = portOf(server).slice(1);
  return {
    kind: 'rfc2136',
    zone,
    target,
    server: withoutPort(server),
    ...(port !== '' && { port: Number(port) }),
    keyFile: config.RFC2136_KEY_FILE ?? '',
  };
}

/** Who issues certificates: the edge, or nobody where everything is plain HTTP. */
export function tlsConfig(config: Config): TlsConfig {
  if (config.TLS === 'embedded') return { kind: 'embedded' };
  const { TLS_EDGE: edge, TLS_CA_FILE: caFile } = config;
  const port = portOf(edge).slice(1);
  return {
    kind: 'caddy',
    host: withoutPort(edge),
    ...(port !== '' && { port: Number(port) }),
    ...(caFile !== undefined && { caFile }),
  };
}

/** What custom domains are measured against. */
export function domainSettings(config: Config) {
  const apexName = withoutPort(config.APEX);
  const edgeName = withoutPort(config.EDGE_HOST ?? config.APEX);
  return {
    apex: config.APEX,
    platformHosts: [...new Set([apexName, edgeName])],
    edge: {
      host: edgeName,
      addresses: config.EDGE_ADDRESSES,
      // Without TLS nobody issues certificates, so no CAA record stands in anybody's way.
      caIssuers: config.TLS === 'embedded' ? [] : config.CAA_ISSUERS,
    },
    urlOfHost: (host: string) => `${config.PUBLIC_SCHEME}://${host}${portOf(config.APEX)}`,
    mailFrom: parseMailbox(config.MAIL_FROM).address,
    mailIsSent: config.EMAIL !== 'embedded',
    dkimSelector: config.DKIM_SELECTOR,
    turnUrl: config.TURN_URL,
  };
}

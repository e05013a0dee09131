import type { Change, ListResourceRecordSetsResponse, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { IntegrationError } from '../kit/errors.ts';
import { createResilience } from '../kit/resilience.ts';
import { recordsOf, siteName, type DnsPort, type SiteTarget } from './port.ts';

export interface Route53Options {
  readonly zone: string;
  readonly target: SiteTarget;
  readonly hostedZoneId: string;
  readonly ttlSeconds?: number;
  /** Bound on one request. */
  readonly timeoutMs?: number;
  /** Another address than Amazon's. */
  readonly endpoint?: string;
  /** Otherwise the SDK finds them: environment, profile, or the machine's role. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The types that a site's name may hold besides ours; anything else there was put by somebody on purpose. */
const SITE_TYPES: readonly string[] = ['CNAME', 'A', 'AAAA'];

/** Amazon Route 53 over its own SDK, which is loaded with the first call. */
export function createRoute53Dns(options: Route53Options): DnsPort {
  const { zone, target, hostedZoneId, ttlSeconds = 300 } = options;
  let opened: Promise<Route53> | undefined;
  const open = () => (opened ??= connect(options));
  // Route 53 takes five requests a second from one account: pauses are long enough to come below that.
  const resilience = createResilience({
    port: 'dns',
    attempts: 5,
    baseDelayMs: 400,
    breakAfter: 10,
    breakForMs: 30_000,
  });

  const call = <T>(work: (api: Route53) => Promise<T>): Promise<T> =>
    resilience.run(async () => {
      const api = await open();
      try {
        return await work(api);
      } catch (error) {
        throw translate(error);
      }
    });

  /** Every set of one name; a name with many types comes in several pages. */
  async function setsOf(name: string): Promise<ResourceRecordSet[]> {
    const found: ResourceRecordSet[] = [];
    let type: ResourceRecordSet['Type'];
    let page: ListResourceRecordSetsResponse;
    do {
      const start = { HostedZoneId: hostedZoneId, StartRecordName: name, ...(type && { StartRecordType: type }) };
      page = await call((api) => api.list(start));
      found.push(...(page.ResourceRecordSets ?? []).filter((set) => set.Name === name));
      type = page.NextRecordType;
      // The list is in the order of names: once another name has come, ours is over.
    } while (page.IsTruncated === true && page.NextRecordName === name);
    return found.filter(({ Type }) => SITE_TYPES.includes(String(Type)));
  }

  async function change(changes: Change[]): Promise<void> {
    if (changes.length === 0) return;
    await call((api) => api.change({ HostedZoneId: hostedZoneId, ChangeBatch: { Changes: changes } }));
  }

  return {
    async ensureSite(slug) {
      const name = siteName(slug, zone);
      const wanted = setsFor(name, target, ttlSeconds);
      const types = new Set(wanted.map(({ Type }) => Type));
      const others = (await setsOf(name)).filter(({ Type }) => !types.has(Type));
      // One batch: a name is never without a record in between.
      await change([
        ...others.map((set): Change => ({ Action: 'DELETE', ResourceRecordSet: set })),
        ...wanted.map((set): Change => ({ Action: 'UPSERT', ResourceRecordSet: set })),
      ]);
    },
    async removeSite(slug) {
      const sets = await setsOf(siteName(slug, zone));
      await change(sets.map((set) => ({ Action: 'DELETE', ResourceRecordSet: set })));
    },
    async close() {
      (await opened)?.destroy();
    },
  };
}

function setsFor(name: string, target: SiteTarget, ttlSeconds: number): ResourceRecordSet[] {
  const byType = Map.groupBy(recordsOf(target), ({ type }) => type);
  return [...byType].map(([type, records]) => ({
    Name: name,
    Type: type,
    TTL: ttlSeconds,
    ResourceRecords: records.map(({ value }) => ({ Value: value })),
  }));
}

type Route53 = Awaited<ReturnType<typeof connect>>;

async function connect({ endpoint, credentials, timeoutMs = 5000 }: Route53Options) {
  const sdk = await import('@aws-sdk/client-route-53');
  const client = new sdk.Route53Client({
    // Route 53 has one region for all the world.
    region: 'us-east-1',
    // Retries are ours, so that one breaker sees every failure.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: timeoutMs, requestTimeout: timeoutMs, throwOnRequestTimeout: true },
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  });
  return {
    list: (input: ConstructorParameters<typeof sdk.ListResourceRecordSetsCommand>[0]) =>
      client.send(new sdk.ListResourceRecordSetsCommand(input)),
    change: (input: ConstructorParameters<typeof sdk.ChangeResourceRecordSetsCommand>[0]) =>
      client.send(new sdk.ChangeResourceRecordSetsCommand(input)),
    destroy: () => client.destroy(),
  };
}

/** 400s that mean "not now"; every other answer below 500 is final. */
const PASSING = new Set(['Throttling', 'ThrottlingException', 'PriorRequestNotComplete', 'RequestTimeout']);

function translate(error: unknown): IntegrationError {
  const { name, message, $metadata } = error as { name: string; message: string; $metadata?: HttpFacts };
  const status = $metadata?.httpStatusCode;
  const passing = status === undefined || status >= 500 || PASSING.has(name);
  // Without credentials there was no request, and there will be none.
  const final = !passing || name === 'CredentialsProviderError';
  return new IntegrationError('dns', final ? 'refused' : 'unavailable', !final, {
    message: `dns: ${name}: ${message}`,
    cause: error,
  });
}
interface HttpFacts {
  readonly httpStatusCode?: number;
}

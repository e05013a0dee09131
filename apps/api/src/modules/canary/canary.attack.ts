import { namespaces, operations, type OperationDefinition } from '@stageline/contracts';
import type { z } from 'zod';
import type { CanaryAnswer, CanaryFindings, CanarySite, CanaryTransport } from './canary.types.ts';

const ID = /\b[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g;
/** What is the platform's own and shown to every site: administrators, and notices to all. */
const OF_THE_PLATFORM = /^(?:adm|brc)_/;
/** Fewer ids than this are too few to recognise a leak by: a new site has a lead, a session, members and more. */
const ENOUGH_MARKS = 4;

const onSites = operations.filter(({ host }) => host === 'tenant');
const forMembers = onSites.filter(({ access }) => access.kind === 'member');
const isList = ({ method, path, query }: OperationDefinition) =>
  method === 'GET' && !path.includes(':') && (query === undefined || query.safeParse({}).success);
const namesSomething = ({ path }: OperationDefinition) => path.includes(':');

/** Everything by which one site's data is recognised in an answer. */
interface Knowledge {
  readonly ids: readonly string[];
  readonly marks: readonly string[];
}

/**
 * Attacks `victim` from `attacker` over every surface that the contracts name: the victim's session on the attacker's host,
 * the victim's ids in the attacker's own session, the attacker's lists, the victim's files, the victim's sockets. What is
 * attacked is read from the contracts, so a new operation is attacked from its first day.
 */
export async function attack(
  attacker: CanarySite,
  victim: CanarySite,
  transport: CanaryTransport,
): Promise<CanaryFindings> {
  const leaks: { attack: string; what: string }[] = [];
  const failures: string[] = [];
  let attacks = 0;
  let refused = 0;

  // Asked of the victim alone: a list that shows everybody's would make the victim's ids look like the attacker's own.
  const { ids, marks } = await knowledgeOf(victim);
  // The positive control: who does not see the victim's data as the victim would not see them as the attacker either.
  if (marks.length < ENOUGH_MARKS)
    failures.push(`only ${marks.length} marks of the victim are known: the run was blind`);

  async function knowledgeOf(site: CanarySite): Promise<Knowledge> {
    const found = new Set<string>();
    for (const operation of forMembers.filter(isList)) {
      const { status, body } = await transport.send({ ...callAs(site, site.cookie), path: operation.path });
      if (status < 300) for (const [id] of body.matchAll(ID)) found.add(id);
    }
    found.delete(site.tenantId);
    const own = [...found].filter((id) => !OF_THE_PLATFORM.test(id));
    return { ids: own, marks: [...own, site.tenantId, site.email] };
  }

  async function attempt(name: string, make: () => Promise<CanaryAnswer>): Promise<void> {
    attacks += 1;
    try {
      const { status, body } = await make();
      const seen = marks.filter((mark) => body.includes(mark));
      if (seen.length > 0)
        leaks.push({ attack: name, what: `status ${status}, showed ${seen.slice(0, 3).join(', ')}` });
      else if (status >= 200 && status < 300) leaks.push({ attack: name, what: `status ${status}` });
      else if (status >= 500 || status === 429) failures.push(`${name}: status ${status}`);
      else refused += 1;
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  for (const operation of forMembers) {
    const path = withIds(operation, ids) ?? operation.path.replaceAll(/:\w+/g, victim.tenantId);
    const { method } = operation;
    await attempt(`${operation.id}, session of another site`, () =>
      transport.send({ ...callAs(attacker, victim.cookie), method, path, ...bodyFor(operation) }),
    );
  }
  for (const operation of onSites.filter(namesSomething)) {
    const path = withIds(operation, ids);
    if (path === null) continue;
    const { method } = operation;
    await attempt(`${operation.id}, ids of another site`, () =>
      transport.send({ ...callAs(attacker, attacker.cookie), method, path, ...bodyFor(operation) }),
    );
  }
  for (const operation of onSites.filter(isList)) await lookIntoList(operation);
  await tryFile();
  for (const namespace of namespaces.filter(({ host, access }) => host === 'tenant' && access.kind === 'member'))
    await trySocket(namespace.name);
  return { attacks, refused, leaks, failures };

  /** The attacker's own list may well answer; what it may not do is show the victim's. */
  async function lookIntoList({ id, path }: OperationDefinition): Promise<void> {
    await attempt(`${id}, a list of the attacker's`, async () => {
      const answer = await transport.send({ ...callAs(attacker, attacker.cookie), path });
      return answer.status < 300 ? { ...answer, status: 404 } : answer;
    });
  }

  async function tryFile(): Promise<void> {
    const site = await transport.send({ ...callAs(victim, victim.cookie), path: '/api/v1/site' });
    const file = /"(\/media\/[^"]+)"/.exec(site.body)?.[1];
    if (file === undefined) return void failures.push('files: the victim has none');
    await attempt('files of another site', () => transport.send({ ...callAs(attacker, attacker.cookie), path: file }));
  }

  async function trySocket(namespace: string): Promise<void> {
    await attempt(`socket ${namespace}, session of another site`, async () => {
      const { host, origin } = attacker;
      const isIn = await transport.opensSocket({ host, origin, cookie: victim.cookie }, namespace);
      return { status: isIn ? 200 : 401, body: '', cookies: '' };
    });
  }
}

const callAs = ({ host, origin }: CanarySite, cookie: string) => ({ method: 'GET', host, origin, cookie }) as const;

/** As good as any body: who comes this far with it is through already. */
const bodyFor = ({ body }: OperationDefinition): { body?: object } => (body === undefined ? {} : { body: {} });

/** The path with ids that fit its parameters; null when none of these does. */
function withIds(operation: OperationDefinition, ids: readonly string[]): string | null {
  const shape = (operation.params as { shape?: Record<string, z.ZodType> } | undefined)?.shape ?? {};
  let path = operation.path as string;
  for (const [name, schema] of Object.entries(shape)) {
    const id = ids.find((each) => schema.safeParse(each).success);
    if (id === undefined) return null;
    path = path.replace(`:${name}`, id);
  }
  return path;
}

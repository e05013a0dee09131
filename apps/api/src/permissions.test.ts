import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  AdminRole,
  idSchemas,
  operations,
  permissionsOfAdminRole,
  permissionsOfRoles,
  TenantRole,
  type OperationDefinition,
  type Problem,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { adminOperationsOf, operationsOf } from './modules/auth/index.ts';
import { createApiBed, type ApiBed, type Site } from './testing/api-bed.ts';
import { visitor } from './testing/site-bed.ts';

/**
 * The permission matrix, route by route: every operation for members is called by every role over real HTTP, and is refused
 * exactly where the matrix of the contracts says so. What is sent is never acceptable (a field that no contract knows), so
 * whoever gets past the permission gets a problem about the input, and nothing happens.
 */
let bed: ApiBed;
let site: Site;
const cookies = new Map<TenantRole, string>();
const adminCookies = new Map<AdminRole, string>();

/** The session of a new administrator. */
async function adminCookie(role: AdminRole): Promise<string> {
  const { service } = bed.modules.accounts;
  const admin = { id: newId('adm'), email: `${role}@platform.example`, name: role, role };
  await service.addAdmin({ ...admin, passwordHash: await service.hashPassword(site.password) });
  const browser = visitor({ http: bed.http }, bed.adminHost);
  await browser.post('/auth/log-in', { email: admin.email, password: site.password });
  return browser.cookie() ?? '';
}

beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('matrix');
  for (const role of AdminRole.options) adminCookies.set(role, await adminCookie(role));
  for (const role of TenantRole.options) cookies.set(role, (await site.member(`a-${role}`, [role])).cookie() ?? '');
});

const forAdmins = operations.filter(({ access }) => access.kind === 'admin');
const forMembers = operations.filter(({ access }) => access.kind === 'member');

/** An id of the right kind for each parameter: it names nothing. */
function addressOf({ path }: OperationDefinition): string {
  return path.replace(/:(\w+)/g, (_all, name: string) => {
    const prefix = Object.keys(idSchemas).find((key) => name.toLowerCase().startsWith(key)) ?? 'mem';
    return newId(prefix as keyof typeof idSchemas);
  });
}

/** @param remoteAddress one for each group of calls: what one address may send is limited */
async function call(
  operation: OperationDefinition,
  remoteAddress: string,
  cookie?: string,
  host = site.host,
): Promise<{ status: number; code?: string }> {
  const { method } = operation;
  const response = await bed.http.inject({
    method,
    remoteAddress,
    url: `${addressOf(operation)}${method === 'GET' ? '?unknown=1' : ''}`,
    headers: { host, ...(cookie === undefined ? {} : { cookie }) },
    ...(method === 'GET' ? {} : { payload: { unknown: 1 } }),
  });
  const isProblem = String(response.headers['content-type']).includes('problem+json');
  return { status: response.statusCode, ...(isProblem && { code: response.json<Problem>().code }) };
}

describe('permission matrix', () => {
  for (const role of TenantRole.options) {
    it(`L-04 ${role}: every operation is open or refused as the matrix says`, async () => {
      const allowed = new Set(operationsOf(permissionsOfRoles([role])));
      const wrong: unknown[] = [];
      for (const operation of forMembers) {
        const { status, code } = await call(
          operation,
          `127.0.1.${TenantRole.options.indexOf(role)}`,
          cookies.get(role),
        );
        const isOpen = status >= 400 && status < 500 && status !== 401 && code !== 'forbidden';
        const isRefused = status === 403 && code === 'forbidden';
        if (allowed.has(operation.id) ? !isOpen : !isRefused) wrong.push([operation.id, status, code]);
      }
      expect(wrong).toEqual([]);
      expect((await site.owner.get('/me')).body.operations).toEqual(operationsOf(permissionsOfRoles(['owner'])));
    });
  }

  it('L-04 without a session every operation for members is 401', async () => {
    const answers = await Promise.all(forMembers.map((operation) => call(operation, '127.0.2.1')));
    expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
  });

  for (const role of AdminRole.options) {
    it(`L-04 platform ${role}: every operation of the admin host is open or refused as the matrix says`, async () => {
      const allowed = new Set(adminOperationsOf(permissionsOfAdminRole(role)));
      const wrong: unknown[] = [];
      for (const operation of forAdmins) {
        const address = `127.0.3.${AdminRole.options.indexOf(role)}`;
        const { status, code } = await call(operation, address, adminCookies.get(role), bed.adminHost);
        const isOpen = status >= 400 && status < 500 && status !== 401 && code !== 'forbidden';
        const isRefused = status === 403 && code === 'forbidden';
        if (allowed.has(operation.id) ? !isOpen : !isRefused) wrong.push([operation.id, status, code]);
      }
      expect(wrong).toEqual([]);
    });
  }

  it('L-14 platform support looks, visits and answers reports, and changes nothing else', () => {
    const changing = forAdmins.filter(
      ({ method, access }) => method !== 'GET' && 'permission' in access && access.permission !== null,
    );
    const open = adminOperationsOf(permissionsOfAdminRole('support'));
    expect(changing.map(({ id }) => id).filter((id) => open.includes(id))).toEqual([
      'abuse.resolve',
      'abuse.review',
      'support.start',
    ]);
    expect(adminOperationsOf(permissionsOfAdminRole('owner'))).toEqual(forAdmins.map(({ id }) => id));
  });

  it('L-02 what administrators may do to sites, templates and each other asks for a fresh proof', () => {
    const dangerous = [
      'admin.close-tenant',
      'support.start',
      'broadcasts.send',
      'admin.publish-template',
      'admin.publish-template-folder',
      'admins.invite',
      'admins.change-role',
      'admins.remove',
    ];
    const asking = operations.filter(({ stepUp }) => stepUp === true).map(({ id }) => id);
    expect(asking).toEqual(expect.arrayContaining(dangerous));
  });

  it('L-02 what deletes, exports or changes roles asks for a fresh proof, but for what undoes or protects', () => {
    const without = operations
      .filter(({ id, method, stepUp }) => (method === 'DELETE' || /export|change-roles/.test(id)) && stepUp !== true)
      .map(({ id }) => id);
    expect(without.sort()).toEqual(WITHOUT_STEP_UP);
  });
});

/**
 * Taking an invitation back protects the site; a pipeline is removed only when it is empty, and histories keep its name; of an
 * automation the audit log keeps every word, and to remove it undoes no more than to switch it off; a lead that is shared no more
 * is seen by fewer; a note and a view are kept for a week, to be brought back; an offer, or a poll, is removed only before anybody
 * has seen it; slides and handouts lie with whoever added them, who can add them again; without a sender of its own a site sends
 * from the platform's address; a calendar is its owner's own, who can connect it again; a webinar's file lies with whoever brought it,
 * who can bring it again.
 */
const WITHOUT_STEP_UP = [
  'admins.revoke-invitation',
  'automations.remove',
  'calendars.remove',
  'duplicates.restore',
  'invitations.revoke',
  'leads.unshare',
  'mail-senders.remove',
  'mail-templates.reset',
  'materials.remove',
  'notes.remove',
  'offers.remove',
  'pipelines.remove',
  'polls.remove',
  'replays.take-down',
  'saved-views.remove',
  'webinars.remove-file',
];

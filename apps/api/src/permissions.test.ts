import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  idSchemas,
  operations,
  permissionsOfRoles,
  TenantRole,
  type OperationDefinition,
  type Problem,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { operationsOf } from './modules/auth/index.ts';
import { createApiBed, type ApiBed, type Site } from './testing/api-bed.ts';

/**
 * The permission matrix, route by route: every operation for members is called by every role over real HTTP, and is refused
 * exactly where the matrix of the contracts says so. What is sent is never acceptable (a field that no contract knows), so
 * whoever gets past the permission gets a problem about the input, and nothing happens.
 */
let bed: ApiBed;
let site: Site;
const cookies = new Map<TenantRole, string>();

beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('matrix');
  for (const role of TenantRole.options) cookies.set(role, (await site.member(`a-${role}`, [role])).cookie() ?? '');
}, 60_000);

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
): Promise<{ status: number; code?: string }> {
  const { method } = operation;
  const response = await bed.http.inject({
    method,
    remoteAddress,
    url: `${addressOf(operation)}${method === 'GET' ? '?unknown=1' : ''}`,
    headers: { host: site.host, ...(cookie === undefined ? {} : { cookie }) },
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

  it('L-02 what deletes, exports or changes roles asks for a fresh proof, but for what undoes or protects', () => {
    const without = operations
      .filter(({ id, method, stepUp }) => (method === 'DELETE' || /export|change-roles/.test(id)) && stepUp !== true)
      .map(({ id }) => id);
    expect(without.sort()).toEqual(WITHOUT_STEP_UP);
  });
});

/** Taking an invitation back protects the site. */
const WITHOUT_STEP_UP = ['invitations.revoke'];

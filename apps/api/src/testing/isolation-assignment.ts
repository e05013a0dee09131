import type { Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  lists(call: Call): Row;
  names(call: Call): Row;
  ownHost(call: Call): Row;
}

/** Whose leads are: of another site there is nobody to give them to, nothing to give, and no decision to read. */
export function assignmentRows<Row>({ lists, names, ownHost }: Kinds<Row>): Record<string, Row> {
  const explained = async (as: Site['owner'], { leadId }: Site) =>
    (await as.get(`/leads/${leadId}/assignment`)).body as {
      decisions: { id: string; chosen: { membershipId: string } | null }[];
    };
  const seen = async ({ owner, leadId }: Site) =>
    ((await owner.get(`/leads/${leadId}`)).body as { assignee: { membershipId: string } | null }).assignee
      ?.membershipId ?? null;
  return {
    'assignment.get': lists((as) => as.get('/assignment')),
    'assignment.set': ownHost(async (as) => {
      const { body } = await as.get('/assignment');
      const { version, enabled, method, minimumRank, requireActive, requireOnline, stickyOwner } = body as Record<
        string,
        unknown
      >;
      const settings = { enabled, method, minimumRank, requireActive, requireOnline, stickyOwner };
      return as.put('/assignment', { ...settings, capacity: null, version, members: [] });
    }),
    'assignment.explain': names((as, target) => as.get(`/leads/${target.leadId}/assignment`)),
    'assignment.replay': names(async (as, target) => {
      const [decision] = (await explained(target.owner, target)).decisions.toReversed();
      return as.get(`/assignment/decisions/${decision!.id}/replay`);
    }),
    'responses.get-limit': lists((as) => as.get('/response-limit')),
    'responses.set-limit': ownHost(async (as) => {
      const { body } = await as.get('/response-limit');
      const { version, enabled, limitMinutes, remindMinutes, reassignMinutes, hours } = body as Record<string, unknown>;
      return as.put('/response-limit', { version, enabled, limitMinutes, remindMinutes, reassignMinutes, hours });
    }),
    'leads.assign': names(async (as, target) =>
      as.put(`/leads/${target.leadId}/assignee`, { membershipId: target.memberId, seen: await seen(target) }),
    ),
    'assignment.release': names((as, target) => as.post(`/members/${target.memberId}/release-leads`, {})),
  };
}

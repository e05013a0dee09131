import {
  availability as contract,
  ProblemError,
  type AvailabilityBody,
  type AvailabilityView,
  type CallTypeBody,
  type CallTypeId,
  type CallTypeView,
  type MembershipId,
  type PipelineId,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import type { AuditLog } from '../audit/index.ts';
import { availabilityRepository, callTypesRepository, type CallType } from './availability.repository.ts';

export interface AvailabilityServiceDeps {
  readonly audit: Pick<AuditLog, 'record'>;
  /** The zone of the current tenant's site, in which somebody begins. */
  readonly siteTimeZone: () => Promise<string>;
  readonly members: { all(): Promise<readonly { readonly id: MembershipId }[]> };
  readonly pipelines: {
    find(id: PipelineId): Promise<{ readonly stages: readonly { readonly id: string }[] } | null>;
  };
}

/** What somebody sees who has said nothing yet: the hours of an office, and no call before they say so. */
const beginning = (timeZone: string): AvailabilityView => ({
  version: 0,
  isActive: false,
  timeZone,
  week: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: '09:00', to: '17:00' }] : [])),
  overrides: [],
  maxPerDay: null,
  maxPerWeek: null,
});

const present = ({ _id: id, ...type }: CallType): CallTypeView => ({ id, ...type });

/** When members of the current tenant take calls, and what calls there are. */
export function createAvailabilityService({ audit, siteTimeZone, members, pipelines }: AvailabilityServiceDeps) {
  /** @throws ProblemError `validation-failed` for members and stages that are not the site's */
  async function assertKnown({ hosts, stage }: CallTypeBody): Promise<void> {
    const known = new Set((await members.all()).map(({ id }) => id));
    const stranger = hosts.findIndex((id) => !known.has(id));
    if (stranger >= 0) refuse(`/hosts/${stranger}`, 'This member is not on the team any more.');
    if (stage === null) return;
    const pipeline = await pipelines.find(stage.pipelineId);
    if (pipeline?.stages.some(({ id }) => id === stage.stage) !== true)
      refuse('/stage', 'This pipeline has no such stage.');
  }

  return {
    async get(membershipId: MembershipId): Promise<AvailabilityView> {
      const stored = await availabilityRepository.find(membershipId);
      if (stored === null) return beginning(await siteTimeZone());
      const { _id, ...view } = stored;
      return view;
    },

    /** @throws ProblemError `conflict` where it has another version by now */
    async save(membershipId: MembershipId, version: number, body: AvailabilityBody): Promise<AvailabilityView> {
      if (!(await availabilityRepository.save(membershipId, version, body))) throw new ProblemError('conflict');
      return { ...body, version: version + 1 };
    },

    types: async () => ({ items: (await callTypesRepository.list()).map(present) }),

    /** @throws ProblemError `name-taken` for an address that another has; `limit-reached`; `validation-failed` */
    async createType(body: CallTypeBody): Promise<CallTypeView> {
      await assertKnown(body);
      if ((await callTypesRepository.count()) >= contract.MAX_CALL_TYPES) throw new ProblemError('limit-reached');
      const type: CallType = { _id: newId('clt'), version: 1, ...body };
      if (!(await callTypesRepository.insert(type))) throw slugTaken();
      await audit.record({ action: 'call-type.created', target: targetOf(type), after: { ...body } });
      return present(type);
    },

    /** @throws ProblemError `not-found`; `conflict`; as `createType` */
    async updateType(id: CallTypeId, version: number, body: CallTypeBody): Promise<CallTypeView> {
      const before = await callTypesRepository.find(id);
      if (before === null) throw new ProblemError('not-found');
      await assertKnown(body);
      const after = await callTypesRepository.change(id, version, body);
      if (after === 'taken') throw slugTaken();
      if (after === null) throw new ProblemError('conflict');
      const { _id, version: _version, ...facts } = before;
      await audit.record({ action: 'call-type.changed', target: targetOf(after), before: facts, after: { ...body } });
      return present(after);
    },
  };
}
export type AvailabilityService = ReturnType<typeof createAvailabilityService>;

const targetOf = ({ _id, name }: CallType) => ({ type: 'call-type', id: _id, name });

function refuse(pointer: string, message: string): never {
  throw new ProblemError('validation-failed', { issues: [{ in: 'body', pointer, message }] });
}
const slugTaken = () =>
  new ProblemError('name-taken', {
    issues: [{ in: 'body', pointer: '/slug', message: 'Another kind of call has this address.' }],
  });

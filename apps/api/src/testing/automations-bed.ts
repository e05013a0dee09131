import type {
  AutomationBody,
  AutomationId,
  LeadId,
  MembershipId,
  OperationDefinition,
  StageId,
  TenantId,
} from '@stageline/contracts';
import { createUnitOfWork } from '@stageline/platform/outbox';
import mongoose from 'mongoose';
import { createAutomationsModule, type AutomationsModuleDeps } from '../modules/automations/index.ts';
import { callOperation } from './call-operation.ts';
import type { FeatureBed } from './feature-bed.ts';

export const DEFAULT = 'default' as const;
/** In minutes. */
export const DAY = 24 * 60;
export const entered = (stage: StageId) => ({ kind: 'stage-entered', pipelineId: DEFAULT, stage }) as const;
export const move = (stage: StageId) => ({ kind: 'move', pipelineId: DEFAULT, stage }) as const;
export const mail = (text: string) => ({ kind: 'mail', subject: 'For {{firstName}}', text, link: 'site' }) as const;
export const wait = (minutes: number) => ({ kind: 'wait', minutes }) as const;

type Rule = Partial<AutomationBody> & Pick<AutomationBody, 'actions'>;
let people = 0;

/** What tests of automations do again and again, over the bed of the features. */
export function automationsOver(bed: FeatureBed) {
  const manager = () => bed.actor('mem_manager' as MembershipId, 'owner');
  /** Registers somebody. @returns their lead */
  async function lead(id: TenantId, form: { firstName?: string; company?: string } = {}): Promise<LeadId> {
    const email = `auto${people++}@lead.example`;
    await bed.in(id, () =>
      bed.registrations.service.register({ firstName: 'Jo', lastName: 'Doe', email, ...form }, { source: 'api' }),
    );
    await bed.settle();
    const { items } = await bed.in(id, () => bed.leads.service.list(manager(), { limit: 100 }));
    return items.find(({ person }) => person.email === email)!.id;
  }
  const look = (id: TenantId, leadId: LeadId) => bed.in(id, () => bed.leads.service.get(manager(), leadId));
  async function moveTo(id: TenantId, leadId: LeadId, stage: StageId): Promise<void> {
    const { version } = await look(id, leadId);
    await bed.in(id, () => bed.leads.service.move(manager(), leadId, { stage, version }));
    await bed.settle();
  }
  /** A rule that is on; for leads that come to `contacted` unless it says otherwise. */
  async function rule(id: TenantId, body: Rule): Promise<AutomationId> {
    const whole = { name: 'A rule', trigger: entered('contacted'), conditions: [], ...body };
    const made = await bed.in(id, () => bed.automations.service.create(whole));
    await bed.in(id, () => bed.automations.service.switch(made.id, true));
    return made.id;
  }
  const runsOf = async (id: TenantId, automationId: AutomationId) =>
    (await bed.in(id, () => bed.automations.service.runs(automationId, { limit: 100 }))).items;
  const outcomes = async (id: TenantId, automationId: AutomationId) =>
    (await runsOf(id, automationId)).map(({ steps }) => steps.map(({ outcome }) => outcome));
  /** What rules wrote to leads. */
  const written = (id: TenantId) =>
    bed.mails.filter(({ tenantId, subject }) => tenantId === id && subject.startsWith('For '));
  /** What rules told members. */
  const told = (id: TenantId) =>
    bed.in(id, async () => {
      const rows = await mongoose.models['Notification']!.find({ kind: 'automation' }).lean<
        { membershipId: string; title: string; text: string }[]
      >();
      return rows.map(({ membershipId, title, text }) => [membershipId, title, text]);
    });
  async function later(minutes: number): Promise<void> {
    bed.clock.advance(minutes * 60_000);
    await bed.automations.sweep();
    await bed.settle();
  }
  const call = <Op extends OperationDefinition>(
    id: TenantId,
    operation: Op,
    input: Parameters<typeof callOperation<Op>>[3],
  ) => bed.in(id, () => callOperation(bed.automations, operation, manager(), input));
  /** The module as another worker has it. */
  const anotherWorker = (replaced: Partial<AutomationsModuleDeps> = {}) =>
    createAutomationsModule({
      ...bed.automationsDeps,
      unitOfWork: createUnitOfWork({ connection: mongoose.connection, nudge: () => undefined }),
      ...replaced,
    });
  const runModel = () => mongoose.models['AutomationRun']!;

  return { manager, lead, look, moveTo, rule, runsOf, outcomes, written, told, later, call, anotherWorker, runModel };
}

import type { AutomationId, AutomationState, AutomationTriggerKind } from '@stageline/contracts';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { AutomationModel } from './automation.model.ts';
import type { Automation, Definition } from './automations.types.ts';

const FIELDS = { tenantId: 0 } as const;

/** The rules of the current tenant. */
export const automationsRepository = {
  /** Oldest first. */
  async list(): Promise<Automation[]> {
    return AutomationModel.find({}, FIELDS).sort({ createdAt: 1, _id: 1 }).lean<Automation[]>();
  },
  async count(): Promise<number> {
    return AutomationModel.countDocuments({});
  },
  async find(id: AutomationId): Promise<Automation | null> {
    return AutomationModel.findOne({ _id: id }, FIELDS).lean<Automation>();
  },
  /** Those that are on and wait for this. Asked at every event, so it goes past mongoose. */
  async listening(kinds: readonly AutomationTriggerKind[]): Promise<Automation[]> {
    const filter = { state: 'on', 'trigger.kind': { $in: [...kinds] } };
    return findRows(AutomationModel, filter, { projection: FIELDS, sort: { _id: 1 }, limit: 0 });
  },
  async insert(automation: Automation): Promise<void> {
    await bulkInsert(AutomationModel, [automation as never]);
  },
  /** @returns null when it has another version by now */
  async replace(
    id: AutomationId,
    seen: number,
    change: Definition & { readonly name: string },
    changedAt: Date,
  ): Promise<Automation | null> {
    const { name, trigger, conditions, actions } = change;
    return AutomationModel.findOneAndUpdate(
      { _id: id, version: seen },
      { $set: { name, trigger, conditions, actions, changedAt, version: seen + 1 } } as never,
      { new: true, projection: FIELDS },
    ).lean<Automation>();
  },
  /** What a template calls by this key. */
  async findByKey(key: string): Promise<Automation | null> {
    return AutomationModel.findOne({ $or: [{ 'origin.as.key': key }, { _id: key }] }, FIELDS).lean<Automation>();
  },
  /** Makes a rule another one in all it says and is. @returns false when it has another version by now */
  async become({ _id, createdAt: _stays, ...rule }: Automation, seen: number): Promise<boolean> {
    const { modifiedCount } = await AutomationModel.updateOne({ _id, version: seen }, { $set: rule } as never);
    return modifiedCount === 1;
  },
  /** Begins to count its failures anew. */
  async setState(id: AutomationId, state: AutomationState): Promise<Automation | null> {
    const $set = { state, failures: 0 };
    return AutomationModel.findOneAndUpdate(
      { _id: id },
      { $set },
      { new: true, projection: FIELDS },
    ).lean<Automation>();
  },
  async remove(id: AutomationId): Promise<Automation | null> {
    return AutomationModel.findOneAndDelete({ _id: id }).lean<Automation>();
  },
  /** @returns it with the number of its failures in a row */
  async countFailure(id: AutomationId): Promise<Automation | null> {
    return AutomationModel.findOneAndUpdate(
      { _id: id },
      { $inc: { failures: 1 } },
      { new: true, projection: FIELDS },
    ).lean<Automation>();
  },
  async forgetFailures(id: AutomationId): Promise<void> {
    await AutomationModel.updateOne({ _id: id, failures: { $gt: 0 } }, { $set: { failures: 0 } });
  },
};

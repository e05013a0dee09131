import { defineEvent } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import mongoose from 'mongoose';
import { z } from 'zod';

/** An event and a model for the tests of this folder. */
export const ThingHappened = defineEvent('thing.happened', 1, z.strictObject({ n: z.int() }));

const thingSchema = new mongoose.Schema({
  _id: { type: String, required: true },
  label: { type: String, required: true },
  count: { type: Number, default: 0 },
});
thingSchema.index({ label: 1 }, { unique: true });
export const ThingModel = defineTenantModel('PlatformTestThing', thingSchema);

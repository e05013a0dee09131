import { z } from 'zod';
import { defineJob, type JobDefinition } from '../kit/event.ts';
import { SignupId } from '../kit/ids.ts';

/** Runs the remaining steps of provisioning a site. Started by sign-up and by the sweep for interrupted ones. */
export const ProvisionTenant = defineJob('tenants.provision', z.strictObject({ signupId: SignupId }), { attempts: 10 });

export const jobs: readonly JobDefinition[] = [ProvisionTenant];

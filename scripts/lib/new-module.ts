import { SetupError } from './errors.ts';

/** The names of one module, derived from the one that was given. */
export interface ModuleNames {
  /** `saved-offers`: the folder, the files and the module's name. */
  kebab: string;
  /** `SavedOffers`: types and functions of the module. */
  plural: string;
  /** `SavedOffer`: one of the things that it keeps, and its model. */
  singular: string;
  /** `savedOffer`: a variable that holds one. */
  variable: string;
}

/** @throws SetupError when the name is no plural in kebab-case. */
export function moduleNames(kebab: string): ModuleNames {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*s$/.test(kebab)) {
    throw new SetupError(`"${kebab}" is no name for a module: use a plural in kebab-case, such as saved-offers.`);
  }
  const plural = kebab.replaceAll(/(?:^|-)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
  const singular = plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.slice(0, -1);
  return { kebab, plural, singular, variable: singular.charAt(0).toLowerCase() + singular.slice(1) };
}

/** The files of a new module: its name inside the module's folder, and its text. They keep a list of named things. */
export function moduleFiles(names: ModuleNames): Record<string, string> {
  const { kebab } = names;
  return {
    'index.ts': index(names),
    [`${kebab}.module.ts`]: wiring(names),
    [`${kebab}.service.ts`]: service(names),
    [`${kebab}.repository.ts`]: repository(names),
    [`${kebab}.model.ts`]: model(names),
    [`${kebab}.types.ts`]: types(names),
    [`${kebab}.service.test.ts`]: test(names),
  };
}

function index({ kebab, plural }: ModuleNames): string {
  return `export { create${plural}Module, type ${plural}Module, type ${plural}ModuleDeps } from './${kebab}.module.ts';
export type { ${plural}Service } from './${kebab}.service.ts';
`;
}

function wiring({ kebab, plural }: ModuleNames): string {
  return `import type { Clock } from '@stageline/platform';
import type { ApiModule } from '../../http/module.ts';
import { create${plural}Repository } from './${kebab}.repository.ts';
import { create${plural}Service, type ${plural}Service } from './${kebab}.service.ts';

export interface ${plural}ModuleDeps {
  readonly clock: Clock;
}
export interface ${plural}Module extends ApiModule {
  readonly service: ${plural}Service;
}

/** Wires the module from what it is given. */
export function create${plural}Module(deps: ${plural}ModuleDeps): ${plural}Module {
  const repository = create${plural}Repository();
  return { name: '${kebab}', service: create${plural}Service({ ...deps, repository }) };
}
`;
}

function service({ kebab, plural, singular, variable }: ModuleNames): string {
  return `import { randomUUID } from 'node:crypto';
import type { Clock } from '@stageline/platform';
import type { ${plural}Repository } from './${kebab}.repository.ts';
import type { ${singular} } from './${kebab}.types.ts';

export interface ${plural}ServiceDeps {
  readonly clock: Clock;
  readonly repository: ${plural}Repository;
}

/** Use cases; called by routes, sockets and jobs alike, always inside a tenant. */
export function create${plural}Service({ clock, repository }: ${plural}ServiceDeps) {
  return {
    /** Adds one and returns it. */
    async add(name: string): Promise<${singular}> {
      const ${variable}: ${singular} = { _id: randomUUID(), name, createdAt: clock.now() };
      await repository.insert(${variable});
      return ${variable};
    },

    /** The newest first, at most \`limit\`. */
    async list(limit: number): Promise<${singular}[]> {
      return repository.newest(limit);
    },
  };
}
export type ${plural}Service = ReturnType<typeof create${plural}Service>;
`;
}

function repository({ kebab, plural, singular, variable }: ModuleNames): string {
  return `import { ${singular}Model } from './${kebab}.model.ts';
import type { ${singular} } from './${kebab}.types.ts';

const FIELDS = { name: 1, createdAt: 1 } as const;

/** Reads and writes; every call runs in the current tenant. */
export function create${plural}Repository() {
  return {
    async insert(${variable}: ${singular}): Promise<void> {
      await ${singular}Model.create(${variable});
    },

    async newest(limit: number): Promise<${singular}[]> {
      return ${singular}Model.find({}, FIELDS).sort({ createdAt: -1, _id: -1 }).limit(limit).lean<${singular}[]>();
    },
  };
}
export type ${plural}Repository = ReturnType<typeof create${plural}Repository>;
`;
}

function model({ singular, variable }: ModuleNames): string {
  return `import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const ${variable}Schema = new Schema(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
// The tenant comes first in every index by itself.
${variable}Schema.index({ createdAt: -1, _id: -1 });

export const ${singular}Model = defineTenantModel('${singular}', ${variable}Schema);
`;
}

function types({ singular }: ModuleNames): string {
  return `/** One of the things that this module keeps, as plain data. */
export interface ${singular} {
  readonly _id: string;
  readonly name: string;
  readonly createdAt: Date;
}
`;
}

function test({ kebab, plural }: ModuleNames): string {
  return `import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger, newId } from '@stageline/platform';
import { connectMongo, prepareDatabase } from '@stageline/platform/mongo';
import { runInTenant } from '@stageline/tenancy';
import { createFakeClock, testMongo } from '@stageline/testing';
import mongoose from 'mongoose';
import { create${plural}Module } from './index.ts';

describe('${kebab}', () => {
  const clock = createFakeClock();
  const { service } = create${plural}Module({ clock });
  const [ours, theirs] = [newId('tnt'), newId('tnt')];

  beforeAll(async () => {
    await prepareDatabase(await connectMongo({ uri: testMongo().uri, logger: createLogger({ service: 'test', level: 'silent' }) }));
  });
  afterAll(() => mongoose.disconnect());

  it('lists what was added, newest first, to its own tenant only', async () => {
    const first = await runInTenant(ours, () => service.add('first'));
    clock.advance(1000);
    const second = await runInTenant(ours, () => service.add('second'));
    expect(await runInTenant(ours, () => service.list(10))).toEqual([second, first]);
    expect(await runInTenant(theirs, () => service.list(10))).toEqual([]);
  });
});
`;
}

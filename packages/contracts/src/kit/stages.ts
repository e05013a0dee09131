/** The stages that every site begins with, in order; their ids outlive every change of their names. */
export const builtInStages = ['new', 'contacted', 'qualified', 'won', 'lost'] as const;
export type BuiltInStage = (typeof builtInStages)[number];

/** Where registrations arrive: a stage that no site can take away. */
export const ARRIVAL_STAGE = 'new' satisfies BuiltInStage;

/** The pipeline that every site has, in which registrations arrive. */
export const DEFAULT_PIPELINE = 'default';

export { serveArm, startArm, type Arm } from './arm.ts';
export { compareArms, median, type Comparison } from './compare.ts';
export { jsonRequest, runHttpLoad, type HttpLoad } from './http-load.ts';
export { percentile, runPacedLoad, type PacedAnswers, type PacedLoad } from './paced-load.ts';
export { boundedResult, type BenchResult } from './result.ts';

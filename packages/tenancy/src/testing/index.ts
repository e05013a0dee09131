export { installDriverProbe, probeEveryClient, type DriverProbe, type ProbeViolation } from './driver-probe.ts';

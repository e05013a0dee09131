export { createCaptionsModule, type CaptionsModule, type CaptionsModuleDeps } from './captions.module.ts';

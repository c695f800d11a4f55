/* The triggers of Whippy, which the build makes one file of. */

export { whippyTrigger } from './declaration';
export { whippyPoll } from './polling';

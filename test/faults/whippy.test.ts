import { randomRuns } from './delivery';

randomRuns('whippy', { sends: 700, reads: 200 });

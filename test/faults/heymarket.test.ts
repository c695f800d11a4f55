import { randomRuns } from './delivery';

randomRuns('heymarket', { sends: 1200, reads: 300 });

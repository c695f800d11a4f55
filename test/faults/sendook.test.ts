import { randomRuns } from './delivery';

randomRuns('sendook', { sends: 800, reads: 200 });

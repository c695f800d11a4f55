import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { run, sequence } from './fields';
import { simplifiedRun } from './simplified';

/** GET /v1/sequences/{id}/sequence_runs/{run_id}. */
export const getRun = operation({
	name: 'Get Run',
	value: 'getRun',
	action: 'Get run of sequence',
	description: 'Get how one contact went through a sequence',
	effect: 'read',
	request: 'GET /v1/sequences/{id}/sequence_runs/{runId}',
	form: [path('id', sequence), path('runId', run), simplify],
	simplified: simplifiedRun,
});

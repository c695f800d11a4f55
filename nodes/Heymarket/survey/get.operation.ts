import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { survey } from '../fields';
import { simplifiedSurvey } from './simplified';

/** GET /v1/survey/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get survey',
	description: 'Get a survey of the team with its opening question',
	effect: 'read',
	request: 'GET /v1/survey/{id}',
	form: [path('id', survey), simplify],
	simplified: simplifiedSurvey,
});

import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { byNumber } from '../pages';
import { simplifiedSurvey } from './simplified';

/** POST /v1/surveys: pages by number. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many surveys',
	description: 'Get the surveys of the team',
	effect: 'read',
	request: 'POST /v1/surveys',
	page: byNumber,
	form: [returnAllOrLimit, simplify],
	simplified: simplifiedSurvey,
});

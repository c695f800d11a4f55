import { lineField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { byOffset } from '../pages';
import { simplifiedSequence } from './simplified';

const title = lineField({ displayName: 'Title', name: 'title', placeholder: 'e.g. New customers', description: 'Only those with this title' });

/** GET /v1/sequences. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many sequences',
	description: 'Get the sequences of the organization with their steps',
	effect: 'read',
	request: 'GET /v1/sequences',
	page: byOffset,
	form: [returnAllOrLimit, simplify, filters(query('title', title))],
	simplified: simplifiedSequence,
});

import { field } from '../../../nodes/shared/form/fields';
import { sentParameters } from '../../../nodes/shared/operation';
import { example, parameter } from './support';

describe('the placeholders of a path', () => {
	const request = { method: 'GET' as const, path: '/v1/inboxes/{inboxId}' };

	test('each needs a parameter', () => {
		const declare = () => example('get', [], { request: { ...request, ids: { inboxId: field.objectId24() } } });
		expect(declare).toThrow('get: {inboxId} needs a parameter and a check of that name');
	});

	test('each needs a check', () => {
		expect(() => example('get', [parameter('inboxId')], { request })).toThrow('get: {inboxId} needs a parameter and a check');
	});

	test('with both, the declaration is taken as it is', () => {
		const ids = { inboxId: field.objectId24() };
		expect(example('get', [parameter('inboxId')], { request: { ...request, ids } }).request.ids).toBe(ids);
	});
});

test('what is sent, where to, and what a person reads for it', () => {
	const send = (type: 'body' | 'query', property: string) => ({ routing: { send: { type, property } } });
	const parameters = [
		parameter('to', send('body', 'recipient')),
		parameter('notice'),
		parameter('q', send('query', 'q[]')),
		parameter('more', {
			type: 'collection',
			default: {},
			options: [parameter('cc', send('body', 'copies')), parameter('country')],
		}),
	];
	expect(sentParameters(parameters)).toEqual([
		{ name: 'to', in: 'body', property: 'recipient', label: 'TO' },
		{ name: 'q', in: 'query', property: 'q[]', label: 'Q' },
		{ name: 'more.cc', in: 'body', property: 'copies', label: 'CC' },
	]);
});

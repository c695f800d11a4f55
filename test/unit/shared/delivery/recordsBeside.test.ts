import type { IDataObject } from 'n8n-workflow';
import type { Content } from '../../../../nodes/shared/content';
import { RecordsBeside } from '../../../../nodes/shared/delivery/recordsBeside';
import { invalidInput, type Checked } from '../../../../nodes/shared/transport/failure';

const beside = { name: 'contact', by: 'contact_id', path: '/v1/contacts/{id}', wanted: 'includeContact' };
const content = { request: { method: 'GET', path: '/v1/rows' }, ids: {}, query: {}, body: {}, settings: { includeContact: true } } as Content;

/** Answers with a person of the ID, and counts how often each is asked for, and how many at a time. */
function asking(answer: (id: string) => Checked<IDataObject> = (id) => ({ good: { name: `Person ${id}` } })) {
	const asked: string[] = [];
	let now = 0;
	let most = 0;
	const lookUp = async ({ ids: { id }, request }: Pick<Content, 'request' | 'ids'>) => {
		expect(request).toEqual({ method: 'GET', path: '/v1/contacts/{id}' });
		asked.push(id);
		most = Math.max(most, (now += 1));
		await new Promise(setImmediate);
		now -= 1;
		return answer(id);
	};
	return { asked, lookUp, most: () => most };
}

const rowsOf = (...ids: unknown[]) => ids.map((contact_id) => ({ contact_id }) as IDataObject);

test('each record is read once for all rows and all items', async () => {
	const records = new RecordsBeside(beside);
	const { asked, lookUp } = asking();
	const one = records.into(rowsOf('a', 'b', 'a'), content, lookUp);
	const other = records.into(rowsOf('b', 'c'), content, lookUp);
	expect(await one).toEqual({ good: ['a', 'b', 'a'].map((id) => ({ contact_id: id, contact: { name: `Person ${id}` } })) });
	expect(await other).toEqual({ good: ['b', 'c'].map((id) => ({ contact_id: id, contact: { name: `Person ${id}` } })) });
	expect(asked.toSorted()).toEqual(['a', 'b', 'c']);
});

test('a few are read at a time', async () => {
	const { lookUp, most } = asking();
	await new RecordsBeside(beside).into(rowsOf(...Array.from({ length: 40 }, (_, index) => index)), content, lookUp);
	expect(most()).toBe(5);
});

test('rows without a usable ID, and those that have the record already, stay as they are', async () => {
	const { asked, lookUp } = asking();
	const rows = [...rowsOf(undefined, null, '', '../x', 'a/b', {}), { contact_id: 'a', contact: { name: 'Ana' } }];
	expect(await new RecordsBeside(beside).into(rows, content, lookUp)).toEqual({ good: rows });
	expect(asked).toEqual([]);
});

test('nothing is read where nobody wants it', async () => {
	const { asked, lookUp } = asking();
	const rows = rowsOf('a');
	for (const settings of [{}, { includeContact: false }]) {
		expect(await new RecordsBeside(beside).into(rows, { ...content, settings }, lookUp)).toEqual({ good: rows });
	}
	expect(await new RecordsBeside(undefined).into(rows, content, lookUp)).toEqual({ good: rows });
	expect(asked).toEqual([]);
	await new RecordsBeside({ ...beside, wanted: undefined }).into(rows, { ...content, settings: {} }, lookUp);
	expect(asked).toEqual(['a']);
});

test('a record that is no longer there is left out; what fails otherwise is told, and tried again by the next', async () => {
	const gone = { ...invalidInput('gone'), status: 404 };
	const down = { ...invalidInput('down'), status: 500 };
	let isUp = false;
	const { asked, lookUp } = asking((id) => (id === 'gone' ? { failure: gone } : isUp ? { good: { name: id } } : { failure: down }));
	const records = new RecordsBeside(beside);
	expect(await records.into(rowsOf('gone'), content, lookUp)).toEqual({ good: rowsOf('gone') });
	expect(await records.into(rowsOf('gone', 'a'), content, lookUp)).toEqual({ failure: down });
	isUp = true;
	expect(await records.into(rowsOf('gone', 'a'), content, lookUp)).toEqual({ good: [{ contact_id: 'gone' }, { contact_id: 'a', contact: { name: 'a' } }] });
	expect(asked).toEqual(['gone', 'a', 'a']);
});

test('after a failure no more are asked for', async () => {
	const { asked, lookUp } = asking(() => ({ failure: invalidInput('down') }));
	await new RecordsBeside(beside).into(rowsOf(...Array.from({ length: 40 }, (_, index) => index)), content, lookUp);
	expect(asked.length).toBeLessThanOrEqual(5);
});

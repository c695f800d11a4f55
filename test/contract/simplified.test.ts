import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Operation } from '../../nodes/shared/operation';
import { contractFiles, contractOf, shapeOf } from './contracts';

/** n8n asks for Simplify if an answer has more fields than this. Simplify keeps at most so many. */
const MANY = 10;

/** Fields that the provider's pages name (providers' fact sheets) and its contract, which is about what is sent, doesn't. */
const knownElsewhere: Record<string, string[]> = {
	'heymarket getManyInboxes': ['forward_number', 'allowed_domains'],
};

const folder = path.join(__dirname, '../../dist/nodes');

function operationsOf(node: string): Operation[] {
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
		(file) => file.toLowerCase().startsWith(`${node}${path.sep}`) && file.endsWith('.operation.js'),
	);
	return files.flatMap((file) => Object.values(jest.requireActual<Record<string, Operation>>(path.join(folder, file))));
}

describe.each(Object.keys(contractFiles) as Array<keyof typeof contractFiles>)('%s', (node) => {
	const contract = contractOf(node);
	const pairs = operationsOf(node).map((operation) => {
		const { method, path: template } = operation.request;
		const known = contract.find((each) => each.method === method && shapeOf(each.path) === shapeOf(template))!;
		return { operation, known, hasSimplify: operation.parameters.some(({ name }) => name === 'simplify') };
	});

	test('an answer of many fields can be simplified', () => {
		const whole = pairs.filter(({ known, hasSimplify }) => known.answered.length > MANY && !hasSimplify);
		expect(whole.map(({ operation }) => operation.value)).toEqual([]);
		expect(pairs.length).toBeGreaterThan(0);
	});

	test('Simplify keeps some fields wherever it stands, and stands wherever some are named', () => {
		const odd = pairs.filter(({ operation, hasSimplify }) => hasSimplify !== (operation.simplified !== undefined));
		expect(odd.map(({ operation }) => operation.value)).toEqual([]);
	});

	test('it keeps at most ten fields, the ID first, and each exists', () => {
		for (const { operation, known } of pairs) {
			const { simplified, value } = operation;
			if (!simplified) continue;
			expect([value, simplified.length <= MANY]).toEqual([value, true]);
			expect([value, simplified[0]]).toEqual([value, node === 'sendook' ? '_id' : 'id']);
			const unknown = simplified.filter((key) => !known.answered.includes(key));
			expect([value, unknown]).toEqual([value, knownElsewhere[`${node} ${value}`] ?? []]);
		}
	});
});

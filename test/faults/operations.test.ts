import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Resource } from '../../nodes/shared/operation';
import { operations } from './operations';

const nodes = path.join(__dirname, '../../nodes');
const folders = { heymarket: 'Heymarket', whippy: 'Whippy', sendook: 'Sendook' };

it.each(Object.entries(folders))('%s: whatever sends is among what the random runs do', (provider, folder) => {
	const rooms = readdirSync(path.join(nodes, folder)).filter((name) => existsSync(path.join(nodes, folder, name, 'index.ts')));
	const resources = rooms.flatMap((name) => Object.values(jest.requireActual<Record<string, Resource>>(path.join(nodes, folder, name))));
	const sending = resources.flatMap(({ operations: own = [] }) => own.filter(({ effect }) => effect === 'send').map(({ value }) => value));
	const done = Object.values(operations).filter((each) => each.provider === provider && each.kind === 'send');
	expect(sending.length).toBeGreaterThan(0);
	expect([...new Set(done.map(({ parameters }) => parameters.operation))].sort()).toEqual([...sending].sort());
});

import { existsSync, readFileSync } from 'node:fs';

import { mutations } from './list.ts';
import { mutated, nameOf, testFile } from './mutation.ts';

/** Mutations of the lists that can't be made, or that have no tests, with the reasons. To be called in the project's folder. */
export function listFaults(): string[] {
	const names = mutations.map(nameOf);
	return mutations.flatMap((mutation, position) => {
		const name = names[position];
		const faults = mutation.judges.filter((judge) => !existsSync(testFile(judge))).map((judge) => `${name}: there is no test ${judge}`);
		if (!existsSync(mutation.file)) faults.push(`${name}: there is no such file`);
		else if (mutated(mutation, readFileSync(mutation.file, 'utf8')) === undefined) {
			faults.push(`${name}: its text does not stand in the file exactly once: ${mutation.find}`);
		}
		if (names.indexOf(name) !== position) faults.push(`${name}: stands in the lists twice`);
		return faults;
	});
}

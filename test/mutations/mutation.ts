/** One deliberate fault in the package's code, which some test has to see. */
export interface Mutation {
	/** The file from the project's folder. */
	file: string;
	/** Text that stands in the file exactly once. */
	find: string;
	replace: string;
	/** What it does to people, in a sentence. */
	breaks: string;
	/** The test files that judge it, from test/ and without `.test.ts`. */
	judges: string[];
	/** Why nobody can tell the difference, where that is so: it has to survive then. */
	changesNothing?: string;
}

/** A mutation as the lists have it: what is left out, its file has for all of its mutations. */
type Change = Omit<Mutation, 'file' | 'judges'> & { judges?: string[] };

/** The mutations of one file, which the same tests judge unless one of them says otherwise. */
export function inFile(file: string, judges: string[], changes: Change[]): Mutation[] {
	return changes.map((change) => ({ file, judges, ...change }));
}

/** A mutation in one line, by which it is chosen too: `outcome.ts: a 408 counts as refused`. */
export function nameOf({ file, breaks }: Mutation): string {
	return `${file.replace(/^nodes\//, '')}: ${breaks}`;
}

/** The file's text with the mutation in it; undefined where the text to be found doesn't stand in it exactly once. */
export function mutated({ find, replace }: Mutation, text: string): string | undefined {
	const parts = text.split(find);
	return parts.length === 2 && find !== replace ? parts.join(replace) : undefined;
}

/** The file of a test by its name in the lists. */
export function testFile(name: string): string {
	return `test/${name}.test.ts`;
}

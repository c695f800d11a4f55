/** A deliberate fault in the package's code, which some test must notice. */
export interface Mutation {
	/** The path of the file, from the project's folder. */
	file: string;
	/** A text that is in the file exactly once. */
	find: string;
	replace: string;
	/** What goes wrong with it, in a sentence. */
	breaks: string;
	/** The paths of the tests that must notice it, from test/ and without `.test.ts`. */
	judges: string[];
	/** Why the fault makes no difference, if it makes none. Then no test may fail. */
	changesNothing?: string;
}

/** A mutation in the lists. The file, and mostly the judges, are given once for all mutations of the file. */
type Change = Omit<Mutation, 'file' | 'judges'> & { judges?: string[] };

/** The mutations of one file. They are judged by the same tests, unless a mutation names others. */
export function inFile(file: string, judges: string[], changes: Change[]): Mutation[] {
	return changes.map((change) => ({ file, judges, ...change }));
}

/** The name of a mutation, by which it can be chosen: `outcome.ts: a 408 counts as refused`. */
export function nameOf({ file, breaks }: Mutation): string {
	return `${file.replace(/^nodes\//, '')}: ${breaks}`;
}

/** The file's text with the mutation; undefined if the text to find is not in it exactly once. */
export function mutated({ find, replace }: Mutation, text: string): string | undefined {
	const parts = text.split(find);
	return parts.length === 2 && find !== replace ? parts.join(replace) : undefined;
}

/** The path of a test, by its name in the lists. */
export function testFile(name: string): string {
	return `test/${name}.test.ts`;
}

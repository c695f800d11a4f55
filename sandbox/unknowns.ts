/** What no source tells of a provider, by name, each with all ways in which the sandbox can answer. */
export type Unknowns = Readonly<Record<string, readonly [string, ...string[]]>>;

/** The way in which the sandbox answers now, for each unknown. */
export type Answering<Table extends Unknowns> = { -readonly [Name in keyof Table]: Table[Name][number] };

/** The ways that are assumed: the first of each. */
export function assumed<Table extends Unknowns>(table: Table): Answering<Table> {
	return Object.fromEntries(Object.entries(table).map(([name, [first]]) => [name, first])) as Answering<Table>;
}

import type { Provider, ProviderName } from './provider.ts';

/** What no source tells of a provider, by name, each with all ways in which the sandbox can answer. */
export type Unknowns = Readonly<Record<string, readonly [string, ...string[]]>>;

/** The way in which the sandbox answers now, for each unknown. */
export type Answering<Table extends Unknowns> = { -readonly [Name in keyof Table]: Table[Name][number] };

/** The ways that are assumed: the first of each. */
export function assumed<Table extends Unknowns>(table: Table): Answering<Table> {
	return Object.fromEntries(Object.entries(table).map(([name, [first]]) => [name, first])) as Answering<Table>;
}

/**
 * Shows and changes how the sandbox answers where no source tells how the real server does. The ways are part of the stored
 * data of a provider, so resetting these restores the assumed ones.
 */
export class UnknownAnswers {
	private readonly providers: Record<ProviderName, Provider>;

	constructor(providers: Record<ProviderName, Provider>) {
		this.providers = providers;
	}

	/** For each provider and unknown, the present way and all possible ones. */
	list(): Record<string, Record<string, { answer: string; possible: readonly string[] }>> {
		return Object.fromEntries(
			Object.entries(this.providers).map(([provider, { unknowns }]) => {
				const now = unknowns?.answering() ?? {};
				const ways = Object.entries(unknowns?.table ?? {});
				return [provider, Object.fromEntries(ways.map(([name, possible]) => [name, { answer: now[name] ?? '', possible }]))];
			}),
		);
	}

	/** @throws Error if there is no such unknown, or if it can't be answered so */
	set(provider: ProviderName, unknown: string, answer: string): void {
		const { unknowns } = this.providers[provider];
		const table = unknowns?.table ?? {};
		const possible = Object.hasOwn(table, unknown) ? table[unknown] : undefined;
		if (unknowns === undefined || possible === undefined) {
			throw new Error(`${provider} has no unknown ${JSON.stringify(unknown)}. It has: ${Object.keys(table).join(', ') || 'none'}`);
		}
		if (!possible.includes(answer)) throw new Error(`${unknown} can be ${possible.join(', ')}, not ${JSON.stringify(answer)}`);
		unknowns.answering()[unknown] = answer;
	}
}

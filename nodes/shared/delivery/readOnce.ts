import type { Checked } from '../transport/failure';

/** Reads of which each is made once, by its name, whichever items of a run ask for it. */
export class ReadOnce<Found> {
	private readonly known = new Map<string, Promise<Checked<Found>>>();

	/** Another item may have it, or be at it. What failed is tried again by the next. */
	async of(name: string, read: () => Promise<Checked<Found>>): Promise<Checked<Found>> {
		const known = this.known.get(name) ?? read();
		this.known.set(name, known);
		const found = await known;
		if ('failure' in found) this.known.delete(name);
		return found;
	}
}

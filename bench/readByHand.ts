import axios from 'axios';

interface Message {
	id: number;
	date: string;
}

/** The loop that a programmer would write: it reads page after page by a date cursor, and drops rows that come twice. */
export async function readByHand(baseUrl: string, limit: number): Promise<Message[]> {
	const client = axios.create({ baseURL: baseUrl, proxy: false, headers: { Authorization: 'Bearer of-the-benchmark' } });
	const messages = new Map<number, Message>();
	let before: string | undefined;
	for (;;) {
		const { data } = await client.post<Message[]>('/v1/messages/all', { limit, ...(before && { created_at: before }) });
		const known = messages.size;
		for (const message of data) messages.set(message.id, message);
		const last = data.at(-1);
		if (messages.size === known || last === undefined) return [...messages.values()];
		// Rows may have the same time, so the next page begins a millisecond after the last row.
		before = new Date(Date.parse(last.date) + 1).toISOString();
	}
}

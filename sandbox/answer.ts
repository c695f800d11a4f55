/** An answer of a provider. With `contentType` null it has no Content-Type header, as Sendook's 401 has none. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	contentType: string | null;
	text: string;
	/** The value that `text` stands for, if the answer is JSON. */
	value?: unknown;
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
	return { status, headers, contentType: 'application/json; charset=utf-8', text: JSON.stringify(value), value };
}

export function plain(
	status: number,
	text: string,
	headers: Record<string, string> = {},
	contentType: string | null = 'text/plain; charset=utf-8',
): Answer {
	return { status, headers, contentType, text };
}

export function htmlPage(status: number, sentence: string): Answer {
	const text =
		'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n' +
		`<body>\n<pre>${sentence}</pre>\n</body>\n</html>\n`;
	return { status, headers: {}, contentType: 'text/html; charset=utf-8', text };
}

/** Thrown by an operation that refuses a request in the provider's own words. */
export class Refusal extends Error {
	readonly answer: Answer;

	constructor(answer: Answer) {
		super(answer.text);
		this.answer = answer;
	}
}

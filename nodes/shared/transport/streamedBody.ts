import type { Failure, Checked } from './failure';

/** A file that stands in a body as base64. */
export interface BodyFile {
	/** In bytes, known before it is opened. */
	size: number;
	/** Opens it at its beginning. If the file doesn't exist any more, that may show only when its first bytes are read. */
	open: () => Promise<OpenFile>;
	/** Makes the failure to report if it can't be read. */
	unreadable: (thrown: unknown) => Failure;
	/** What to call it in the middle of a sentence. */
	words: string;
}

/** A file that is being read. */
export interface OpenFile {
	chunks: AsyncIterable<Buffer>;
	close: () => void;
}

/** A body that is being sent. */
export interface OpenBody {
	/** For n8n's request helper. */
	blob: Blob;
	/** Why the rest of the body could not be read after the first part may have left, as a clause. */
	brokenBy: string | undefined;
	/** Closes the files. To be called however the request ended. */
	close: () => void;
}

/** A multiple of three bytes, so that the base64 of the pieces can be joined. Larger pieces need more memory and save no time. */
export const PIECE_BYTES = 12_288;

/** A body that is read while it is sent: files as base64 between pieces of text. It is opened again for each try. */
export class StreamedBody {
	/** In bytes, for Content-Length. */
	readonly length: number;

	/** @param texts the text before, between and after the files: one more text than there are files */
	constructor(
		private readonly texts: string[],
		private readonly files: BodyFile[],
	) {
		const textLength = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
		this.length = files.reduce((sum, { size }) => sum + base64Length(size), textLength);
	}

	/** Opens every file and reads its beginning. So a missing file is noticed before anything has left. */
	async open(): Promise<Checked<OpenBody>> {
		const opened: OpenFile[] = [];
		const contents: Array<AsyncGenerator<Buffer>> = [];
		const body: OpenBody = {
			blob: new StreamedBlob(this.length, () => this.bytes(contents)),
			brokenBy: undefined,
			close: () => opened.forEach((file) => file.close()),
		};
		for (const file of this.files) {
			const breaksOff = (thrown: Error): never => {
				body.brokenBy = `${file.words} could not be read to its end while it was on its way`;
				throw thrown;
			};
			try {
				const source = await file.open();
				opened.push(source);
				const chunks = source.chunks[Symbol.asyncIterator]();
				contents.push(base64Of(chunks, await chunks.next(), file.size, breaksOff));
			} catch (thrown) {
				body.close();
				return { failure: file.unreadable(thrown) };
			}
		}
		return { good: body };
	}

	private async *bytes(contents: Array<AsyncGenerator<Buffer>>): AsyncGenerator<Buffer> {
		for (const [position, text] of this.texts.entries()) {
			yield Buffer.from(text);
			if (position < contents.length) yield* contents[position];
		}
	}
}

/**
 * A body of known length that n8n's request helper (axios) reads while it sends, at the speed of the connection. A Node
 * stream would do as well, but a community package can't make one.
 */
class StreamedBlob extends Blob {
	/** An own key of the object: n8n takes an object without own keys for an empty body. */
	override readonly size: number;

	override readonly type = 'application/json';

	constructor(
		size: number,
		private readonly read: () => AsyncGenerator<Buffer>,
	) {
		super([]);
		this.size = size;
	}

	/** A plain generator, since axios only iterates over it. A web stream around it would keep more pieces in memory. */
	override stream(): ReturnType<Blob['stream']> {
		return this.read() as AsyncIterable<Buffer> as ReturnType<Blob['stream']>;
	}
}

/** How many bytes a file has as base64. */
export function base64Length(size: number): number {
	return Math.ceil(size / 3) * 4;
}

/**
 * A file as base64, in pieces.
 *
 * @param breaksOff called if the file can't be read, or if it isn't as long as Content-Length says
 */
async function* base64Of(
	chunks: AsyncIterator<Buffer>,
	first: IteratorResult<Buffer>,
	size: number,
	breaksOff: (thrown: Error) => never,
): AsyncGenerator<Buffer> {
	let left = size;
	let rest: Buffer = Buffer.alloc(0);
	for (let next = first; !next.done; next = await chunks.next().catch(breaksOff)) {
		left -= next.value.length;
		if (left < 0) breaksOff(new Error('The file has become longer'));
		const bytes = rest.length > 0 ? Buffer.concat([rest, next.value]) : next.value;
		const whole = bytes.length - (bytes.length % 3);
		for (let from = 0; from < whole; from += PIECE_BYTES) {
			yield Buffer.from(bytes.toString('base64', from, Math.min(from + PIECE_BYTES, whole)), 'latin1');
		}
		rest = bytes.subarray(whole);
	}
	if (left > 0) breaksOff(new Error('The file has become shorter'));
	if (rest.length > 0) yield Buffer.from(rest.toString('base64'), 'latin1');
}

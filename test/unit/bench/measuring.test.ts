import { sharesOf } from '../../../bench/profile';
import { longestWait } from '../../../bench/statistics';

describe('the longest pause', () => {
	const waits = [
		{ asked: 0, answered: 400 },
		{ asked: 400, answered: 403 },
		{ asked: 450, answered: 650 },
		{ asked: 700, answered: 701 },
	];

	it('is the longest wait for an answer', () => {
		expect(longestWait(waits)).toBe(400);
	});

	it('counts a wait that overlaps the span, and none outside it', () => {
		expect(longestWait(waits, 402, 440)).toBe(3);
		expect(longestWait(waits, 402, 500)).toBe(200);
		expect(longestWait(waits, 600, 690)).toBe(200);
		expect(longestWait(waits, 660, 1_000)).toBe(1);
		expect(longestWait(waits, 2_000, 3_000)).toBe(0);
	});
});

describe('the shares of a profile', () => {
	const frame = (id: number, functionName: string, url: string, children: number[] = []) => ({
		id,
		callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 },
		children,
	});
	const nodes = [
		frame(1, '(root)', '', [2, 3, 4, 5, 10]),
		frame(2, '(idle)', ''),
		frame(3, '(garbage collector)', ''),
		frame(4, 'deliver', 'file:///project/dist/nodes/shared/delivery/deliver.js', [6, 7]),
		frame(5, 'onread', 'node:internal/stream_base_commons'),
		frame(6, 'httpRequest', '/m/n8n-core/dist/execution-engine/node-execution-context/utils/request-helper-functions.js', [8]),
		frame(7, 'merge', '/m/lodash/merge.js'),
		frame(8, 'dispatch', '/m/node_modules/axios/dist/node/axios.cjs', [9]),
		frame(9, 'writeHead', 'node:_http_outgoing'),
		frame(10, 'execute', '/m/node_modules/n8n-nodes-base/dist/nodes/HttpRequest/V3/HttpRequestV3.node.js'),
	];
	const sharesWhile = (...samples: number[]) =>
		sharesOf({ nodes, startTime: 0, endTime: 0, samples, timeDeltas: samples.map(() => 500) });

	it('count a sample for the innermost frame whose owner is known', () => {
		expect(sharesWhile(6, 8, 9, 4)).toMatchObject({ request: 0.75, own: 0.25 });
		expect(sharesWhile(7)).toMatchObject({ own: 1 });
		expect(sharesWhile(10)).toMatchObject({ n8n: 1, own: 0 });
	});

	it('count sockets for the requests, and don’t count idle time', () => {
		expect(sharesWhile(5, 2, 2, 3)).toMatchObject({ request: 0.5, garbage: 0.5, own: 0 });
	});
});

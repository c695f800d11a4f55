import type { StoredWorkflow } from '../../demo/src/n8nApi.ts';
import { eventually } from '../n8n/servers';
import { heymarketMessage } from './providers';
import { after, type Posted, type Running } from './running';
import { publish, type Scene, write } from './scene';

/** Waits until n8n has taken so many posts to a workflow. A busy n8n may take one at its second try only. */
async function taken(running: Running, workflow: StoredWorkflow, count: number): Promise<Posted[]> {
	let posts: Posted[] = [];
	await eventually(`${count} posts that were taken`, 60_000, async () => {
		posts = await running.postsTo(workflow);
		return posts.length >= count && posts.every(({ statuses }) => statuses.at(-1) === 200) ? true : undefined;
	}).catch(() => undefined);
	expect(posts.filter(({ statuses }) => statuses.at(-1) !== 200)).toEqual([]);
	return posts;
}

/** What comes in: answered, repeated, and made up. */
export function testArrivals(started: () => { running: Running; scene: Scene }): void {
	test('repeats 0, 5 and 500 milliseconds apart, and twenty at once and again, start one execution each', async () => {
		const { running, scene: { provider, counting } } = started();
		const known = await running.count(counting);
		const before = (await running.postsTo(counting)).length;
		const repeat = async (...milliseconds: number[]) => await running.control('/repeats', { provider: provider.name, after: milliseconds });
		for (const apart of [0, 5, 500]) {
			await repeat(apart);
			await write(running, provider, `Again after ${apart}`);
		}
		await repeat(0);
		await Promise.all(Array.from({ length: 20 }, async (_, index) => await write(running, provider, `At once ${index}`)));
		await repeat();
		expect(await taken(running, counting, before + 46)).toHaveLength(before + 46);
		expect((await running.settled(counting, known + 23)) - known).toBe(23);
	});

	test('what strangers make up starts nothing, and is answered', async () => {
		const { running, scene: { provider, counting } } = started();
		const known = await running.count(counting);
		for (const [body, headers, status] of provider.forged()) expect({ body, status: await running.post(counting, body, headers) }).toEqual({ body, status });
		expect(await running.settled(counting, known)).toBe(known);
	});

	test('what a customer writes is answered once, and the report of the answer starts no second execution', async () => {
		const { running, scene } = started();
		const { provider, answering, watching, counting } = scene;
		await publish(running, provider, answering);
		await publish(running, provider, watching);
		const [received, sent] = provider.wires;
		const known = await running.count(counting);
		await write(running, provider, 'Are you open?');
		expect(await running.settled(watching, 1)).toBe(1);
		expect(await running.count(answering)).toBe(1);
		// Another workflow gets every event, too.
		expect(await running.count(counting)).toBe(known + 1);
		const { accepted } = await running.sandbox.ledger();
		expect(accepted.filter((one) => one.provider === provider.name).map(({ marker }) => marker)).toEqual(['You said: Are you open?']);
		expect(await running.newestOf(watching)).toMatchObject([{ event: 'message_sent', direction: 'outbound', text: 'You said: Are you open?' }]);

		// A provider whose webhooks are for certain events tells only those that are for it.
		const isChosenThere = received !== sent && provider.hooks !== undefined;
		const posts = await taken(running, answering, isChosenThere ? 1 : 2);
		expect(posts.map(({ body }) => provider.wireOf(body))).toEqual(isChosenThere ? [received] : [received, sent]);
		if (isChosenThere) {
			const report = (await running.postsTo(watching)).find(({ body }) => provider.wireOf(body) === sent);
			expect(await running.post(answering, report!.body)).toBe(200);
		}
		// Nor does what has no keyword in it.
		await write(running, provider, 'Thank you');
		expect(await running.settled(counting, known + 2)).toBe(known + 2);
		expect(await running.count(answering)).toBe(1);
	});
}

/** How long the slow workflow takes, in seconds. */
const SECONDS = 20;

const SLOWLY = 'Slowly, please';

/** A node that takes its time, and changes what n8n saves with the workflow meanwhile. */
export const slowly = {
	name: 'Slowly',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: {
		jsCode: `const data = $getWorkflowStaticData('global');
data.begun = Date.now();
await new Promise((resolve) => setTimeout(resolve, ${SECONDS * 1000}));
data.ended = Date.now();
return $input.all();`,
	},
};

/** Begins an execution that takes its time, of a post that is repeated while it runs and after its end. */
export async function beginSlowly(running: Running, { provider }: Scene): Promise<void> {
	await running.control('/repeats', { provider: provider.name, after: [0, 5_000, (SECONDS + 6) * 1000] });
	await write(running, provider, SLOWLY);
	await running.control('/repeats', { provider: provider.name, after: [] });
}

/** What a slow execution has to do with the answer to the provider, and with what the trigger remembers: nothing. */
export function testSlowness(started: () => { running: Running; slow: StoredWorkflow }): void {
	test('an execution of 20 seconds that changes static data: the provider has its answer long before, and repeats start nothing', async () => {
		const { running, slow } = started();
		const ours = async () => (await running.postsTo(slow)).filter(({ body }) => (body.data as { body?: string }).body === SLOWLY);
		const posts = await eventually('last repeat', 60_000, async () => {
			const all = await ours();
			return all.length === 4 && all.every(({ statuses }) => statuses.at(-1) === 200) ? all : undefined;
		});
		expect(Math.max(...posts.flatMap(({ took }) => took))).toBeLessThan(SECONDS * 500);
		expect(await running.settled(slow, 1)).toBe(1);
		const [one] = await running.api.executions(slow.id);
		const { status, startedAt, stoppedAt } = await running.api.finished(one!.id);
		expect(status).toBe('success');
		expect(Date.parse(stoppedAt!) - Date.parse(startedAt!)).toBeGreaterThan(SECONDS * 1000 - 100);
		// It has saved what it changed, with what the trigger had remembered when it began.
		const { staticData } = (await running.api.workflow(slow.id)) as { staticData?: { global?: unknown } };
		expect(staticData?.global).toMatchObject({ begun: expect.any(Number) as number, ended: expect.any(Number) as number });
	});
}

/** What an n8n remembers that was ended and started again. */
export async function expectRemembered(running: Running, { counting }: Scene, end: () => Promise<void>): Promise<void> {
	const known = await running.count(counting);
	const five = Array.from({ length: 5 }, heymarketMessage);
	for (const body of five) expect(await running.post(counting, body)).toBe(200);
	expect((await running.settled(counting, known + 5)) - known).toBe(5);
	await end();
	await after(200);
	await running.startAgain();
	for (const body of [...five, heymarketMessage()]) {
		await eventually('answer of the n8n that was started again', 30_000, async () => ((await running.post(counting, body)) === 200 ? true : undefined));
	}
	expect((await running.settled(counting, known + 6)) - known).toBe(6);
}

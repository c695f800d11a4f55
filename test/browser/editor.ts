import path from 'node:path';
import { type Browser, chromium, type Locator, type Page, selectors } from 'playwright-core';
import { findProgram } from '../../demo/src/programs.ts';
import { eventually, OWNER, places } from '../n8n/servers';

const MISSING =
	'The browser tests need Chromium, which is not on this computer. Install it (on Debian or Ubuntu: apt-get install ' +
	'chromium) and start again.';

/** The path of Chromium. @throws {CannotStart} when there is none; the message says how to install it */
export function chromiumPath(): string {
	return findProgram({ files: ['chromium', 'chromium-browser', 'google-chrome'], missing: MISSING });
}

/** n8n's editor in a browser, with the owner signed in. */
export class Editor {
	/** The paths of what the browser asked others than n8n for. Nothing of that leaves this computer. */
	readonly askedElsewhere = new Set<string>();
	private readonly browser: Browser;
	readonly page: Page;
	private readonly url: string;
	private loaded = false;

	private constructor(browser: Browser, page: Page, url: string) {
		this.browser = browser;
		this.page = page;
		this.url = url;
		// n8n asks for confirmation before it leaves a page with unsaved changes.
		page.on('dialog', (dialog) => void dialog.accept());
	}

	/** Starts the browser and signs in by n8n's form. @param url n8n's address */
	static async open(url: string): Promise<Editor> {
		const executablePath = chromiumPath();
		selectors.setTestIdAttribute('data-test-id');
		// CI runs as root, and root can't use Chromium's own sandbox.
		const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
		const browser = await chromium.launch({ executablePath, args, timeout: 120_000 });
		const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
		page.setDefaultTimeout(60_000);
		const editor = new Editor(browser, page, url);
		await page.route(
			({ host }) => host !== new URL(url).host,
			async (route) => {
				editor.askedElsewhere.add(new URL(route.request().url()).pathname);
				await route.abort();
			},
		);
		await page.goto(`${url}/signin`);
		await page.locator('input[name=emailOrLdapLoginId]').fill(OWNER.email);
		await page.locator('input[name=password]').fill(OWNER.password);
		await page.getByTestId('form-submit-button').click();
		await page.waitForURL('**/home/workflows');
		return editor;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	/**
	 * Shows another page of the editor. The editor itself stays loaded, as it does when a person clicks through it: loading it
	 * anew takes ten seconds.
	 *
	 * @param place a path, such as `/workflow/1`
	 */
	async goto(place: string): Promise<void> {
		if (!this.loaded) {
			// Signing in ends in a change of page of its own, which may still be under way.
			await this.page.goto(`${this.url}${place}`);
			this.loaded = true;
			return;
		}
		// A node or a form that is open would lie over the next page.
		await this.page.keyboard.press('Escape');
		// By way of the home, so that no node of the workflow before is taken for one of the next.
		await this.route('/home/workflows');
		await this.page.getByTestId('canvas-node').first().waitFor({ state: 'detached' });
		await this.route(place);
	}

	/** Changes the address as the browser's Forward does; n8n's router follows. */
	private async route(place: string): Promise<void> {
		await this.page.evaluate(`history.pushState(null, '', ${JSON.stringify(place)}); dispatchEvent(new PopStateEvent('popstate'))`);
	}

	/** Saves a picture of the window for the README. */
	async picture(name: string): Promise<void> {
		// Buttons and notices fade in and out.
		await this.page.waitForTimeout(1_000);
		await this.page.screenshot({ path: path.join(places.root, 'docs', `${name}.png`) });
	}

	/** Opens a node of the current workflow. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
		await this.page.getByTestId('node-execute-button').first().waitFor();
	}

	/** Opens the panel from which a node is added to the workflow that is shown. */
	async openNodePanel(): Promise<void> {
		await this.page.getByTestId('node-creator-plus-button').click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
	}

	/** Types into the search box of the open node panel. @returns the names of the nodes found, the best first */
	async findNodes(typed: string): Promise<string[]> {
		const panel = this.page.getByTestId('node-creator');
		const search = panel.getByTestId('node-creator-search-bar');
		const nodes = panel.locator('[data-keyboard-nav-type=node]');
		// An empty search shows groups of nodes at once, so that what is there afterwards was found by what is typed.
		await search.fill('');
		await nodes.first().waitFor({ state: 'detached' });
		await search.fill(typed);
		await nodes.first().or(panel.getByTestId('node-creator-no-results')).waitFor();
		// The first ones are drawn at once, the others a few at a time.
		await panel.locator('[class*=itemSkeleton]').first().waitFor({ state: 'detached' });
		return await nodes.getByTestId('node-creator-item-name').allInnerTexts();
	}

	/** Chooses a node in the open node panel, by its whole name. */
	async addNode(name: string): Promise<void> {
		const panel = this.page.getByTestId('node-creator');
		await panel.getByTestId('node-creator-search-bar').fill(name);
		const entries = panel.locator('[data-keyboard-nav-type=node]');
		await entries.filter({ has: this.page.getByText(name, { exact: true }) }).first().click();
	}

	/** Opens the form of a new credential. @param type the type's name, as n8n shows it @returns the form */
	async openNewCredential(type: string): Promise<Locator> {
		await this.goto('/home/credentials/create');
		await this.page.getByTestId('new-credential-type-select').locator('input').fill(type);
		await this.page.getByTestId('new-credential-type-select-option').filter({ hasText: type }).click();
		await this.page.getByTestId('new-credential-type-button').click();
		return this.page.getByTestId('editCredential-modal');
	}

	/** The part of the window that shows a node's output. */
	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** Types into a field of the node, or of another form (`within`). */
	async fill(parameter: string, text: string, within: Page | Locator = this.page): Promise<void> {
		await within.getByTestId(`parameter-input-${parameter}`).locator('input, textarea').first().fill(text);
	}

	/**
	 * Opens a list, types a part of a name and chooses an entry.
	 *
	 * @param entry the entry's text
	 * @param look called while the list is open and shows the found entries
	 * @returns all entries that were found
	 */
	async pick(parameter: string, part: string, entry: string, look?: () => Promise<void>): Promise<string[]> {
		await this.page.locator(`[data-test-id=resource-locator-${parameter}] [data-test-id=rlc-input]`).click();
		const items = this.page.getByTestId('rlc-item').locator('visible=true');
		await items.first().waitFor();
		await this.page.getByTestId('rlc-search').locator('visible=true').fill(part);
		const found = await eventually(`list narrowed to "${part}"`, 60_000, async () => {
			const texts = await items.allInnerTexts();
			const fits = (text: string) => text.toLowerCase().includes(part.toLowerCase());
			return texts.length > 0 && texts.every(fits) ? texts : undefined;
		});
		await look?.();
		await items.filter({ hasText: entry }).first().click();
		return found;
	}

	/** Turns on what can be on or off. */
	async turnOn(parameter: string): Promise<void> {
		await this.page.getByTestId(`parameter-input-${parameter}`).locator('.el-switch').click();
	}

	/** Runs the open node and waits until its output shows a text. */
	async execute(shown: string | RegExp): Promise<void> {
		await this.page.getByTestId('node-execute-button').first().click();
		await this.output.getByText(shown).first().waitFor();
	}

	/** The output's table: its header and its rows. */
	async table(): Promise<string[][]> {
		await this.output.getByTestId('radio-button-table').click();
		const rows = this.output.locator('table tr');
		await rows.first().waitFor();
		return await rows.evaluateAll((all) =>
			all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell as unknown as { innerText: string }).innerText.trim())),
		);
	}

	/** The error view: the message and the description below it. */
	async failure(): Promise<{ message: string; description: string }> {
		const text = async (testId: string) => (await this.output.getByTestId(testId).first().innerText()).trim();
		return { message: await text('node-error-message'), description: await text('node-error-description') };
	}
}

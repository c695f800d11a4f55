import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { places, Servers, temporaryFolder } from '../n8n/servers';
import { type Installation, startRealN8n } from '../versions/realN8n';

const { installations } = jest.requireActual<{ installations: Installation[] }>('../versions/installations.js');

const servers = new Servers();
afterAll(async () => await servers.stop(), 120_000);

/** The commands of the README's blocks that install a tarball: those in a copy of the repository, and those as n8n's user. */
function commandsOfReadme(): [string[], string[]] {
	const readme = readFileSync(path.join(places.root, 'README.md'), 'utf8');
	const part = readme.slice(readme.indexOf('**From a tarball**'), readme.indexOf('## Your first text'));
	const [here = [], there = []] = [...part.matchAll(/^```bash\n([\s\S]*?)^```/gm)].map(([, block = '']) => block.trim().split('\n'));
	return [here, there];
}

function run(commands: string[], folder: string, home = process.env.HOME): void {
	const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', commands.join('\n')], {
		cwd: folder,
		env: { ...process.env, HOME: home },
		encoding: 'utf8',
		timeout: 300_000,
	});
	expect({ status, output: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({ status: 0, output: '' });
}

test('a tarball that is made and installed as the README says is loaded by n8n', async () => {
	const [here, there] = commandsOfReadme();
	// npm ci has been run, or nothing here would run; again, it would take away what the tests are using.
	expect(here[0]).toBe('npm ci');
	run(here.slice(1), places.root);

	const home = temporaryFolder('home');
	run(there.map((command) => command.replace('/path/to', places.root)), home, home);
	const { api } = await startRealN8n(servers, installations.at(-1)!, home);
	const names = (await api.nodeTypes()).map(({ name }) => name).filter((name) => name.startsWith('n8n-nodes-shared-inbox.'));
	expect(names).toEqual(expect.arrayContaining(['n8n-nodes-shared-inbox.heymarket', 'n8n-nodes-shared-inbox.sendookTrigger']));
}, 600_000);

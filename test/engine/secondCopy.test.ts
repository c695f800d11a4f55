import { createRequire } from 'node:module';
import path from 'node:path';
import * as n8nWorkflow from 'n8n-workflow';

it('the package has a second copy of n8n-workflow if this run of the tests asks for one', () => {
	const { SHARED_INBOX_PACKAGE: second } = process.env;
	const packaged = createRequire(path.join(second ?? process.cwd(), 'package.json'))('n8n-workflow') as typeof n8nWorkflow;
	expect(packaged.NodeApiError === n8nWorkflow.NodeApiError).toBe(second === undefined);
});

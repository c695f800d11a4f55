'use strict';

// Says whether this state may be published under a tag: `node scripts/releasable.js v1.2.3`. With --notes, prints what the changelog
// says of that version. The release runs it before anything else.

const { readFileSync } = require('node:fs');
const path = require('node:path');

/**
 * What the changelog says of a version.
 *
 * @param {string} changelog the whole file
 * @param {string} version without a v
 * @returns {string | undefined} undefined where it has no such version with a date
 */
function notesOf(changelog, version) {
	const [, ...sections] = changelog.split(/^## /m);
	const section = sections.find((one) => one.startsWith(`[${version}] - `));
	if (!section || !/^\[[^\]]+\] - \d{4}-\d\d-\d\d\n/.test(section)) return undefined;
	// Below the last one stand the addresses of the headings.
	return section.slice(section.indexOf('\n') + 1).replaceAll(/^\[[^\]]+\]: .*$/gm, '').trim();
}

/** Why this state can't be published under this tag, in sentences; none if it can. */
function obstacles(tag, { version, dependencies = {} }, changelog) {
	const found = [];
	if (tag !== `v${version}`) found.push(`The tag is ${tag}, but package.json has version ${version}. Change one of them.`);
	if (!notesOf(changelog, version)) found.push(`CHANGELOG.md has no heading "## [${version}] - <date>". Write one above what changed.`);
	if (Object.keys(dependencies).length > 0) found.push(`package.json has dependencies (${Object.keys(dependencies).join(', ')}). Bundle them instead.`);
	return found;
}

/** Looks at the project itself. @returns {string} what to print @throws Error with the obstacles */
function look(tag, wantsNotes, root = path.join(__dirname, '..')) {
	const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	const changelog = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
	const found = obstacles(tag, manifest, changelog);
	if (found.length > 0) throw new Error(found.join('\n'));
	return wantsNotes ? notesOf(changelog, manifest.version) : `${manifest.name} ${manifest.version} can be published.`;
}

if (require.main === module) {
	const [tag = '(none)', option] = process.argv.slice(2);
	try {
		console.log(look(tag, option === '--notes'));
	} catch (obstacle) {
		console.error(obstacle.message);
		process.exitCode = 1;
	}
}

module.exports = { notesOf, obstacles };

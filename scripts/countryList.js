'use strict';

// Prints the text of nodes/shared/values/countries.ts, the list of countries; with --write, writes the file. The names are those
// of the Node that runs this script. The list is a file because making it whenever n8n starts would slow each start.

const { writeFileSync } = require('node:fs');
const path = require('node:path');

const { getCountries, getCountryCallingCode } = require('libphonenumber-js/max');

/** Pairs such as `['FR', 'France (+33)']`, by name. */
function countries() {
	const names = new Intl.DisplayNames('en', { type: 'region' });
	return getCountries()
		.map((code) => [code, `${names.of(code) ?? code} (+${getCountryCallingCode(code)})`])
		.sort(([, one], [, other]) => one.localeCompare(other, 'en'));
}

const literal = (text) => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;

/** The text of the file. */
function countryList() {
	return [
		'// Written by scripts/countryList.js; a test shows that it is current.\n',
		'/** The countries that phone numbers may be of: the ISO 3166 code and the name of each, by name. */',
		'export const countries: Array<[code: string, name: string]> = [',
		...countries().map(([code, name]) => `\t[${literal(code)}, ${literal(name)}],`),
		'];\n',
	].join('\n');
}

if (process.argv.includes('--write')) writeFileSync(path.join(__dirname, '../nodes/shared/values/countries.ts'), countryList());
else process.stdout.write(countryList());

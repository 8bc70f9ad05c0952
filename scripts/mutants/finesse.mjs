/** Removals in what reads Finesse: bodies (T-02, T-03, T-05), and the order of news (F-06, F-07). */

const xml = 'test/base/xml.test.ts';
const reader = (ids, from, to, lost, tests = [xml]) => ({
  ids,
  file: 'src/base/xml-reader.ts',
  from,
  to,
  lost,
  tests,
});
const finesse = (ids, from, to, lost) => ({
  ids,
  file: 'src/finesse/finesse.ts',
  from,
  to,
  lost,
  tests: ['test/finesse/finesse.test.ts'],
});
const dialogs = (from, to, lost) => ({
  ids: ['F-07'],
  file: 'src/finesse/dialogs.ts',
  from,
  to,
  lost,
  tests: ['test/finesse/finesse.test.ts'],
});

/** @type {readonly import('./all.mjs').Mutant[]} */
export const finesseMutants = [
  reader(
    ['T-02'],
    `if (document.length > xmlLimits.characters) throw refused('longer than 1 MiB');`,
    '',
    'Bodies of any length are read.',
  ),
  reader(
    ['T-02'],
    `/<!DOCTYPE/i.test(document)) throw`,
    `/<!DOCTYPE/.test(document)) throw`,
    'A document type in small letters is not seen.',
  ),
  reader(
    ['T-02'],
    `if (document.includes('<!') && /<!DOCTYPE/i.test(document)) throw refused('document type declaration');`,
    '',
    'A document type is no longer refused on the text, before parsing.',
  ),
  reader(
    ['T-02'],
    `if (onlySpace.test(text)) throw refused('empty');`,
    '',
    'An empty body has no word of its own.',
  ),
  reader(
    ['T-02'],
    `if (hasForbidden(text)) throw refused('a character that XML does not have');`,
    '',
    'Control characters and halves of pairs come in.',
  ),
  reader(
    ['T-02'],
    `if (++this.#elements > xmlLimits.elements) throw refused('too many elements');`,
    '',
    'A document may have any number of elements.',
  ),
  reader(
    ['T-02'],
    `if (this.#open.length >= xmlLimits.depth) throw refused('nested too deep');`,
    '',
    'Elements may be nested as deep as one likes.',
  ),
  reader(
    ['T-02'],
    `if (seen.size > xmlLimits.attributes) throw refused('too many attributes');`,
    '',
    'An element may have any number of attributes.',
  ),
  reader(
    ['T-02'],
    `if (!this.#root || this.#open.length > 0) throw`,
    `if (!this.#root) throw`,
    'Half a body is read as if it were whole.',
  ),
  reader(
    ['T-02'],
    `!element || !this.#text.startsWith(element.name, this.#at)`,
    `!element`,
    'An end tag may name another element.',
  ),
  reader(
    ['T-02'],
    `if (seen.has(key)) throw refused('an attribute twice');`,
    '',
    'An attribute may occur twice.',
  ),
  reader(
    ['T-02'],
    `if (this.#open.length === 0 && this.#root) throw refused('a second root element');`,
    '',
    'What stands behind the document replaces it.',
  ),
  reader(
    ['T-02'],
    `if (end < 0 || end - mark > longestReference + 1) throw refused('a bare ampersand');`,
    `if (end < 0 || end - mark > longestReference + 1) return decoded + text.slice(from);`,
    'A bare ampersand is guessed at.',
  ),
  reader(
    ['T-02'],
    `const named = entities.get(reference);`,
    `const named = reference in {} ? '' : entities.get(reference);`,
    'Entities named like parts of Object stand for something.',
  ),
  {
    ids: ['T-03'],
    file: 'src/base/xml.ts',
    from: `for (const child of element.children) if (sameName(child.name, name)) return child;`,
    to: `for (const child of element.children) if (!(name in {}) && sameName(child.name, name)) return child;`,
    lost: 'Elements named like parts of Object are not found.',
    tests: [xml],
  },
  {
    ids: ['T-03'],
    file: 'src/base/xml.ts',
    from: `element?.children.filter((child) => sameName(child.name, name)) ?? [];`,
    to: `(element?.children ?? []).reduce<Record<string, XmlElement[]>>((groups, child) => {
    (groups[child.name] ??= []).push(child);
    return groups;
  }, {})[name] ?? [];`,
    lost: 'Children are grouped in an object whose keys come from the text.',
    tests: [xml],
  },
  {
    ids: ['T-03'],
    file: 'src/finesse/parse.ts',
    from: `variables.set(textOf(variable, 'name'), textOf(variable, 'value'));`,
    to: `const groups: Record<string, Record<string, string>> = {};
    const group = (groups[textOf(variable, 'name')] ??= {});
    group['x'] = textOf(variable, 'value');
    variables.set(textOf(variable, 'name'), group['x']);`,
    lost: 'Call variables are collected in an object: one named after the prototype slot reaches every object.',
    tests: ['test/finesse/parse.test.ts'],
  },
  {
    ids: ['T-03'],
    file: 'src/finesse/parse.ts',
    from: `variables.set(textOf(variable, 'name'), textOf(variable, 'value'));`,
    to: `if (!(textOf(variable, 'name') in {})) variables.set(textOf(variable, 'name'), textOf(variable, 'value'));`,
    lost: 'Call variables named like parts of Object are lost.',
    tests: ['test/finesse/parse.test.ts'],
  },
  {
    ids: ['T-01'],
    file: 'src/finesse/parse.ts',
    from: `variables.set(textOf(variable, 'name'), textOf(variable, 'value'));`,
    to: `variables.set(textOf(variable, 'name'), textOf(variable, 'value').replace(/<[^>]*>/g, ''));`,
    lost: 'Markup in a value is cleaned away instead of being shown as the words it is.',
    tests: ['test/finesse/parse.test.ts'],
  },
  {
    ids: ['T-02'],
    file: 'src/finesse/client.ts',
    from: `return parseUser(await this.#get(`,
    to: `return parseUser(await this.#get(\`User/\${id}\`).then((text) => (text.endsWith('</User>') ? text : \`\${text}</User>\`)), this.#options.frame());
    return parseUser(await this.#get(`,
    lost: 'Half a body is completed by guessing.',
    tests: ['test/finesse/client.test.ts'],
  },
  {
    ids: ['T-05'],
    file: 'src/finesse/client.ts',
    from: '`Dialog/${encodeURIComponent(id)}`',
    to: '`Dialog/${id}`',
    lost: 'An id from outside leads a request to another path.',
    tests: ['test/finesse/client.test.ts'],
  },
  {
    ids: ['T-05'],
    file: 'src/base/xml-writer.ts',
    from: `.replaceAll('&', '&amp;')`,
    to: '',
    lost: 'An ampersand in a value is taken for the beginning of an entity.',
    tests: [xml],
  },
  {
    ids: ['T-05'],
    file: 'src/base/xml-writer.ts',
    from: `value.replace(unwritable, ' ')`,
    to: `value`,
    lost: 'Characters that XML does not have go out.',
    tests: [xml],
  },
  finesse(
    ['T-02'],
    `      this.#options.log.warn('notification refused', {length: text.length});
      this.#readSoon();
`,
    `      this.#options.log.warn('notification refused', {length: text.length});
`,
    'After a notification that could not be read the truth is not read.',
  ),
  finesse(
    ['T-02'],
    `      this.#counters.refused++;
`,
    '',
    'Refused notifications are not counted.',
  ),
  finesse(
    ['F-06'],
    `      for (const text of buffered) this.#onPayload(text);
`,
    '',
    'News that came during a read are lost.',
  ),
  finesse(
    ['F-06'],
    `    if (this.#buffer) {
      this.#buffer.push(text);
      return;
    }
`,
    '',
    'News are applied in the middle of a read, which then undoes them.',
  ),
  dialogs(
    `else if (!isOlder(dialog, known) && !isSame(dialog, known))`,
    `else if (!isOlder(dialog, known))`,
    'The same picture again wakes everything that shows it.',
  ),
  dialogs(
    `if (!known) this.#store.set([...dialogs, dialog]);`,
    `if (!known || isSame(dialog, known)) this.#store.set([...dialogs, dialog]);`,
    'A dialog told twice is there twice.',
  ),
  dialogs(
    `      this.has(id) ? dialogs.filter((candidate) => candidate.id !== id) : dialogs,
`,
    `      dialogs.filter((candidate) => candidate.id !== id),
`,
    'An end told again wakes everything that shows dialogs.',
  ),
  {
    ids: ['F-07'],
    file: 'src/finesse/dialogs.ts',
    from: `    if (ended && isOlder(dialog, ended)) return true;
`,
    to: '',
    lost: 'A repeated POST brings a dialog back that has ended.',
    tests: ['test/finesse/agreement.test.ts'],
  },
];

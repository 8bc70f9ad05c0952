/** Only the writer of xml-js is bundled; the package types its main entry only. */
declare module 'xml-js/lib/js2xml.js' {
  export default function js2xml(document: object, options: {compact: true}): string;
}

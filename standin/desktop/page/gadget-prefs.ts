const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** HTML escaping as preferences come out of the gadget server's runtime. */
export function escapeString(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

/** Undoes {@link escapeString}. */
export function unescapeString(text: string): string {
  return text.replace(/&(?:amp|lt|gt|#34|#39|quot);/g, (entity) => {
    if (entity === '&quot;') return '"';
    return Object.keys(signs).find((sign) => signs[sign] === entity) ?? entity;
  });
}

/** Where preferences come from. */
export interface PrefsSource {
  /** `up_*` of the frame's address, by name. */
  readonly values: Map<string, string>;
  readonly defaults: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, string>>;
  readonly lang: string;
  readonly country: string;
  readonly moduleId: string;
  readonly onSet: (name: string, value: string) => void;
}

/** `gadgets.Prefs` (OpenSocial Core Gadget 1.1). */
export class GadgetPrefs {
  readonly #source: PrefsSource;

  constructor(source: PrefsSource) {
    this.#source = source;
  }

  /** HTML-escaped; empty when absent. */
  getString(name: string): string {
    return escapeString(this.#raw(name));
  }

  getInt(name: string): number {
    const value = Number.parseInt(this.#raw(name), 10);
    return Number.isNaN(value) ? 0 : value;
  }

  getFloat(name: string): number {
    const value = Number.parseFloat(this.#raw(name));
    return Number.isNaN(value) ? 0 : value;
  }

  getBool(name: string): boolean {
    const value = this.#raw(name);
    return value === 'true' || (value !== '' && Number(value) > 0);
  }

  getArray(name: string): string[] {
    const value = this.#raw(name);
    return value === '' ? [] : value.split('|').map((part) => escapeString(part.replaceAll('%7C', '|')));
  }

  set(name: string, value: unknown): void {
    this.#source.values.set(name, String(value));
    this.#source.onSet(name, String(value));
  }

  /** Empty when there is no such message. */
  getMsg(key: string): string {
    return Object.hasOwn(this.#source.messages, key) ? (this.#source.messages[key] ?? '') : '';
  }

  getLang(): string {
    return this.#source.lang;
  }

  getCountry(): string {
    return this.#source.country;
  }

  getModuleId(): number {
    return Number(this.#source.moduleId);
  }

  #raw(name: string): string {
    const {values, defaults} = this.#source;
    return values.get(name) ?? (Object.hasOwn(defaults, name) ? (defaults[name] ?? '') : '');
  }
}

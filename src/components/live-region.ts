import {LitElement, html} from 'lit';
import type {PropertyValues} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {Agent} from '../finesse/types.js';
import type {Announcement, Heard} from './announce.js';
import {generalText} from './essential-text.js';
import {PartController} from './part-controller.js';
import {StoreController} from './store-controller.js';
import {pageTicker} from './ticker.js';
import {base} from './tokens.js';
import {errorWords, reasonWords, sentences} from './parts.js';

interface Spoken extends Announcement {
  readonly number: number;
  readonly at: number;
}

/** No subject is spoken about more often than this, ms. */
const quietMs = 2000;

/** Spoken sentences leave the page after this, ms. */
const keptMs = 10_000;

/**
 * `<desk-live-region>`: the one place that speaks to screen readers: a polite and an assertive region, there from the
 * first render on. It follows the snapshots; nothing else on the page is live.
 */
export class DeskLiveRegion extends LitElement {
  static override properties = {
    spoken: {state: true},
  };

  static override styles = [base];

  private spoken: readonly Spoken[] = [];
  readonly #agent = new StoreController(this, (desk) => desk.agent);
  readonly #calls = new StoreController(this, (desk) => desk.calls);
  readonly #notices = new StoreController(this, (desk) => desk.notices);
  readonly #mutedTalk = new StoreController(this, (desk) => desk.talkingWhileMuted);
  readonly #deployment = new StoreController(this, (desk) => desk.deployment);
  readonly #reasons = new PartController(this, reasonWords);
  readonly #errors = new PartController(this, errorWords);
  readonly #sentences = new PartController(this, sentences);
  #heard: Heard = {agent: undefined, calls: [], notices: [], talkingWhileMuted: false, why: ''};
  readonly #saidAt = new Map<string, number>();
  readonly #waiting = new Map<string, Announcement>();
  #count = 0;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = pageTicker.follow(() => this.#onTick());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  /** What is seen comes first: words are made when the frame with the card is on its way. */
  protected override async scheduleUpdate(): Promise<void> {
    await new Promise((done) => setTimeout(done));
    super.scheduleUpdate();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const agent = this.#agent.value;
    if (agent?.reason?.system === true) void this.#reasons.want();
    if ((this.#notices.value ?? []).length > 0) void this.#errors.want();
    const now: Heard = {
      agent,
      calls: this.#calls.value ?? [],
      notices: this.#notices.value ?? [],
      talkingWhileMuted: this.#mutedTalk.value ?? false,
      why: this.#why(agent),
    };
    const before = this.#heard;
    if ((Object.keys(now) as (keyof Heard)[]).every((key) => Object.is(before[key], now[key]))) return;
    const isFirst = before.agent === undefined && now.calls.length + now.notices.length === 0;
    if (!isFirst) void this.#sentences.want();
    // told a moment later, and then in words; the first state of all is not spoken
    if (this.#reasons.waiting || this.#errors.waiting || this.#sentences.waiting) return;
    this.#heard = now;
    const announcements = this.#sentences.value?.announcements;
    if (announcements === undefined) return;
    const rona = this.#calls.desk?.ronaSeconds;
    const wordsFor = (code: string) => this.#errors.value?.errorText(code) ?? generalText();
    for (const announcement of announcements(before, now, rona, this.#time(), wordsFor))
      this.#say(announcement);
  }

  #why(agent: Agent | undefined): string {
    if (agent === undefined) return '';
    return this.#reasons.value?.reasonText(agent, this.#deployment.value ?? 'CCE')?.title ?? '';
  }

  protected override render() {
    return html`<div class="spoken" role="status" aria-live="polite">${this.#renderSpoken('polite')}</div>
      <div class="spoken" role="alert" aria-live="assertive">${this.#renderSpoken('assertive')}</div>`;
  }

  #renderSpoken(urgency: Announcement['urgency']) {
    return repeat(
      this.spoken.filter((sentence) => sentence.urgency === urgency),
      (sentence) => sentence.number,
      (sentence) => html`<p>${sentence.text}</p>`,
    );
  }

  #say(announcement: Announcement): void {
    const now = this.#time();
    const last = this.#saidAt.get(announcement.subject);
    if (last !== undefined && now >= last && now - last < quietMs) {
      this.#waiting.set(announcement.subject, announcement);
      return;
    }
    this.#waiting.delete(announcement.subject);
    this.#saidAt.set(announcement.subject, now);
    this.#count += 1;
    this.spoken = [...this.spoken, {...announcement, number: this.#count, at: now}];
  }

  #onTick(): void {
    const now = this.#time();
    for (const call of this.#heard.calls) {
      const again = this.#sentences.value?.reminder(call, this.#calls.desk?.ronaSeconds, now);
      if (again !== undefined && !this.#saidAt.has(again.subject)) this.#say(again);
    }
    for (const announcement of [...this.#waiting.values()]) this.#say(announcement);
    for (const [subject, at] of this.#saidAt) if (now < at || now - at > keptMs) this.#saidAt.delete(subject);
    const kept = this.spoken.filter((sentence) => now >= sentence.at && now - sentence.at < keptMs);
    if (kept.length !== this.spoken.length) this.spoken = kept;
  }

  #time(): number {
    return this.#calls.desk?.now() ?? Date.now();
  }
}

customElements.define('desk-live-region', DeskLiveRegion);

declare global {
  interface HTMLElementTagNameMap {
    'desk-live-region': DeskLiveRegion;
  }
}

import {expect} from 'chai';
import {LitElement, html} from 'lit';
import {OnDemand} from '../../src/base/on-demand.js';
import {PartController} from '../../src/components/part-controller.js';
import {clear, rendered, words} from '../support/browser/page.js';

let part: OnDemand<object>;
let loads: {come(): void; fail(): void}[];

class AHost extends LitElement {
  readonly code = new PartController(this, part);

  protected override render() {
    return this.code.show(html`<p>${this.code.waiting ? 'on its way' : 'at rest'}</p>`);
  }
}
customElements.define('a-host-of-parts', AHost);

async function aHost(): Promise<AHost> {
  loads = [];
  part = new OnDemand(
    () =>
      new Promise((resolve, reject) => {
        loads.push({come: () => resolve({}), fail: () => reject(new Error('404'))});
      }),
    10_000,
  );
  const host = document.createElement('a-host-of-parts') as AHost;
  document.body.append(host);
  await rendered();
  return host;
}

describe('a part of the page that is loaded when it is wanted', () => {
  afterEach(clear);

  it('is asked for once, and its host renders again when it is there', async () => {
    const host = await aHost();
    expect(loads).to.be.empty;
    const wished = Promise.all([host.code.want(), host.code.want(), part.want()]);
    expect(loads).to.have.lengthOf(1);
    host.requestUpdate();
    await rendered();
    expect(words()).to.equal('on its way');
    loads[0]?.come();
    await wished;
    await rendered();
    expect([words(), host.code.value]).to.deep.equal(['at rest', {}]);
    await host.code.want();
    expect(loads).to.have.lengthOf(1);
  });

  it('is told in words when it does not come, and is not asked for in a loop (F-61)', async () => {
    const host = await aHost();
    const wished = host.code.want();
    loads[0]?.fail();
    await wished;
    await rendered();
    expect(words()).to.contain('A part of the page could not be loaded');
    await host.code.want();
    expect(loads).to.have.lengthOf(1);
  });
});

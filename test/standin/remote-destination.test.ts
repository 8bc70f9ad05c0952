import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {aSite} from './world-support.js';

/** An agent on an extension whose remote destination is registered, but not active. */
function inactive(deployment: 'CCE' | 'CCX' = 'CCX', extension = '41001') {
  const site = aSite(deployment);
  site.world.legs.registered('81001', true);
  site.ready(1, extension);
  site.world.settings.remoteDestinationActive = false;
  return site;
}

const offers = (site: ReturnType<typeof inactive>) =>
  site.carrier.offers.filter(({originating}) => !originating).length;

describe('CCX, Extend & Connect without an active remote destination', () => {
  test('a routed call is taken back at once: Not Ready with 32763, no leg rings, the caller waits again', () => {
    const site = inactive();
    const id = site.callIn();
    site.clock.advance(300);
    assert.deepEqual(site.heard(), [
      'user RESERVED',
      'POST ALERTING 5550100:INITIATED 41001:ALERTING',
      'DELETE DROPPED 5550100:INITIATED 41001:DROPPED',
      'user NOT_READY 32763',
    ]);
    assert.equal(offers(site), 0);
    assert.equal(site.world.calls.get(id)?.state, 'INITIATED');
  });

  test('a direct call is busy, and the agent hears nothing of it', () => {
    const site = inactive();
    const id = site.callIn('41001');
    site.clock.advance(300);
    assert.deepEqual([site.heard(), site.world.calls.get(id), offers(site)], [[], undefined, 0]);
  });

  test('a call of the agent’s own fails as busy and waits for them to drop it', () => {
    const site = inactive();
    site.ask('NOT_READY');
    site.heard();
    site.world.makeCall(site.agent(), '5550142', '');
    site.clock.advance(300);
    const [call] = site.world.calls.all();
    assert.deepEqual([call?.state, call?.parties[0]?.cause, offers(site)], ['FAILED', 'BUSY', 0]);
    assert.ok(call);
    site.act(call.id, 'DROP');
    assert.deepEqual([site.world.calls.all(), site.agent().state], [[], 'NOT_READY']);
  });

  test('a desk phone on CCX, and everything on CCE, is as ever; a reset makes it active again', () => {
    for (const site of [inactive('CCX', '42001'), inactive('CCE', '41001')]) {
      site.callIn();
      site.clock.advance(300);
      assert.equal(offers(site), 1);
      site.world.reset();
      assert.equal(site.world.settings.remoteDestinationActive, true);
    }
  });
});

import {expect} from 'chai';
import {SessionMedia} from '../../src/softphone/session-media.js';
import {FakeMicrophone} from '../support/browser/fake-edge.js';

const quiet = {log() {}, debug() {}, warn() {}, error() {}};

describe('the two corrections of the media handler', () => {
  const microphone = new FakeMicrophone();
  let media: SessionMedia;
  let far: RTCPeerConnection;

  beforeEach(async () => {
    const [own] = (await microphone.getUserMedia()).getAudioTracks();
    media = new SessionMedia(quiet as never, {iceServers: []});
    media.track = () => own;
    far = new RTCPeerConnection();
    const [track] = (await microphone.getUserMedia()).getAudioTracks();
    if (track) far.addTrack(track);
    await far.setLocalDescription(await far.createOffer());
    await media.setDescription(far.localDescription?.sdp ?? '', {}, []);
    const {body} = await media.getDescription({}, []);
    await far.setRemoteDescription({type: 'answer', sdp: body});
  });

  afterEach(() => {
    media.close();
    far.close();
  });

  /** The far end offers with a direction, and is answered. */
  async function offer(direction: RTCRtpTransceiverDirection): Promise<void> {
    for (const transceiver of far.getTransceivers()) transceiver.direction = direction;
    await far.setLocalDescription(await far.createOffer());
    await media.setDescription(far.localDescription?.sdp ?? '', {}, []);
    const {body} = await media.getDescription({}, []);
    await far.setRemoteDescription({type: 'answer', sdp: body});
  }

  /** We are asked for an offer (an INVITE without SDP), and answered with a direction. */
  async function ask(direction: RTCRtpTransceiverDirection): Promise<string> {
    const {body} = await media.getDescription({}, []);
    await far.setRemoteDescription({type: 'offer', sdp: body});
    for (const transceiver of far.getTransceivers()) transceiver.direction = direction;
    await far.setLocalDescription(await far.createAnswer());
    await media.setDescription(far.localDescription?.sdp ?? '', {}, []);
    return /a=(sendrecv|sendonly|recvonly|inactive)/.exec(body)?.[1] ?? '';
  }

  const direction = () => media.peerConnection?.getTransceivers()[0]?.currentDirection;

  it('survives hold with music and resume as Unified CM does it, twice', async () => {
    for (const _ of [1, 2]) {
      await offer('inactive');
      expect(direction()).to.equal('inactive');
      expect(await ask('sendonly')).to.equal('sendrecv');
      expect(direction()).to.equal('recvonly');
      await offer('inactive');
      expect(await ask('sendrecv')).to.equal('sendrecv');
      expect(direction()).to.equal('sendrecv');
    }
  });

  it('offers sendonly where the agent holds', async () => {
    const {body} = await media.getDescription({hold: true}, []);
    expect(body).to.include('a=sendonly');
    await media.rollbackDescription();
  });

  it('F-47 (inject: our offer is refused; settles at once): rolls it back, and can offer again', async () => {
    await media.getDescription({}, []);
    expect(media.peerConnection?.signalingState).to.equal('have-local-offer');
    await media.rollbackDescription();
    expect(media.peerConnection?.signalingState).to.equal('stable');
    await media.rollbackDescription();
    expect(await ask('sendrecv')).to.equal('sendrecv');
  });

  it('names no server of its own', () => {
    expect(media.peerConnection?.getConfiguration().iceServers).to.deep.equal([]);
  });
});

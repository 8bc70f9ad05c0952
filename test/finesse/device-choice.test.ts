import {expect} from 'chai';
import {DeskError} from '../../src/base/errors.js';
import {devicesToChoose} from '../../src/finesse/device-choice.js';

const device = (id: string) =>
  `<Device><deviceId>${id}</deviceId><deviceType>503</deviceType><deviceTypeName>Soft</deviceTypeName></Device>`;

/** A Finesse whose user may, or may not, choose; what the list of devices answers. */
function aFinesse(selection: string, devices: () => string) {
  const asked: string[] = [];
  const request = (path: string) => {
    asked.push(path);
    const settings = `<settings><deviceSelection>${selection}</deviceSelection></settings>`;
    return Promise.resolve({
      text: path.startsWith('User') ? `<User><loginId>1</loginId>${settings}</User>` : devices(),
      status: 200,
    } as never);
  };
  return {asked, client: {request: async (path: string) => request(path)}};
}

describe('the phones that share a line (J31)', () => {
  it('are asked for where the site lets agents choose; what has no name can’t be chosen', async () => {
    const {client} = aFinesse(
      'enabled',
      () => `<Devices>${device('SEP1')}${device('CSF1')}${device('')}</Devices>`,
    );
    const ids = (await devicesToChoose(client, '1', '42001')).map(({id}) => id);
    expect(ids).to.deep.equal(['SEP1', 'CSF1']);
  });

  it('are not asked for anywhere else', async () => {
    const {client, asked} = aFinesse('disabled', () => '');
    expect(await devicesToChoose(client, '1', '42001')).to.deep.equal([]);
    expect(asked).to.deep.equal(['User/1']);
  });

  it('none there: the sign-in itself says what is wrong; Finesse out of reach is told', async () => {
    const fails = (code: string) => () => {
      throw new DeskError(code, '');
    };
    const none = aFinesse('enabled', fails('finesse/not-found'));
    expect(await devicesToChoose(none.client, '1', '42001')).to.deep.equal([]);
    const out = aFinesse('enabled', fails('finesse/out-of-service'));
    let told = '';
    await devicesToChoose(out.client, '1', '42001').catch((error: DeskError) => (told = error.code));
    expect(told).to.equal('finesse/out-of-service');
  });
});

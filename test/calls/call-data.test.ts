import {expect} from 'chai';
import {CallData, isEdited} from '../../src/calls/call-data.js';
import {aCall, aDialog} from '../support/browser/builders.js';
import {turns} from '../support/browser/finesse-builders.js';

const entry = (label: string, property: string, editable = false) =>
  `<entry><displayName>${label}</displayName><mediaProperty>${property}</mediaProperty>` +
  `<uiEditable>${editable}</uiEditable></entry>`;

const layouts =
  '<MediaPropertiesLayouts><MediaPropertiesLayout><name>Default</name><type>DEFAULT</type>' +
  `<header>${entry('Customer', 'callVariable1')}</header>` +
  `<column>${entry('Note', 'callVariable3', true)}${entry('Queue', 'queueName')}</column>` +
  `<column>${entry('', 'callVariable4')}${entry('City', 'callVariable5')}</column>` +
  '</MediaPropertiesLayout></MediaPropertiesLayouts>';

const call = (variables: Readonly<Record<string, string>>) => {
  const list = Object.entries(variables).map(([name, value]) => ({name, value}));
  return aCall({variables: list, dialog: aDialog({variables: list, queueName: 'Billing'})});
};

/** Call data over a Finesse that answers so, or not at all. */
class Site {
  answer: string | undefined = layouts;
  asked = 0;
  reads = 0;
  readonly data = new CallData(
    {
      request: () => {
        this.asked += 1;
        return this.answer === undefined
          ? Promise.reject(new Error('out of service'))
          : Promise.resolve({text: this.answer, response: new Response()});
      },
    },
    () => (this.reads += 1),
  );

  async read(): Promise<void> {
    await this.data.want('1001001');
    await turns();
  }
}

describe('the data of a call (J14)', () => {
  const gold = call({callVariable1: 'Gold', callVariable2: 'not in the layout', callVariable4: 'A-7'});

  it('has the rows of the layout in their order, the header first; an empty one only where it may be filled', async () => {
    const site = new Site();
    await site.read();
    expect(site.data.rowsOf(gold)).to.deep.equal([
      {name: 'Customer', value: 'Gold'},
      {name: 'Note', value: '', edit: 'callVariable3'},
      {name: 'callVariable4', value: 'A-7'},
    ]);
  });

  it('is the same array for the same dialog, so that a card does no work', async () => {
    const site = new Site();
    await site.read();
    expect(site.data.rowsOf(gold)).to.equal(site.data.rowsOf({...gold}));
  });

  it('is shown as Finesse sends it until the layouts are there, and without a dialog', async () => {
    const site = new Site();
    expect(site.data.rowsOf(gold)).to.equal(gold.variables);
    await site.read();
    const leg = {...gold, dialog: undefined};
    expect(site.data.rowsOf(leg)).to.equal(leg.variables);
  });

  for (const answer of [undefined, '<html/>', '<ApiErrors/>', 'no XML'])
    it(`is shown as Finesse sends it after the answer ${answer ?? 'failed'}, and the next call asks again`, async () => {
      const site = new Site();
      site.answer = answer;
      await site.read();
      expect(site.data.rowsOf(gold)).to.equal(gold.variables);
      site.answer = layouts;
      await site.read();
      expect([site.asked, site.reads]).to.deep.equal([2, 1]);
    });

  it('is asked for once', async () => {
    const site = new Site();
    await site.read();
    await site.read();
    expect(site.asked).to.equal(1);
  });

  it('is edited when Finesse shows it so, and not before', () => {
    const edit = {type: 'edit-data', name: 'callVariable3', value: 'call back'} as const;
    expect(isEdited(gold, edit)).to.equal(false);
    expect(isEdited(call({callVariable3: 'call back'}), edit)).to.equal(true);
    expect(isEdited(gold, {...edit, value: ''})).to.equal(true);
  });
});

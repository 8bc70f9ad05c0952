/** The phone books of the site, generated: enough contacts to need pages (Finesse developer guide, PhoneBook). */
export interface Contact {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phoneNumber: string;
  readonly description: string;
}

export interface PhoneBook {
  readonly id: string;
  readonly name: string;
  readonly type: 'GLOBAL' | 'TEAM';
  /** Of a TEAM book: the team. */
  readonly teamId: string;
  readonly contacts: readonly Contact[];
}

const firstNames = ['Ada', 'Ben', 'Chen', 'Divya', 'Elif', 'Frida', 'Goran', 'Hye-jin', 'Ines', 'João'];
const lastNames = [
  'Abe',
  'Brandt',
  'Costa',
  'Dahl',
  'Eriksen',
  'Fofana',
  'García',
  'Haddad',
  'Ito',
  'Jovanović',
  'Kovács',
];

const contacts = (count: number, from: number): Contact[] =>
  Array.from({length: count}, (_, index) => ({
    id: String(from + index),
    firstName: firstNames[index % firstNames.length] ?? '',
    lastName: `${lastNames[index % lastNames.length] ?? ''} ${Math.floor(index / 110) + 1}`,
    phoneNumber: `555${String(1_000_000 + index).slice(-7)}`,
    description: index % 7 === 0 ? 'Nights and weekends' : '',
  }));

/** 6,000 contacts for a member of either team, global books first. */
export const phoneBooks: readonly PhoneBook[] = [
  {id: '7', name: 'Directory', type: 'GLOBAL', teamId: '', contacts: contacts(5_900, 1)},
  {
    id: '8',
    name: 'Machines',
    type: 'GLOBAL',
    teamId: '',
    contacts: [
      {
        id: '5901',
        firstName: 'Echo',
        lastName: '',
        phoneNumber: '9001',
        description: 'Says back what it hears',
      },
      {id: '5902', firstName: 'Digit machine', lastName: '', phoneNumber: '9002', description: ''},
    ],
  },
  {id: '9', name: 'Billing partners', type: 'TEAM', teamId: '5007', contacts: contacts(98, 5_903)},
  {id: '10', name: 'Support partners', type: 'TEAM', teamId: '5008', contacts: contacts(98, 6_001)},
];

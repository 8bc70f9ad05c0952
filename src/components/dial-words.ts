import {msg, str} from '@lit/localize';
import type {DialNumber, DialRefusal} from '../calls/dial.js';
import type {WhyNot} from '../calls/state-options.js';

/** Why what was typed can't be dialled, in words. */
export function refusalText(reason: DialRefusal): string {
  switch (reason) {
    case 'empty':
      return msg('There is no number in this.');
    case 'control':
      return msg('Hidden control characters are in this. Type the number by hand.');
    case 'character':
      return msg('There are characters in this that can’t be dialled.');
    case 'letters':
      return msg('Names can’t be dialled here. Type a number.');
    case 'plus':
      return msg('A plus stands in front only, and a country code follows it.');
    case 'length':
      return msg('This is too long for a number.');
    case 'scheme':
      return msg('Addresses of this kind can’t be dialled.');
    case 'escape':
      return msg('This address is damaged. Type the number by hand.');
    case 'headers':
    case 'parameter':
      return msg('This address asks for more than a call. Type the number by hand.');
    case 'userinfo':
      return msg('There is a password in this address. Type the number by hand.');
    case 'domain':
      return msg('This address leads out of your site. Type the number by hand.');
    case 'mixed-script':
      return msg('Digits of two scripts are mixed in this. Type the number by hand.');
    case 'extension':
      return msg('An extension has 1 to 16 digits.');
    case 'feature-code':
      return msg('Codes with star or hash can’t be dialled from a link.');
    case 'emergency':
      return msg('Emergency numbers can’t be dialled from a link. Type the number.');
    case 'policy':
      return msg('Your site does not allow this number.');
  }
}

/** What pressing Call will do. */
export function willDialText({number, extension, postDial}: DialNumber): string {
  if (extension !== undefined && postDial !== undefined)
    return msg(str`Will dial ${number}, then extension ${extension}, then ${postDial}`);
  if (extension !== undefined) return msg(str`Will dial ${number}, then extension ${extension}`);
  if (postDial !== undefined) return msg(str`Will dial ${number}, then ${postDial}`);
  return msg(str`Will dial ${number}`);
}

/** Why no call can be placed now. */
export function whyNoCallText(why: WhyNot): string {
  switch (why) {
    case 'not-ready-first':
      return msg('You are Ready. Go Not Ready first, then call.');
    case 'on-call':
      return msg('You are in a call. End it first, then call.');
    case 'wrap-up':
      return msg('Finish wrap-up first, then call.');
    case 'not-signed-in':
      return msg('Sign in on the desktop first.');
    case 'phone-gone':
      return msg('Your phone has left the network. Check its cable, then call.');
    case 'finesse-down':
    case 'already':
      return msg('Finesse is not answering. Use the phone to call.');
  }
}

import {msg} from '@lit/localize';
import type {FinesseErrorCode} from '../finesse/errors.js';
import {generalText, microphoneText} from './essential-text.js';
import {notLoadedText, type ErrorText} from './not-loaded-text.js';
import type {TransferRefusal} from '../calls/transfer-refusal.js';
import type {SoftphoneErrorCode} from '../softphone/errors.js';

/** Answers of the edge and the far end that have words of their own. */
export type SipAnswerCode =
  | 'sip/refused'
  | 'sip/busy'
  | 'sip/declined'
  | 'sip/no-answer'
  | 'sip/not-found'
  | 'sip/forbidden'
  | 'sip/moved'
  | 'sip/no-common-codec'
  | 'sip/no-service';

/** What is noticed without anybody having pressed anything. */
export type WatchCode = 'sip/call-not-here' | 'media/lost' | 'media/switched';

/** Failures of the desk itself. */
export type DeskErrorCode =
  | 'desk/not-loaded'
  | 'desk/cannot-dial'
  | 'desk/own-number'
  | 'desk/too-many-links'
  | 'desk/signed-out-in-call'
  | 'desk/kept-call'
  | 'desk/leg-alone'
  | 'desk/nailed-lost'
  | 'desk/nailed-rings'
  | 'desk/still-rings'
  | 'desk/still-held'
  | 'desk/caller-waits'
  | 'desk/caller-left'
  | 'media/not-joined';

/** Every code that has words of its own; a new one without words does not compile. */
export type ErrorCode =
  FinesseErrorCode | TransferRefusal | SoftphoneErrorCode | SipAnswerCode | WatchCode | DeskErrorCode;

const texts = {
  'finesse/not-allowed': () => ({
    title: msg('Finesse does not allow that now'),
    still: msg('Nothing was changed.'),
    advice: msg('Look at the state of the call and try again.'),
  }),
  'finesse/call-refused': () => ({
    title: msg('The call could not be changed'),
    still: msg('The call goes on as shown.'),
    advice: msg('Try again, or use the phone.'),
  }),
  'finesse/state-refused': () => ({
    title: msg('Your state was not changed'),
    still: msg('The state shown is the true one.'),
    advice: msg('Choose again from the menu.'),
  }),
  'finesse/sign-out-refused': () => ({
    title: msg('You are still signed in'),
    still: msg('Finesse signs nobody out during a call or while Ready.'),
    advice: msg('End the call, go Not Ready, then sign out.'),
  }),
  'finesse/sign-in-refused': () => ({
    title: msg('Finesse did not sign you in'),
    still: msg('Nothing was changed.'),
    advice: msg('Check the extension and the phone: somebody else may use it, or it is not in service.'),
  }),
  'finesse/device-refused': () => ({
    title: msg('Finesse does not accept this phone'),
    still: msg('Nothing was changed.'),
    advice: msg(
      'Check the extension, and that the phone is in service. Where the site watches all lines of a phone (Unified CCE), it may have four at most, and each line but the first must be set to two calls and a busy trigger of one: tell your administrator.',
    ),
  }),
  'finesse/device-busy': () => ({
    title: msg('Somebody else is signed in on this phone'),
    still: msg('Nothing was changed.'),
    advice: msg('Use another extension, or ask them to sign out first.'),
  }),
  'finesse/mode-not-allowed': () => ({
    title: msg('You may not work as a Mobile Agent'),
    still: msg('Nothing was changed.'),
    advice: msg('Sign in without a phone number of your own, or ask your administrator.'),
  }),
  'finesse/wrong-password': () => ({
    title: msg('User id or password is wrong'),
    still: msg('Nothing was changed.'),
    advice: msg('Type both again. After five wrong tries the account is locked for five minutes.'),
  }),
  'finesse/dial-refused': () => ({
    title: msg('The call was not placed'),
    advice: msg('Look at your state, then try again.'),
  }),
  'finesse/bad-destination': () => ({
    title: msg('The number is not known'),
    still: msg('No call was placed.'),
    advice: msg('Check the number and dial again.'),
  }),
  'finesse/line-busy': () => ({
    title: msg('Your line is busy'),
    still: msg('No call was placed.'),
    advice: msg('End the call you are in, then call again.'),
  }),
  'finesse/not-ready-first': () => ({
    title: msg('You can’t call in this state'),
    still: msg('No call was placed.'),
    advice: msg('Go Not Ready first, then call again.'),
  }),
  'finesse/phone-out-of-service': () => ({
    title: msg('Your phone is out of service'),
    still: msg('No call was placed.'),
    advice: msg('Check the phone, or tell your support.'),
  }),
  'finesse/call-barred': () => ({
    title: msg('Your line may not call that number'),
    still: msg('No call was placed.'),
    advice: msg('Ask your supervisor if you need to.'),
  }),
  'desk/still-held': () => ({
    title: msg('The call is still on hold'),
    still: msg('The call you are in could not be put on hold first. It goes on.'),
    advice: msg('Hold it by its own button, then resume the other.'),
  }),
  'desk/still-rings': () => ({
    title: msg('The second call still rings'),
    still: msg('The call you are in could not be put on hold first. It goes on.'),
    advice: msg('Hold it by its own button, then answer.'),
  }),
  'desk/nailed-rings': () => ({
    title: msg('The call that carries your voice is ringing'),
    still: msg('It stays up between your calls, and nothing of you is sent on it until you take one.'),
    advice: msg('Answer it if its number is the one your site calls you from.'),
  }),
  'desk/nailed-lost': () => ({
    title: msg('The call that carries your voice has ended'),
    still: msg('You don’t hear callers, and they don’t hear you.'),
    advice: msg('If it rings again, it is taken up. If not, sign out and sign in again.'),
  }),
  'finesse/phone-not-reached': () => ({
    title: msg('Finesse did not sign you in: the call to your phone was not answered'),
    still: msg('Nothing was changed.'),
    advice: msg('Check the number of your phone, then sign in again and answer the call that comes.'),
  }),
  'desk/kept-call': () => ({
    title: msg('Finesse still lists a call that is not heard here'),
    advice: msg('If it is over, clear it from the page. Nothing is ended by that.'),
    act: msg('Clear'),
  }),
  'desk/leg-alone': () => ({
    title: msg('Finesse does not show a call that is here'),
    still: msg('Answer, Mute, Keypad and End work: they go to the call itself.'),
    advice: msg(
      'Hold and Transfer come when Finesse shows it. If it does not, end the call and tell your support.',
    ),
  }),
  'finesse/unauthorized': () => ({
    title: msg('Your sign-in has expired'),
    still: msg('Calls you are in go on.'),
    advice: msg('After the call, sign in on the desktop again.'),
  }),
  'finesse/out-of-service': () => ({
    title: msg('Finesse is not answering'),
    still: msg('Calls you are in go on.'),
    advice: msg('It is tried again by itself. Use the phone if it is urgent.'),
  }),
  'finesse/timeout': () => ({
    title: msg('Finesse did not answer in time'),
    still: msg('What is shown has been read anew.'),
    advice: msg('If nothing changed, try again.'),
  }),
  'finesse/bad-answer': () => ({
    title: msg('Finesse gave an answer that makes no sense'),
    still: msg('Calls you are in go on.'),
    advice: msg('If it happens again, tell your support.'),
  }),
  'finesse/not-found': () => ({
    title: msg('That call is already over'),
    advice: msg('Nothing needs to be done.'),
  }),
  'desk/signed-out-in-call': () => ({
    title: msg('You were signed out during the call'),
    still: msg('The call goes on: you hear each other, and you can mute and end it.'),
    advice: msg('Ask your supervisor. Sign in again after the call.'),
  }),
  'finesse/no-confirmation': () => ({
    title: msg('Finesse did not confirm that'),
    still: msg('What is shown has been read anew.'),
    advice: msg('If nothing changed, try again.'),
  }),
  'sip/refused': () => ({
    title: msg('The phone service refused this browser'),
    still: msg('Your state and your calls on other phones work.'),
    advice: msg('Reload the page. If it stays, tell your support.'),
  }),
  'sip/not-registered': () => ({
    title: msg('Browser audio is not connected'),
    still: msg('Your state can still be changed.'),
    advice: msg('Wait until the line shows as registered, then try again.'),
  }),
  'sip/connection-lost': () => ({
    title: msg('The connection to the phone service was lost'),
    still: msg('A call you hear goes on.'),
    advice: msg('It is being restored by itself.'),
  }),
  'sip/call-failed': () => ({
    title: msg('The call failed'),
    advice: msg('Try again. If it stays, tell your support.'),
  }),
  'sip/not-held-there': () => ({
    title: msg('Nobody holds that call any more'),
    still: msg('Your colleague took it back, or it is over. The list shows how it is now.'),
    advice: msg('Ask your colleague to hold it again.'),
  }),
  'sip/pull-refused': () => ({
    title: msg('The phone system does not let you take this call'),
    still: msg('Your colleague still has it.'),
    advice: msg('Ask your colleague to transfer it to you.'),
  }),
  'sip/busy': () => ({title: msg('The line is busy'), advice: msg('Try again later.')}),
  'sip/declined': () => ({
    title: msg('The call was declined'),
    advice: msg('Try again later, or write.'),
  }),
  'sip/no-answer': () => ({title: msg('Nobody answered'), advice: msg('Try again later.')}),
  'sip/forbidden': () => ({
    title: msg('Your site does not allow this call'),
    still: msg('Nobody was called.'),
    advice: msg('Check the number. After many calls in a minute, wait a little.'),
  }),
  'sip/moved': () => ({
    title: msg('This number is reached elsewhere now'),
    still: msg('Nobody was called.'),
    advice: msg('Ask for the new number.'),
  }),
  'sip/no-service': () => ({
    title: msg('The phone service can’t place the call now'),
    still: msg('Nobody was called.'),
    advice: msg('Try again in a minute.'),
  }),
  'sip/not-found': () => ({
    title: msg('The number is not known'),
    advice: msg('Check the number and dial again.'),
  }),
  'sip/no-common-codec': () => ({
    title: msg('The two phones have no sound format in common'),
    advice: msg('Tell your support; trying again won’t help.'),
  }),
  'sip/call-not-here': () => ({
    title: msg('A call for you did not reach this browser'),
    still: msg('This browser is registered, and it never rang.'),
    advice: msg('What can be done is in the health list.'),
  }),
  'media/lost': () => ({
    title: msg('Your microphone is gone'),
    still: msg('The call goes on, and you hear the other side. Nobody hears you.'),
    advice: msg('Plug a headset in: it is used at once.'),
  }),
  'media/switched': () => ({
    title: msg('Another microphone took over'),
    still: msg('The one you spoke into is gone. Muted stays muted.'),
    advice: msg('Speak into the new one.'),
  }),
  'media/denied': () => microphoneText('denied'),
  'media/missing': () => microphoneText('missing'),
  'media/in-use': () => microphoneText('busy'),
  'media/insecure': () => ({
    title: msg('The browser gives no microphone to this page'),
    still: msg('Your state works; calls can’t be answered here.'),
    advice: msg('The page has to be opened over https. Tell your support.'),
  }),
  'desk/cannot-dial': () => ({
    title: msg('That can’t be dialled'),
    still: msg('No call was placed.'),
    advice: msg('Check the number.'),
  }),
  'desk/own-number': () => ({
    title: msg('That is your own number'),
    still: msg('No call was placed.'),
    advice: msg('Check the number.'),
  }),
  'desk/too-many-links': () => ({
    title: msg('Too many calls from lists and links in a minute'),
    still: msg('No call was placed.'),
    advice: msg('Wait a minute, or type the number yourself.'),
  }),
  'finesse/transfer-busy': () => ({
    title: msg('The call was not handed on: the line is busy'),
    still: msg('The caller is with you again.'),
    advice: msg('Try another number, or later.'),
  }),
  'finesse/transfer-no-answer': () => ({
    title: msg('The call was not handed on: nobody answered'),
    still: msg('The caller is with you again.'),
    advice: msg('Try another number, or later.'),
  }),
  'finesse/transfer-bad-destination': () => ({
    title: msg('The call was not handed on: the number is not known'),
    still: msg('The caller is with you.'),
    advice: msg('Check the number and try again.'),
  }),
  'finesse/data-refused': () => ({
    title: msg('The change to the call’s data was not taken'),
    still: msg('The old value stands.'),
    advice: msg('It may be too long, or not be yours to change. Try again with other words.'),
  }),
  'finesse/transfer-refused': () => ({
    title: msg('The call was not handed on'),
    still: msg('All calls are as shown.'),
    advice: msg('Look at the state of the calls and try again.'),
  }),
  'media/not-joined': () => ({
    title: msg('The calls could not be joined'),
    still: msg('The second one is on hold again.'),
    advice: msg('Click somewhere on the page, then try again.'),
  }),
  'desk/caller-waits': () => ({
    title: msg('The call was not handed on, and the caller waits on hold'),
    still: msg('Nobody was lost.'),
    advice: msg('Resume the call when you are free.'),
  }),
  'desk/caller-left': () => ({
    title: msg('The caller hung up before anybody took over'),
    still: msg('Nobody is called for them any more.'),
    advice: msg('Call them back if it matters.'),
  }),
  'finesse/conference-full': () => ({
    title: msg('The conference has no room for more people'),
    still: msg('All calls are as shown.'),
    advice: msg('Somebody has to leave first.'),
  }),
  'finesse/conference-refused': () => ({
    title: msg('The calls could not be joined'),
    still: msg('All calls are as shown.'),
    advice: msg('Only who made a conference can add people to it.'),
  }),
  'finesse/drop-refused': () => ({
    title: msg('That person could not be taken out'),
    still: msg('Everybody is still in the conference.'),
    advice: msg('Your site may not allow it. They can leave by themselves.'),
  }),
  'desk/not-loaded': notLoadedText,
} satisfies Record<ErrorCode, () => ErrorText>;

/** The words for a code; a code without words of its own gets general ones, never its raw name. */
export function errorText(code: string): ErrorText {
  if (Object.hasOwn(texts, code)) return texts[code as ErrorCode]();
  return generalText();
}

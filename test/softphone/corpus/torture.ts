/**
 * SIP torture messages after RFC 4475 ("SIP Torture Test Messages") and RFC 5118 ("SIP Torture Test Messages for IPv6").
 * Each has the oddity that its section is about; headers and bodies that are not its point are shortened.
 */

/** One message, and what the RFC says of it. */
export interface TortureMessage {
  /** The file name that the RFC gives it. */
  readonly name: string;
  /** RFC and section. */
  readonly section: string;
  readonly text: string;
  /** Well-formed by the grammar, whatever an endpoint then answers. */
  readonly isValid: boolean;
}

/** Lines as they stand, with the line ends of SIP; a body is behind an empty line, `@` its length in bytes. */
function sip(lines: string): string {
  const text = lines.replace(/^\n/, '').replaceAll('\n', '\r\n');
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  return text.replace(/(l|Content-Length\s*): @/, `$1: ${new TextEncoder().encode(body).length}`);
}

const sdp = `v=0
o=mhandley 29739 7272939 IN IP4 192.0.2.3
s=-
c=IN IP4 192.0.2.4
t=0 0
m=audio 49217 RTP/AVP 0 12
`;

/** The headers that every message needs and that are not the point. */
const usual = (method: string, more = '', {to = 'user@example.com', cseq = `1 ${method}`} = {}): string =>
  `To: sip:${to}
From: <sip:caller@example.net>;tag=141334
Max-Forwards: 8
Call-ID: torture.0ha0isnda977644900765@192.0.2.15
CSeq: ${cseq}
Via: SIP/2.0/TCP host9.example.net;branch=z9hG4bKkdjuw39234
${more}Content-Length: 0
`;

const of =
  (rfc: string, isValid: boolean) =>
  (section: string, name: string, text: string): TortureMessage => ({
    section: `RFC ${rfc}, ${section}`,
    name,
    text: sip(`${text}${/\n\n/.test(text) ? '' : '\n'}`),
    isValid,
  });

const valid = of('4475', true);
const broken = of('4475', false);
const valid6 = of('5118', true);
const broken6 = of('5118', false);

export const torture: readonly TortureMessage[] = [
  valid(
    '3.1.1.1',
    'wsinv',
    `
INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
TO :
 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
  ;
  tag = 98asjd8
MaX-fOrWaRdS: 0068
Call-ID: wsinv.ndaksdj@192.0.2.1
Content-Length   : @
cseq: 0009
  INVITE
Via  : SIP  /   2.0
 /UDP
    192.0.2.2;branch=390skdjuw
s :
NewFangledHeader:   newfangled value
 continued newfangled value
UnknownHeaderWithUnusualValue: ;;,,;;,;
Content-Type: application/sdp
Route:
 <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
v:  SIP  / 2.0  / TCP     spindle.example.com   ;
  branch  =   z9hG4bK9ikj8  ,
 SIP  /    2.0   / UDP  192.168.255.111   ; branch=
 z9hG4bK30239
m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
      newvalue ;
  secondparam ; q = 0.33

${sdp}`,
  ),
  valid(
    '3.1.1.2',
    'intmeth',
    `
!interesting-Method0123456789_*+\`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0
Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+\`'~
To: "BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007f" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>
From: token1~\` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%="value";tag=_token~1'+\`*%!-.
Call-ID: intmeth.word%ZK-!.*_+'@word\`~)(><:\\/"][?}{
CSeq: 139122385 !interesting-Method0123456789_*+\`.%indeed'~
Max-Forwards: 255
extensionHeader-!.%*+_\`'~: \uFEFF大停電
Content-Length: 0
`,
  ),
  valid(
    '3.1.1.3',
    'esc01',
    `
INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0
To: sip:%75se%72@example.com
From: <sip:I%20have%20spaces@example.net>;tag=938
Max-Forwards: 87
i: esc01.239409asdfakjkn23onasd0-3234
CSeq: 234234 INVITE
Via: SIP/2.0/UDP host5.example.net;branch=z9hG4bKkdjuw
C: application/sdp
Contact: <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>
Content-Length: @

${sdp}`,
  ),
  valid(
    '3.1.1.4',
    'escnull',
    `
REGISTER sip:example.com SIP/2.0
${usual('REGISTER', 'L:0\n', {to: 'null-%00-null@example.com'}).replace('Content-Length: 0\n', '')}Contact: <sip:%00@host5.example.com>
Contact: <sip:%00%00@host5.example.com>
`,
  ),
  valid(
    '3.1.1.5',
    'esc02',
    `
RE%47IST%45R sip:registrar.example.com SIP/2.0
To: "%Z%45" <sip:resource@example.com>
From: "%Z%45" <sip:resource@example.com>;tag=f232jadfj23
Call-ID: esc02.asdfnqwo34rq23i34jrjasdcnl23nrlknsdf
Via: SIP/2.0/TCP host.example.com;branch=z9hG4bK209%fzsnel234
CSeq: 29344 RE%47IST%45R
Max-Forwards: 70
Contact: <sip:alias1@host1.example.com>
C%6Fntact: <sip:alias2@host2.example.com>
Contact: <sip:alias3@host3.example.com>
l: 0
`,
  ),
  valid(
    '3.1.1.6',
    'lwsdisp',
    `
OPTIONS sip:user@example.com SIP/2.0
${usual('OPTIONS').replace('From: <sip', 'From: caller<sip')}`,
  ),
  valid(
    '3.1.1.7',
    'longreq',
    `
INVITE sip:user@example.com SIP/2.0
To: "I have a user name of ${'extreme'.repeat(10)} proportion" <sip:user@example.com:6000;unknownparam1=very${'long'.repeat(20)}value;longparam${'name'.repeat(25)}=shortvalue>
F: sip:${'amazinglylong'.repeat(20)}callername@example.net;tag=12982424;unknownheaderparam${'name'.repeat(20)}=x
Call-ID: longreq.one${'really'.repeat(20)}longcallid
CSeq: 3882340 INVITE
Unknown-${'Long'.repeat(20)}-Name: unknown-${'long'.repeat(20)}-value; unknown-parameter
Max-Forwards: 70
${Array.from({length: 30}, (_, nth) => `v: SIP/2.0/TCP sip${33 - nth}.example.com\n`).join('')}Via: SIP/2.0/TCP host.example.com;received=192.0.2.5;branch=very${'long'.repeat(50)}branchvalue
Contact: <sip:${'amazinglylong'.repeat(20)}callername@host5.example.net>
Content-Type: application/sdp
l: @

${sdp}`,
  ),
  valid('3.1.1.8', 'dblreq', `
REGISTER sip:example.com SIP/2.0
${usual('REGISTER')}
INVITE sip:joe@example.com SIP/2.0
t: sip:joe@example.com
`), // prettier-ignore
  valid(
    '3.1.1.9',
    'semiuri',
    `
OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0
${usual('OPTIONS', 'Accept: application/sdp, application/pkcs7-mime,\n        multipart/mixed\n')}`,
  ),
  valid(
    '3.1.1.10',
    'transports',
    `
OPTIONS sip:user@example.com SIP/2.0
${usual('OPTIONS', ['UDP', 'SCTP', 'TLS', 'UNKNOWN', 'TCP'].map((transport, nth) => `Via: SIP/2.0/${transport} t${nth}.example.com;branch=z9hG4bKkdjuw${nth}\n`).join(''))}`,
  ),
  valid(
    '3.1.1.11',
    'mpart01',
    `
MESSAGE sip:kumiko@example.org SIP/2.0
${usual('MESSAGE', 'MIME-Version: 1.0\nContent-Type: multipart/mixed;boundary=7a9cbec02ceef655\n').replace('Content-Length: 0', 'Content-Length: @')}
--7a9cbec02ceef655
Content-Type: text/plain

Hello
--7a9cbec02ceef655--
`,
  ),
  valid('3.1.1.12', 'unreason', `
SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое
${usual('INVITE')}`), // prettier-ignore
  valid('3.1.1.13', 'noreason', `\nSIP/2.0 100 \n${usual('INVITE')}`),
  broken(
    '3.1.2.1',
    'badinv01',
    `
INVITE sip:user@example.com SIP/2.0
${usual('INVITE', 'Contact: "Joe" <sip:joe@example.org>;;;;\n').replace('branch=z9hG4bKkdjuw39234', 'branch=z9hG4bKkdjuw39234;;,;,,')}`,
  ),
  broken(
    '3.1.2.2',
    'clerr',
    `
INVITE sip:user@example.com SIP/2.0
${usual('INVITE', 'Content-Type: application/sdp\n').replace('Length: 0', 'Length: 9999')}
${sdp}`,
  ),
  broken(
    '3.1.2.3',
    'ncl',
    `
INVITE sip:user@example.com SIP/2.0
${usual('INVITE', 'Content-Type: application/sdp\n').replace('Length: 0', 'Length: -999')}
${sdp}`,
  ),
  broken(
    '3.1.2.4',
    'scalar02',
    `
REGISTER sip:example.com SIP/2.0
${usual('REGISTER', 'Expires: 10000000000000000000\nContact: <sip:user@host129.example.com>;expires=280297596632815\n', {cseq: '36893488147419103232 REGISTER'}).replace('Max-Forwards: 8', 'Max-Forwards: 300')}`,
  ),
  broken(
    '3.1.2.5',
    'scalarlg',
    `
SIP/2.0 503 Service Unavailable
${usual('OPTIONS', 'Warning: 1812 overture "In Progress"\nRetry-After: 949302838503028349304023988\n', {cseq: '9292394834772304023312 OPTIONS'})}`,
  ),
  broken(
    '3.1.2.6',
    'quotbal',
    `
INVITE sip:user@example.com SIP/2.0
${usual('INVITE').replace('To: sip:user@example.com', 'To: "Mr. J. User <sip:j.user@example.com>')}`,
  ),
  broken('3.1.2.7', 'ltgtruri', `\nINVITE <sip:user@example.com> SIP/2.0\n${usual('INVITE')}`),
  broken('3.1.2.8', 'lwsruri', `\nINVITE sip:user@example.com; lr SIP/2.0\n${usual('INVITE')}`),
  broken('3.1.2.9', 'lwsstart', `\nINVITE  sip:user@example.com  SIP/2.0\n${usual('INVITE')}`),
  broken('3.1.2.10', 'trws', `\nOPTIONS sip:remote-target@example.com SIP/2.0  \n${usual('OPTIONS')}`),
  broken(
    '3.1.2.11',
    'escruri',
    `\nINVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0\n${usual('INVITE')}`,
  ),
  broken(
    '3.1.2.12',
    'baddate',
    `\nINVITE sip:user@example.com SIP/2.0\n${usual('INVITE', 'Date: Fri, 01 Jan 2010 16:00:00 EST\n')}`,
  ),
  broken(
    '3.1.2.13',
    'regbadct',
    `\nREGISTER sip:example.com SIP/2.0\n${usual('REGISTER', 'Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E\n')}`,
  ),
  broken(
    '3.1.2.14',
    'badaspec',
    `\nOPTIONS sip:user@example.org SIP/2.0\n${usual('OPTIONS').replace('To: sip:user@example.com', 'To: "Watson, Thomas" < sip:t.watson@example.org >')}`,
  ),
  broken(
    '3.1.2.15',
    'baddn',
    `\nOPTIONS sip:t.watson@example.org SIP/2.0\n${usual('OPTIONS').replace('From: <sip', 'From: Bell, Alexander <sip')}`,
  ),
  broken(
    '3.1.2.16',
    'badvers',
    `\nOPTIONS sip:t.watson@example.org SIP/7.0\n${usual('OPTIONS').replace('SIP/2.0/TCP', 'SIP/7.0/TCP')}`,
  ),
  broken(
    '3.1.2.17',
    'mismatch01',
    `\nOPTIONS sip:user@example.com SIP/2.0\n${usual('OPTIONS', '', {cseq: '8 INVITE'})}`,
  ),
  broken(
    '3.1.2.18',
    'mismatch02',
    `\nNEWMETHOD sip:user@example.com SIP/2.0\n${usual('NEWMETHOD', '', {cseq: '8 INVITE'})}`,
  ),
  broken('3.1.2.19', 'bigcode', `\nSIP/2.0 4294967301 better not break the receiver\n${usual('INVITE')}`),
  valid(
    '3.2.1',
    'badbranch',
    `\nOPTIONS sip:user@example.com SIP/2.0\n${usual('OPTIONS').replace('z9hG4bKkdjuw39234', 'z9hG4bK')}`,
  ),
  broken('3.3.1', 'insuf', `
INVITE sip:user@example.com SIP/2.0
CSeq: 193942 INVITE
Via: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf
Content-Type: application/sdp
l: @

${sdp}`), // prettier-ignore
  valid(
    '3.3.2',
    'unkscm',
    `\nOPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0\n${usual('OPTIONS')}`,
  ),
  valid('3.3.3', 'novelsc', `\nOPTIONS soap.beep://192.0.2.103:3002 SIP/2.0\n${usual('OPTIONS')}`),
  valid(
    '3.3.4',
    'unksm2',
    `\nREGISTER sip:example.com SIP/2.0\n${usual('REGISTER', 'Contact: <name:John_Smith>\n').replace('To: sip:user@example.com', 'To: isbn:2983792873').replace('<sip:caller@example.net>', '<http://www.example.com>')}`,
  ),
  valid(
    '3.3.5',
    'bext01',
    `\nOPTIONS sip:user@example.com SIP/2.0\n${usual('OPTIONS', 'Require: nothingSupportsThis, nothingSupportsThisEither\nProxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis\n')}`,
  ),
  valid('3.3.6', 'invut', `
INVITE sip:user@example.com SIP/2.0
${usual('INVITE', 'Content-Type: application/unknownformat\n').replace('Length: 0', 'Length: @')}
<audio>
 <pcmu port="443"/>
</audio>

`), // prettier-ignore
  valid(
    '3.3.7',
    'regaut01',
    `\nREGISTER sip:example.com SIP/2.0\n${usual('REGISTER', 'Authorization: NoOneKnowsThisScheme opaque-data=here\n')}`,
  ),
  broken(
    '3.3.8',
    'multi01',
    `\nINVITE sip:user@company.com SIP/2.0\n${usual('INVITE', 'CSeq: 59 INVITE\nCall-ID: multi01.98asdh@192.0.2.2\nMax-Forwards: 5\nTo: sip:other@example.com\nFrom: <sip:b@example.com>;tag=2\n')}`,
  ),
  broken(
    '3.3.9',
    'mcl01',
    `\nOPTIONS sip:user@example.com SIP/2.0\n${usual('OPTIONS', 'Content-Length: 13\nContent-Type: text/plain\n').replace('Length: 0', 'Length: 5')}\nThere's no way to know how many octets are supposed to be here.\n`,
  ),
  valid(
    '3.3.10',
    'bcast',
    `\nSIP/2.0 200 OK\n${usual('INVITE', 'Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23\n')}`,
  ),
  valid(
    '3.3.11',
    'zeromf',
    `\nOPTIONS sip:user@example.com SIP/2.0\n${usual('OPTIONS').replace('Max-Forwards: 8', 'Max-Forwards: 0')}`,
  ),
  valid(
    '3.3.12',
    'cparam01',
    `\nREGISTER sip:example.com SIP/2.0\n${usual('REGISTER', 'Contact: sip:+19725552222@gw1.example.net;unknownparam\n')}`,
  ),
  valid(
    '3.3.13',
    'cparam02',
    `\nREGISTER sip:example.com SIP/2.0\n${usual('REGISTER', 'Contact: <sip:+19725552222@gw1.example.net;unknownparam>\n')}`,
  ),
  valid(
    '3.3.14',
    'regescrt',
    `\nREGISTER sip:example.com SIP/2.0\n${usual('REGISTER', 'Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>\n')}`,
  ),
  valid('3.3.15', 'sdp01', `
INVITE sip:user@example.com SIP/2.0
${usual('INVITE', 'Accept: text/nobodyKnowsThis\nContent-Type: application/sdp\n').replace('Length: 0', 'Length: @')}
${sdp}`), // prettier-ignore
  valid('3.4.1', 'inv2543', `
INVITE sip:UserB@example.com SIP/2.0
Via: SIP/2.0/UDP iftgw.example.com
From: <sip:+13035551111@ift.client.example.net;user=phone>
Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>
To: sip:+16505552222@ss1.example.net;user=phone
Call-ID: inv2543.1717@ift.client.example.com
CSeq: 56 INVITE
Content-Type: application/sdp

${sdp}`), // prettier-ignore
  valid6(
    '4.1',
    'ipv6-good',
    `\nREGISTER sip:[2001:db8::10] SIP/2.0\n${usual('REGISTER', 'Contact: "Caller" <sip:caller@[2001:db8::1]>\n').replace('host9.example.net', '[2001:db8::9:1]')}`,
  ),
  broken6(
    '4.2',
    'ipv6-bad',
    `\nREGISTER sip:2001:db8::10 SIP/2.0\n${usual('REGISTER', 'Contact: "Caller" <sip:caller@[2001:db8::1]>\n')}`,
  ),
  valid6('4.3', 'port-ambiguous', `\nREGISTER sip:[2001:db8::10:5070] SIP/2.0\n${usual('REGISTER')}`),
  valid6('4.4', 'port-unambiguous', `\nREGISTER sip:[2001:db8::10]:5070 SIP/2.0\n${usual('REGISTER')}`),
  valid6(
    '4.5',
    'via-received-param-with-delim',
    `\nBYE sip:[2001:db8::10] SIP/2.0\n${usual('BYE').replace('branch', 'received=[2001:db8::9:255];branch')}`,
  ),
  valid6(
    '4.5',
    'via-received-param-no-delim',
    `\nOPTIONS sip:[2001:db8::10] SIP/2.0\n${usual('OPTIONS').replace('branch', 'received=2001:db8::9:255;branch')}`,
  ),
  valid6('4.6', 'ipv6-in-sdp', `
INVITE sip:user@[2001:db8::10] SIP/2.0
${usual('INVITE', 'Contact: "Caller" <sip:caller@[2001:db8::1]>\nContent-Type: application/sdp\n').replace('Length: 0', 'Length: @')}
v=0
o=assistant 971731711378798081 0 IN IP6 2001:db8::20
s=-
c=IN IP6 2001:db8::20
`), // prettier-ignore
  valid6(
    '4.7',
    'mult-ip-in-header',
    `\nBYE sip:user@host.example.net SIP/2.0\n${usual('BYE', 'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKjhja8781hjuaij65144\nVia: SIP/2.0/TCP [2001:db8::9:255];branch=z9hG4bK451jj;received=192.0.2.200\n')}`,
  ),
  valid6(
    '4.9',
    'ipv4-mapped-ipv6',
    `\nINVITE sip:user@example.com SIP/2.0\n${usual('INVITE', 'Contact: "T. desk phone" <sip:ted@[::ffff:192.0.2.2]>\nVia: SIP/2.0/UDP [::ffff:192.0.2.10]:19823;branch=z9hG4bKbh19\n')}`,
  ),
  broken6(
    '4.10',
    'ipv6-bug-abnf-3-colons',
    `\nOPTIONS sip:user@[2001:db8:::192.0.2.1] SIP/2.0\n${usual('OPTIONS')}`,
  ),
];

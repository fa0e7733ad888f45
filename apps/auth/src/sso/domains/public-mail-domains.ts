/** Whoever has an address here has nothing to do with the others: no organisation may claim these, even if it could prove it. */
const PUBLIC_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it
  live.com live.co.uk live.nl live.fr msn.com passport.com yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.de yahoo.fr
  yahoo.it yahoo.es yahoo.ca yahoo.com.br ymail.com rocketmail.com aol.com aim.com icloud.com me.com mac.com proton.me
  protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de
  freenet.de mail.de posteo.de mailbox.org mail.com email.com usa.com zoho.com zohomail.com zohomail.eu fastmail.com fastmail.fm
  hey.com hushmail.com yandex.com yandex.ru ya.ru mail.ru bk.ru list.ru inbox.ru rambler.ru qq.com foxmail.com 163.com 126.com
  yeah.net sina.com sina.cn sohu.com aliyun.com naver.com hanmail.net daum.net kakao.com nate.com docomo.ne.jp ezweb.ne.jp
  softbank.ne.jp libero.it virgilio.it alice.it tiscali.it orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr
  btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net
  cox.net charter.net earthlink.net juno.com shaw.ca rogers.com telus.net sympatico.ca bigpond.com optusnet.com.au telstra.com
  uol.com.br bol.com.br terra.com.br ig.com.br rediffmail.com seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl
  abv.bg ukr.net i.ua mailinator.com guerrillamail.com yopmail.com 10minutemail.com temp-mail.org trashmail.com sharklasers.com
  duck.com skiff.com disroot.org riseup.net simplelogin.com anonaddy.com relay.firefox.com privaterelay.appleid.com`.split(
    /\s+/,
  ),
);

export const isPublicMailDomain = (domain: string): boolean => PUBLIC_MAIL_DOMAINS.has(domain);

/**
 * Domains at which anyone can open a mailbox: an address there belongs to a person, not to the company.
 *
 * Source: the providers' own sign-up pages, read 2026-06. Not complete; the list of allowed domains is what decides.
 */
export const FREE_MAIL_DOMAINS: readonly string[] = [
  "126.com",
  "163.com",
  "aol.com",
  "fastmail.com",
  "gmail.com",
  "gmx.com",
  "gmx.de",
  "gmx.net",
  "googlemail.com",
  "hey.com",
  "hotmail.com",
  "icloud.com",
  "live.com",
  "mac.com",
  "mail.com",
  "mail.ru",
  "me.com",
  "msn.com",
  "outlook.com",
  "pm.me",
  "proton.me",
  "protonmail.com",
  "qq.com",
  "tuta.com",
  "tutanota.com",
  "web.de",
  "yahoo.com",
  "yandex.com",
  "yandex.ru",
  "ymail.com",
  "zoho.com",
];

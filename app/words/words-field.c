/* One record for each field that a person fills in, sorted by where it stands in the editor. */
#include "words-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const WaybillWordsField fields[] = {
  { "name", N_ ("Name"), N_ ("What you call the partner. Only you see it."), N_ ("not on the sheet"), NULL,
    "Harbour Foods" },
  { "host", N_ ("Host"), N_ ("The partner’s server, as a name or as an address. Nothing like “ftp://” stands in front."),
    N_ ("Host, Server, Remote system, IP address, Hostname"), NULL, "ftp.example.com" },
  { "server-name", N_ ("Name in the certificate"),
    N_ ("The name that the server’s certificate must carry. It is needed only where the host is an address or another "
        "name."),
    N_ ("Common name, Certificate name"), N_ ("the host"), "ftp.example.com" },
  { "port", N_ ("Port"),
    N_ ("The number of the door at the partner’s server. It follows the protocol unless the sheet says another."),
    N_ ("Port, Port number"), N_ ("21, 990 or 22, as the protocol wants it"), "990" },
  { "protocol", N_ ("Protocol"),
    N_ ("How the connection is encrypted. ftps: switched on after connecting. ftps-implicit: from the first byte. sftp: "
        "file transfer over SSH. ftp: not encrypted, only on purpose."),
    N_ ("Explicit FTPS, FTPES, AUTH TLS, *SSL; Implicit FTPS, *IMPLICIT; SFTP, SSH"), "ftps", "ftps-implicit" },
  { "agreed", N_ ("Agreed with the partner"),
    N_ ("Without encryption everybody on the way can read the password and the files. Tick it only when the partner "
        "insists."),
    N_ ("FTP, plain FTP, non-secure"), N_ ("no"), NULL },
  { "port-follows", N_ ("Port follows the choice"),
    N_ ("Whether the port is the usual one of the protocol. Switch it off when the sheet names another port."), N_ ("Port"),
    N_ ("yes"), NULL },
  { "user", N_ ("User name"), N_ ("The name you log in with at the partner."),
    N_ ("User ID, Login, Account name, User profile"), "anonymous", "HARBOUR01" },
  { "password", N_ ("Password"),
    N_ ("The password of this user at the partner. It is kept in the keyring, never in a file of Waybill."),
    N_ ("Password, Passphrase"), NULL, NULL },
  { "keep-password", N_ ("Keep the password"),
    N_ ("Whether the password stays in the keyring of this computer. Otherwise it is asked each time."),
    N_ ("not on the sheet"), N_ ("yes"), NULL },
  { "account", N_ ("Account"), N_ ("A third piece of information that a few servers ask for after the password."),
    N_ ("Account, ACCT"), NULL, NULL },
  { "identity", N_ ("Certificate to show"),
    N_ ("Your certificate that this partner is shown. Each partner has its own, and several can be in use at once. "
        "It is in the certificate store, or on a card."),
    N_ ("Client certificate, Certificate assignment, Application ID"), N_ ("none"), "Harbour Foods client 2027-11" },
  { "next-identity", N_ ("Next certificate"),
    N_ ("The certificate that takes the place of the present one on a day that the partner names. Waybill changes over by "
        "itself."),
    N_ ("New certificate, Renewal, Certificate rollover"), N_ ("none"), "Harbour Foods client 2028-11" },
  { "from", N_ ("Takes over on"),
    N_ ("The day from which the partner wants the next certificate. It counts from the start of that day, by this "
        "computer’s clock. A connection that is open then goes on with the old one."),
    N_ ("Valid from, Effective date, Cut-over date"), NULL, "2026-12-01" },
  { "send-chain", N_ ("Send the whole chain"),
    N_ ("Whether the authorities between your certificate and its root are shown too. Most servers need them; a few old "
        "ones want the certificate alone."),
    N_ ("Certificate chain, Include all certificates in the certification path"), "yes", "no" },
  { "certificate-password", N_ ("Password of the .pfx"),
    N_ ("The password that opens your certificate in the store. It is tried on the certificate, then kept in the keyring."),
    N_ ("Import password, Transport password, Passphrase"), NULL, NULL },
  { "card-pin", N_ ("PIN of the card"),
    N_ ("The number that came with the card. It goes to the card alone and is never stored: Waybill forgets it when it ends "
        "or "
        "is locked. After a few wrong ones the card locks itself."),
    N_ ("PIN, User PIN"), NULL, NULL },
  { "system-trust", N_ ("The computer’s own authorities"),
    N_ ("Whether the public authorities of this computer may vouch for the server. Without them only those that you tick "
        "count."),
    N_ ("CA trust list, Trusted root certification authorities"), "yes", "no" },
  { "authority", N_ ("Authorities"),
    N_ ("The authorities that may vouch for this partner’s server. They come as .cer or .crt files."),
    N_ ("CA certificate, Root certificate, Define CA trust list"), N_ ("none"), "Harbour Foods CA 2027-11-22" },
  { "pin", N_ ("Pinned certificate"),
    N_ ("The fingerprint of the one certificate the server may show. Compare it with the partner by telephone before you "
        "enter it."),
    N_ ("Fingerprint, Thumbprint, SHA-256"), N_ ("none"), "3A:5F:…" },
  { "local-dir", N_ ("Folder on this computer"), N_ ("Where files to be sent are, and where files that are fetched go."),
    N_ ("Local path"), N_ ("the folder you are in"), "/home/kim/partners/harbour" },
  { "remote-dir", N_ ("Folder at the partner"), N_ ("The folder at the partner’s server in which you start."),
    N_ ("Directory, Remote path, Library, Inbox and outbox"), N_ ("where the login leads"), "/inbox" },
  { "label", N_ ("Name of a certificate"), N_ ("What you call a certificate in the store. The partner never sees it."),
    N_ ("Certificate label, Friendly name"), N_ ("made of the authority or the partner, and the date"),
    "Harbour Foods CA 2027-11-22" },
  { "password-file", N_ ("File with the password"),
    N_ ("A file that holds the password of a .pfx file in its first line. It must be readable for you alone."),
    N_ ("Password of the Security page, Import password"), NULL, "/run/secrets/pfx" },
  { "secrets", N_ ("File with passwords"),
    N_ ("A file of passwords for runs where nobody can be asked. It is refused when other users can read it."), NULL, NULL,
    "[partner Harbour Foods]\npassword=…" },
  { "retries", N_ ("Tries"),
    N_ ("How often a lost or stalled connection is tried again. A refused login or certificate never is."), NULL, "3", "5" },
  { "timeout", N_ ("Patience"), N_ ("How many seconds one silence of the server may last. It does not limit the whole run."),
    N_ ("Timeout"), "30", "120" },
  { "overwrite", N_ ("Files that exist"),
    N_ ("What happens when the target has a file of this name. ask, yes, no, newer (only when newer), rename (keep both)."),
    NULL, "ask", "newer" },
  { "tls", N_ ("TLS version"),
    N_ ("Which versions of TLS may be used. Newer is better; set one only when the partner asks for it."),
    N_ ("TLS version, Minimum protocol version"), N_ ("1.2 and 1.3"), "1.2" },
  { "tls-old-renegotiation", N_ ("Old renegotiation"),
    N_ ("Whether to talk to a server that does not know secure renegotiation. Somebody on the way could then speak before "
        "us; "
        "say yes only when the partner cannot renew the server."),
    N_ ("Legacy renegotiation, RFC 5746"), "no", "yes" },
  { "tls-weak", N_ ("Weak keys"),
    N_ ("Whether a server’s short key (1024 bits) and signatures with SHA-1 are taken. Both can be forged by somebody with "
        "means; say yes only until the partner has a new certificate."),
    N_ ("Minimum key size"), "no", "yes" },
  { "tls-reason", N_ ("Why"),
    N_ ("Why something older was agreed with the partner, and until when: for whoever looks at this later."),
    N_ ("not on the sheet"), NULL, N_ ("their new server comes in March; agreed with Ms Kim") },
  { "pasv-address", N_ ("Address for data"),
    N_ ("Whether to believe the address that the server names for its data channel. Otherwise the host’s own address is "
        "used, which is safer."),
    N_ ("Passive mode, PASV address"), "no", "yes" },
  { "passive", N_ ("Data connections"),
    N_ ("Who opens the connection for each file and listing. yes: this computer. no: the server, which firewalls here often "
        "forbid. auto: this computer, wherever that works."),
    N_ ("Passive mode, active mode"), "auto", "no" },
  { "active-ports", N_ ("Ports for the server’s calls"),
    N_ ("Which ports of this computer the server may call when it opens the data connections. Empty: any that is free."),
    N_ ("Active mode, PORT range"), NULL, "50000-50100" },
  { "clear-control", N_ ("Commands in clear"),
    N_ ("Whether commands go unencrypted after the login, so that a firewall can read them. File names can then be read by "
        "anybody on the way; the files themselves cannot."),
    N_ ("CCC, clear command channel"), "no", "yes" },
  { "clear-data", N_ ("Files in clear"),
    N_ ("Whether files and listings go unencrypted though the login is encrypted. Anybody on the way can read and change "
        "them then."),
    N_ ("PROT C, data channel protection"), "no", "yes" },
  { "keep-alive", N_ ("Signs of life"),
    N_ ("Whether a harmless command is sent each minute while a long transfer runs, for firewalls that forget quiet "
        "connections."),
    N_ ("Keep-alive, NOOP"), "no", "yes" },
  { "client-name", N_ ("Our name"), N_ ("What the server is told that this program is. Empty: nothing is told."),
    N_ ("CLNT"), NULL, "Waybill" },
  { "login-commands", N_ ("Commands after the login"),
    N_ ("Commands that are said after each login, with semicolons between them. One that begins with - may be refused."),
    N_ ("Post-login commands, QUOTE, SITE"), NULL, "SITE NAMEFMT 1" },
  { "listing-kind", N_ ("Kind of listing"),
    N_ ("In which dialect the server writes its listings. auto: Waybill finds out from the lines; set one only where names, "
        "sizes or dates are read wrongly."),
    N_ ("System type, directory style"), "auto", "dos-dmy" },
  { "charset", N_ ("Charset of names"),
    N_ ("In which charset file names are written at the partner. Set another one where letters such as ä or é come out "
        "wrongly. A name that it has no letters for is not sent."),
    N_ ("Character set, encoding, code page"), "UTF-8", "ISO-8859-1" },
  { "virtual-host", N_ ("Virtual host"), N_ ("Which of several hosts is meant, where many share one address."),
    N_ ("HOST command, virtual host"), NULL, "ftp.example.com" },
  { "proxy", N_ ("Proxy"),
    N_ ("Through what the partner is reached. none: directly. desktop: as this computer is set up. socks5 and http: the "
        "proxy "
        "that is named here."),
    N_ ("not on the sheet; ask the people of your network"), "none", "socks5" },
  { "proxy-host", N_ ("Proxy’s host"), N_ ("The name or the address of the proxy."),
    N_ ("not on the sheet; ask the people of your network"), NULL, "proxy.example.com" },
  { "proxy-port", N_ ("Proxy’s port"), N_ ("The port of the proxy. 0 is the usual one: 1080 for socks5, 8080 for http."),
    N_ ("not on the sheet; ask the people of your network"), "0", "3128" },
  { "proxy-user", N_ ("User name at the proxy"),
    N_ ("Only where the proxy wants a login. Its password is kept like the partner’s, and travels to the proxy without "
        "encryption: never use the partner’s."),
    N_ ("not on the sheet; ask the people of your network"), N_ ("none"), "kim" },
  { "proxy-password", N_ ("Password at the proxy"),
    N_ ("What the proxy asks together with the user name there. It travels to the proxy without encryption: never use the "
        "partner’s."),
    N_ ("not on the sheet; ask the people of your network"), NULL, NULL },
  { "silence", N_ ("Silence"), N_ ("How many seconds one silence of this partner’s server may last."), N_ ("Timeout"), "30",
    "120" },
  { "export-password", N_ ("Password of the new file"),
    N_ ("Whoever opens the .pfx types it. It is typed twice, and Waybill does not keep it."),
    N_ ("Password, Confirm password, Export password, Transport password"), NULL, NULL },
  { "export-lock", N_ ("Who will open it"),
    N_ ("How the key is locked in the file. Anything recent: AES-256. Older Windows and IBM i know only triple DES, which "
        "is a "
        "weaker lock."),
    N_ ("Encryption: TripleDES-SHA1, AES256-SHA256"), N_ ("anything recent"), NULL },
  { "export-folder", N_ ("Folder for the files"), N_ ("Where on this computer the exported files are written."),
    N_ ("File to Export"), N_ ("your documents"), "/home/kim/certificates" },
  { "upload-folder", N_ ("Folder on the IBM i"),
    N_ ("Where the files go on the IBM i: a path in the integrated file system. It is made when it is missing."),
    N_ ("CERTS directory, IFS path, Import file"), "CERTS", "/home/HARBOUR01/CERTS" },
  { "request-name", N_ ("Name in the certificate"),
    N_ ("Whom the certificate is for. Partners mostly want the user name, or a number that they gave you."),
    N_ ("Common Name, CN, Issued to"), N_ ("the user name at the partner"), "EDI 4711" },
  { "request-company", N_ ("Company"), N_ ("The name of your company, as it is registered."),
    N_ ("Organization, O, Company name"), N_ ("as in your other certificates"), "Old Mill" },
  { "request-country", N_ ("Country"), N_ ("The country of your company, in two letters (ISO 3166)."), N_ ("Country, C"),
    N_ ("that of this computer’s language"), "SE" },
  { "request-department", N_ ("Department"), N_ ("The part of your company that the certificate is for. Mostly left empty."),
    N_ ("Organizational Unit, OU"), N_ ("none"), "EDI" },
  { "request-place", N_ ("Place"), N_ ("The town in which your company is."), N_ ("Locality, L, City"), N_ ("none"),
    "Malmö" },
  { "request-state", N_ ("State or province"), N_ ("The state or province in which your company is, in full."),
    N_ ("State or province, ST, S"), N_ ("none"), "Skåne" },
  { "request-mail", N_ ("E-mail"),
    N_ ("An address that stands in the certificate. Everybody who sees it can read the address."),
    N_ ("Email, Subject Alternative Name"), N_ ("none"), "edi@example.com" },
  { "request-names", N_ ("Other names"),
    N_ ("Further names that the certificate shall carry: of computers, addresses on the network, or URIs, with commas "
        "between."),
    N_ ("Subject Alternative Names, SAN, DNS, IP"), N_ ("none"), "edi.example.com" },
  { "request-key", N_ ("Key"),
    N_ ("The kind of the new key. It never leaves this computer; only what belongs to it in public goes into the request."),
    N_ ("Key type, Key size, Key algorithm"), "RSA, 3072", "EC P-256" },
  { "request-signer", N_ ("Who signs it"),
    N_ ("A certificate is believed because of who signed it. One that signed itself is believed only by who lets in this "
        "very one."),
    N_ ("Certificate Authority, CA, self-signed"), N_ ("the partner or their authority"), NULL },
  { "request-days", N_ ("Good for"),
    N_ ("How long a certificate that signs itself is good. Afterwards the partner has to let in a new one."),
    N_ ("Validity period"), N_ ("2 years"), N_ ("1 year") },
  { "resume", N_ ("Go on"),
    N_ ("Continues a transfer that was cut off, where it can be proved that the beginning is the same."),
    N_ ("Restart, REST"), "no", NULL },
  { "verify", N_ ("Comparison"),
    N_ ("How a finished transfer is compared: auto, size, hash, or off. auto takes the best that the server offers."), NULL,
    "auto", "hash" },
};

static char *
dup_canonical (const char *name)
{
  char *canonical = g_ascii_strdown (g_str_has_prefix (name, "--") ? name + 2 : name, -1);

  return g_strdelimit (canonical, "_ ", '-');
}

/**
 * waybill_words_field_find:
 * @name: a field's name, or the option that sets it
 *
 * Returns: (nullable): its record
 */
const WaybillWordsField *
waybill_words_field_find (const char *name)
{
  g_autofree char *canonical = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  canonical = dup_canonical (name);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, canonical) == 0)
      return &fields[i];
  return NULL;
}

/**
 * waybill_words_field_list:
 * @n_fields: (out): how many there are
 *
 * Returns: (array length=n_fields): all records, in the order of the editor
 */
const WaybillWordsField *
waybill_words_field_list (gsize *n_fields)
{
  *n_fields = G_N_ELEMENTS (fields);
  return fields;
}

/**
 * waybill_words_field_get_title:
 * @self: a record
 *
 * Returns: its title, translated
 */
const char *
waybill_words_field_get_title (const WaybillWordsField *self)
{
  return _ (self->title);
}

/**
 * waybill_words_field_get_text:
 * @self: a record
 *
 * Returns: what it is, translated
 */
const char *
waybill_words_field_get_text (const WaybillWordsField *self)
{
  return _ (self->text);
}

static void
add_line (GString *text, const char *title, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "\n%s: %s", title, _ (value));
}

/**
 * waybill_words_field_to_text:
 * @self: a record
 *
 * Returns: (transfer full): the whole record for a terminal, without a newline at the end
 */
char *
waybill_words_field_to_text (const WaybillWordsField *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s (%s)\n%s", _ (self->title), self->name, _ (self->text));
  add_line (text, _ ("On the sheet"), self->sheet);
  add_line (text, _ ("Default"), self->standard);
  add_line (text, _ ("Example"), self->example);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

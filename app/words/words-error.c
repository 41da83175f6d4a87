/* The door for errors of every domain: remote's go to words-error-remote, those of cert, of partners and of local files have
 * their tables here. */
#include "words-error-private.h"

#include "cert-error.h"
#include "partner.h"
#include "words-verdict.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define ANY WAYBILL_WORDS_ANY_PHASE
#define C(code) WAYBILL_CERT_ERROR_##code, ANY, NULL
#define F(code) G_IO_ERROR_##code, ANY, NULL

#define P(code) WAYBILL_PARTNER_ERROR_##code, ANY, NULL
#define FULL N_ ("The disk of this computer is full")
#define MAKE_ROOM N_ ("Make room on the disk, then try again.")

static const WaybillWordsErrorRow cert_rows[] = {
  { C (NOT_A_CERTIFICATE), N_ ("Not a certificate"), N_ ("There is neither a certificate nor a key in {file}."),
    N_ ("Most likely it is another kind of file, or it was damaged on its way."),
    N_ ("Look for files ending in .pfx, .p12, .cer, .crt or .pem, or ask for them again.") },
  { C (CUT_OFF), N_ ("The file is not complete"), N_ ("The certificate in {file} begins well but ends too early."),
    N_ ("Most likely it was cut off when it was copied or mailed."),
    N_ ("Copy the file again, or ask the partner to send it again.") },
  { C (PASSWORD), N_ ("That password does not open the file"),
    N_ ("The password for {file} is missing or wrong. Nothing is lost."),
    N_ ("Most likely a letter is off; check Caps Lock too."),
    N_ ("Enter the password typed on the Security page when the file was exported.") },
  { C (KEY_MISMATCH), N_ ("Key and certificate do not belong together"),
    N_ ("The certificate belongs to a different key than the one given."),
    N_ ("Most likely one of the files is from an earlier export."),
    N_ ("Choose the .cer and the .pfx of the same export.") },
  { C (NO_CERTIFICATE), N_ ("A key without its certificate"),
    N_ ("There is a private key in {file}, but no certificate for it."),
    N_ ("Most likely the certificate came as a second file."),
    N_ ("Add the .cer or .crt file that belongs to it, and import both together.") },
  { C (UNSUPPORTED), N_ ("This file cannot be opened here"),
    N_ ("The lock or the key of {file} is of a kind that Waybill does not know."),
    N_ ("Most likely a very new or a very rare method was chosen, or two passwords."),
    N_ ("Ask for an export with one password and AES256-SHA256 encryption.") },
  { C (OLD_LOCK), N_ ("The lock on this file is too old"),
    N_ ("The method that locks {file} is one nobody should use any more (RC2 or RC4)."),
    N_ ("Most likely it was exported long ago, or by an old program."),
    N_ ("Ask for an export with AES256-SHA256, or convert it with “openssl pkcs12 -legacy”.") },
  { C (WINDOWS_ACCOUNT), N_ ("Locked to a Windows account"),
    N_ ("Only Windows can open {file}: it is locked to a Windows account."),
    N_ ("Most likely “Group or user names” was ticked when it was exported."),
    N_ ("Ask for an export with a password; where one was typed as well, give that.") },
  { C (TOO_EXPENSIVE), N_ ("This file would take too long"),
    N_ ("Opening {file} would need more work than any honest file does."),
    N_ ("Most likely it was made to keep a computer busy."),
    N_ ("Ask the partner to export it again with usual settings.") },
  { C (TOO_LARGE), N_ ("Too much for a certificate file"),
    N_ ("There is more in {file} than Waybill looks at: 4 MiB, 2,000 certificates or 64 keys."),
    N_ ("Most likely it is another kind of file."), N_ ("Choose the file with the certificate, or ask for it alone.") },
  { C (DAMAGED), N_ ("The file is damaged"), N_ ("There is a certificate or a key in {file}, but it cannot be read."),
    N_ ("Most likely it was changed on its way, by a mail program or a transfer as text."),
    N_ ("Copy the file again, in binary, or ask the partner to send it again.") },
  { C (EMPTY), N_ ("The file is empty"), N_ ("There is nothing in {file}."), N_ ("Most likely copying it was broken off."),
    N_ ("Copy the file again, or ask the partner to send it again.") },
  { C (REQUEST), N_ ("A request, not a certificate"),
    N_ ("There is only the request for a certificate in {file}, not the certificate."),
    N_ ("Most likely it was taken for the authority’s answer; both look alike."),
    N_ ("Send the request to the authority, and import what it answers.") },
  { C (SSH_KEY), N_ ("A key for SSH"), N_ ("There is a key for SSH in {file}, not a certificate."),
    N_ ("Most likely the partner’s sheet names two files, one of them for SFTP."),
    N_ ("Look for files ending in .pfx, .p12, .cer, .crt or .pem.") },
  { C (JAVA_KEYSTORE), N_ ("A keystore of Java"), N_ ("There is a keystore of Java in {file}, which only Java opens."),
    N_ ("Most likely it was made with keytool."),
    N_ ("Ask for it as PKCS #12: keytool -importkeystore -deststoretype PKCS12.") },
  { C (WEB_PAGE), N_ ("A web page"), N_ ("There is a web page in {file}, not a certificate."),
    N_ ("Most likely a page that wanted a login was saved in its place."), N_ ("Log in there, and fetch the file again.") },
  { C (ARCHIVE), N_ ("A packed folder"), N_ ("The certificate in {file} is packed, such as in a .zip."), NULL,
    N_ ("Unpack it, then import the files inside.") },
  { C (LABEL_TAKEN), N_ ("The name is taken"), N_ ("Another certificate in the store has this name already."), NULL,
    N_ ("Choose another name, or say that the old one may be replaced.") },
  { C (NOT_FOUND), N_ ("No such certificate"), N_ ("The store has no certificate called {label}."),
    N_ ("Most likely the name is written differently, or it was not imported yet."),
    N_ ("Look at the list of certificates, or import the file.") },
  { C (AMBIGUOUS), N_ ("Several certificates fit"), N_ ("More than one certificate fits {label}."), NULL,
    N_ ("Give the whole name, or more digits of the fingerprint.") },
  { C (STORE), N_ ("The certificate store cannot be used"),
    N_ ("The folder of the certificate store cannot be read or written."),
    N_ ("Most likely its permissions changed, or another user owns it."),
    N_ ("Check the folder’s permissions, then try again.") },
  { C (NO_SPACE), FULL, N_ ("There was no room left for the certificate. Nothing of it was kept."), NULL, MAKE_ROOM },
  { C (LIST_UNKNOWN), N_ ("A revocation list of a stranger"),
    N_ ("No authority of the certificate store has signed the revocation list in {file}."),
    N_ ("Most likely the authority that it belongs to was not imported yet."),
    N_ ("Import that authority’s certificate first, or together with the list.") },
  { C (LIST_FORGED), N_ ("A revocation list that is not genuine"),
    N_ ("The list in {file} carries the name of an authority that did not sign it."),
    N_ ("Most likely it was damaged on its way, or the authority has a new key."),
    N_ ("Fetch the list again, and ask the partner whether their authority has changed.") },
  { C (SUBJECT), N_ ("This cannot be a subject"), N_ ("A certificate cannot be made out to what was typed."),
    N_ ("Most likely a part of it lacks its abbreviation, or the “=” after it."),
    N_ ("Write it like CN=anna, O=Lab, C=DE.") },
  { C (NAME), N_ ("This name cannot stand in a certificate"), N_ ("One of the further names cannot stand in a certificate."),
    N_ ("Most likely it is misspelt, or there are too many of them."),
    N_ ("Give host names, addresses, mail addresses or web addresses, one at a time.") },
  { C (NO_REQUEST), N_ ("No key waits for this certificate"),
    N_ ("The certificate in {file} belongs to none of the waiting keys."),
    N_ ("Most likely it answers a request that was made elsewhere, or one that was removed."),
    N_ ("Compare the requests that wait, or ask the partner for the certificate of this request.") },
  { C (KEY_STAYS), N_ ("This key cannot be exported"),
    N_ ("The private key of {label} is on a card or stick, and never leaves it."), NULL,
    N_ ("Export the certificate without its key, or use the card on the other computer.") },
  { C (TOKEN_GONE), N_ ("The card is not there"),
    N_ ("The card with your certificate is not there, or the certificate is not on it any more."),
    N_ ("Most likely it is not in its reader."), N_ ("Put the card in, then try again.") },
  { C (TOKEN_LOCKED), N_ ("The card is locked"),
    N_ ("Too many wrong PINs were given. The card takes none any more, not even the right one."), NULL,
    N_ ("Ask whoever gave you the card how it is unlocked, often with a number called PUK.") },
  { C (TOKEN_SILENT), N_ ("The card does not answer"), N_ ("A card reader or its driver did not answer in time."),
    N_ ("Most likely another program keeps it busy."), N_ ("Take the card out and put it in again, then try again.") },
  { C (TOKEN_FAILED), N_ ("The card cannot be used"), N_ ("The card is there, but does not do what it is asked."), NULL,
    N_ ("Take the card out and put it in again, then try again.") },
  { C (FAILED), N_ ("The certificate could not be used"), N_ ("Waybill could not use the certificate."), NULL,
    N_ ("Export it again, or ask the partner to send it again.") },
};

static const WaybillWordsErrorRow partner_rows[] = {
  { P (FILE), N_ ("A partner’s file cannot be understood"), N_ ("The file in which the partner is kept is damaged."), NULL,
    N_ ("Restore the file from a copy, or set the partner up again.") },
  { P (STORE), N_ ("The partners cannot be read or kept"), N_ ("The folder of the partners cannot be read or written."),
    N_ ("Most likely its permissions changed, or another user owns it."),
    N_ ("Check the folder’s permissions, then try again.") },
  { P (NO_SPACE), FULL, N_ ("There was no room left for the partner. What was kept of it before is untouched."), NULL,
    MAKE_ROOM },
  { P (PROXY), N_ ("No proxy that can be used"), N_ ("The proxy that this partner goes through is not known."),
    N_ ("Most likely its host is empty, or the desktop names a kind of proxy that Waybill does not speak."),
    N_ ("Name a SOCKS5 or HTTP proxy in the partner’s network settings, or choose none.") },
  { P (PIN_WANTED), N_ ("The card’s PIN is missing"),
    N_ ("The certificate is on a card, and there was nobody to ask for its PIN. Nothing was sent."), NULL,
    N_ ("Try again where the PIN can be typed, or name a file with it (--secrets).") },
  { P (PIN_WRONG), N_ ("That PIN is not right"),
    N_ ("The card did not take the PIN. It was not tried again: after a few wrong ones a card locks itself."),
    N_ ("Most likely it is the PIN of another card."), N_ ("Look the PIN up, then try again.") },
  { P (PIN_LAST), N_ ("The card has one try left"),
    N_ ("One more wrong PIN locks the card, so the PIN that is kept was not tried."),
    N_ ("Most likely a wrong one was given here or in another program."),
    N_ ("Try again where the PIN can be typed, and type it yourself.") },
  { P (NAME_TAKEN), N_ ("The name is taken"), N_ ("Another partner has this name."), NULL,
    N_ ("Choose another name, or remove that partner first.") },
};

#define CHECK_FOLDER N_ ("Check the name and the folder, then try again.")

static const WaybillWordsErrorRow file_rows[] = {
  { F (NO_SPACE), FULL, N_ ("There was no room left for {file}."), N_ ("The disk, or your share of it, is full."),
    N_ ("Make room or choose another folder, then try again.") },
  { F (PERMISSION_DENIED), N_ ("Not permitted on this computer"), N_ ("You may not read or write {file}."),
    N_ ("Most likely it belongs to another user."), N_ ("Change its permissions, or choose another folder.") },
  { F (READ_ONLY), N_ ("Nothing can be written there"), N_ ("The disk that holds {file} can only be read."), NULL,
    N_ ("Choose another folder.") },
  { F (NOT_FOUND), N_ ("Not found on this computer"), N_ ("This computer does not have {file}."),
    N_ ("Most likely the name is misspelt, or it was moved."), CHECK_FOLDER },
  { F (EXISTS), N_ ("The file is already there"), N_ ("This computer already has {file}. It was left as it is."),
    N_ ("Nobody said that it may be replaced."),
    N_ ("Choose another name, or say that it may be replaced; on the command line that is --overwrite.") },
  { F (IS_DIRECTORY), N_ ("This is a folder"), N_ ("A file was expected, but {file} is a folder."), NULL, CHECK_FOLDER },
  { F (NOT_DIRECTORY), N_ ("This is not a folder"), N_ ("A folder was expected, but {file} is a file."), NULL,
    CHECK_FOLDER },
  { F (NOT_REGULAR_FILE), N_ ("This is no ordinary file"),
    N_ ("A file was expected, but {file} is a device, a pipe or a socket. It was left as it is."), NULL,
    N_ ("Choose another name or folder.") },
  { F (ADDRESS_IN_USE), N_ ("The port cannot be used"),
    N_ ("Port {file} is in use by another program, or kept for the system."), NULL,
    N_ ("Choose another port, or leave it out: then a free one is found.") },
  { F (NOT_EMPTY), N_ ("The folder is not empty"), N_ ("There are still files in {file}."), NULL,
    N_ ("Empty the folder first.") },
  { F (FILENAME_TOO_LONG), N_ ("The name is too long"), N_ ("This computer cannot hold a name as long as {file}."), NULL,
    N_ ("Choose a shorter name.") },
  { F (INVALID_FILENAME), N_ ("The name cannot be used"), N_ ("This computer cannot hold a file named {file}."), NULL,
    N_ ("Choose another name.") },
  { F (TOO_MANY_LINKS), N_ ("The folder cannot be followed"), N_ ("The links on the way to {file} lead in a circle."), NULL,
    CHECK_FOLDER },
  { F (TOO_MANY_OPEN_FILES), N_ ("Too many files are open"), N_ ("This computer permits no more open files."),
    N_ ("Most likely another program holds very many."), N_ ("Close other programs, then try again.") },
  { F (BUSY), N_ ("The file is in use"), N_ ("Another program is using {file}."), NULL,
    N_ ("Close that program, then try again.") },
  { F (CANCELLED), N_ ("Stopped"), N_ ("This was stopped on request."), NULL,
    N_ ("Start it again when you like; what was finished stays finished.") },
  { F (TIMED_OUT), N_ ("No answer came"), N_ ("This took longer than it may."), NULL, N_ ("Try again later.") },
};

static const WaybillWordsErrorRow unknown_row = { 0,
                                                  ANY,
                                                  NULL,
                                                  N_ ("This could not be done"),
                                                  N_ ("Something went wrong that has no sentence of its own."),
                                                  NULL,
                                                  N_ ("Try again; if it stays so, copy the report for the help desk.") };

static const WaybillWordsErrorRow *
find_plain (const WaybillWordsErrorRow *rows, gsize n_rows, int code)
{
  for (gsize i = 0; i < n_rows; i++)
    if (rows[i].kind == code)
      return &rows[i];
  return NULL;
}

static const WaybillWordsErrorRow *
find_any_domain (const GError *error)
{
  if (error->domain == WAYBILL_CERT_ERROR)
    return find_plain (cert_rows, G_N_ELEMENTS (cert_rows), error->code);
  if (error->domain == WAYBILL_PARTNER_ERROR)
    return find_plain (partner_rows, G_N_ELEMENTS (partner_rows), error->code);
  if (error->domain == G_IO_ERROR)
    return find_plain (file_rows, G_N_ELEMENTS (file_rows), error->code);
  if (error->domain == G_FILE_ERROR)
    return find_plain (file_rows, G_N_ELEMENTS (file_rows), g_io_error_from_file_error (error->code));
  return NULL;
}

/* The log's words stand in for a reason where the table has none: better than nothing, and marked as what they are. */
static char *
dup_logged_reason (const GError *error)
{
  g_autofree char *safe = NULL;

  if (error->message == NULL || *error->message == '\0')
    return NULL;
  safe = waybill_words_quote (error->message);
  return g_strdup_printf (_ ("The log says: %s."), safe);
}

/* Those of which nothing is known but what the log says. */
static gboolean
is_vague (const GError *error)
{
  return g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_FAILED)
         || g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_TOKEN_FAILED);
}

/**
 * waybill_words_error_full:
 * @error: an error of any domain
 * @partner: (nullable): the partner's name
 * @subject: (nullable): the file or label it is about, where the error does not say
 * @session: (nullable): the facts of the session; they tell whether a certificate was shown
 *
 * Says what happened, why, and what to do next. Errors of a domain without sentences get a general one that quotes their
 * message.
 *
 * Returns: (transfer full): the words; title, sentence and next are never empty
 */
WaybillWords *
waybill_words_error_full (const GError *error, const char *partner, const char *subject, const WaybillRemoteFacts *session)
{
  const WaybillWordsErrorRow *row;
  WaybillWords *words;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == WAYBILL_REMOTE_ERROR)
    return waybill_words_error_remote (error, partner, subject, session);
  row = find_any_domain (error);
  words = waybill_words_error_plain (row != NULL ? row : &unknown_row, partner, subject);
  if (row == NULL || is_vague (error))
    words->reason = waybill_words_append (g_steal_pointer (&words->reason), dup_logged_reason (error));
  return words;
}

/**
 * waybill_words_error:
 * @error: an error of any domain
 * @partner: (nullable): the partner's name
 *
 * As waybill_words_error_full() without a subject and a session.
 *
 * Returns: (transfer full): the words
 */
WaybillWords *
waybill_words_error (const GError *error, const char *partner)
{
  return waybill_words_error_full (error, partner, NULL, NULL);
}

/**
 * waybill_words_error_look_in_store:
 * @words: the words of @error
 * @error: an error of any domain
 * @store: where authorities are kept
 *
 * Where @error is that nobody vouches for a server, and the authority that would lies in @store, the reason becomes that it
 * is not ticked and the next step that it wants to be. The store's thread.
 */
void
waybill_words_error_look_in_store (WaybillWords *words, const GError *error, WaybillCertStore *store)
{
  const WaybillRemoteErrorFacts *facts = g_error_matches (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNTRUSTED)
                                             ? waybill_remote_error_get_facts (error)
                                             : NULL;

  if (facts == NULL || facts->verdict == NULL || waybill_cert_verdict_is_accepted (facts->verdict))
    return;
  if (waybill_words_verdict_find_unticked (facts->verdict, store) != NULL)
    {
      g_free (words->reason);
      words->reason = waybill_words_verdict_because_in_store (facts->verdict, store);
    }
  g_free (words->next);
  words->next = waybill_words_verdict_next_in_store (facts->verdict, store);
}

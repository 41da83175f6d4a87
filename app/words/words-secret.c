/* One row of words for each situation around passwords. */
#include "words-secret.h"

#include "words-error-private.h"

#include <glib/gi18n-lib.h>

#define S(situation) WAYBILL_WORDS_SECRET_##situation, WAYBILL_WORDS_ANY_PHASE, NULL

static const WaybillWordsErrorRow rows[] = {
  { S (NO_KEYRING), N_ ("No keyring is running"),
    N_ ("Passwords cannot be kept. They are asked for and stay in memory only."),
    N_ ("Most likely this session has no desktop."), N_ ("Start the keyring, or name a file with passwords (--secrets).") },
  { S (LOCKED), N_ ("The keyring is locked"), N_ ("The keyring is there, but it is locked."), NULL,
    N_ ("Unlock it, or enter the password when it is asked for.") },
  { S (NOBODY_ANSWERED), N_ ("The keyring waits for an answer"), N_ ("Nobody answered the keyring’s question in time."),
    NULL, N_ ("Unlock the keyring, then try again.") },
  { S (NOT_STORED), N_ ("The password was not kept"), N_ ("The keyring did not take the password. It stays in memory only."),
    NULL, N_ ("Try again when the keyring is open.") },
  { S (NOT_FORGOTTEN), N_ ("The password is still kept"),
    N_ ("The keyring did not remove the password for {label}. It is still there, for you alone."), NULL,
    N_ ("Unlock the keyring, then switch keeping off and save once more.") },
  { S (NOT_LOCKED), N_ ("The keyring is still open"),
    N_ ("What Waybill had in memory is forgotten, but the keyring did not lock."), NULL,
    N_ ("Lock it in the program for passwords of this desktop.") },
  { S (FILE_OPEN_TO_OTHERS), N_ ("Others can read the passwords"),
    N_ ("Other users can read {file}, so Waybill does not use it."), NULL,
    N_ ("Make it readable for you alone (chmod 600), and consider changing the passwords in it.") },
  { S (FILE_UNREADABLE), N_ ("The passwords cannot be read"), N_ ("Waybill could not read {file}."),
    N_ ("Most likely the name is misspelt, or it belongs to another user."),
    N_ ("Check the name and the permissions of the file.") },
  { S (FILE_BROKEN), N_ ("The passwords cannot be read"), N_ ("Waybill does not understand {file}."),
    N_ ("Most likely a group such as [partner NAME] or a line with “=” is misspelt."),
    N_ ("Compare the file with the help page on secrets.") },
  { S (LOGIN_WANTED), N_ ("A password is missing"), N_ ("There is no password for {label}, and nobody who could be asked."),
    NULL, N_ ("Keep it in the keyring, or name a file with passwords (--secrets).") },
  { S (CERTIFICATE_WANTED), N_ ("A password is missing"),
    N_ ("There is no password for the certificate {label}, and nobody who could be asked."), NULL,
    N_ ("Keep it in the keyring, or name a file with passwords (--secrets).") },
  { S (CERTIFICATE_WRONG), N_ ("That password does not open the certificate"),
    N_ ("The password that is kept does not open the certificate {label}."),
    N_ ("Most likely it was entered for another file."),
    N_ ("Forget it and enter it again: it is the password typed when the file was exported.") },
  { S (MADE), N_ ("This password is kept"),
    N_ ("Waybill made the password of {label} itself, and nobody else knows it: without it the key is lost."), NULL,
    N_ ("If you do not need the key any more, remove the certificate or the request first. If you do, export it with a "
        "password "
        "of your own.") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == WAYBILL_WORDS_N_SECRETS);

/**
 * waybill_words_secret:
 * @situation: what is the matter
 * @subject: (nullable): the file, partner or label it is about
 *
 * Returns: (transfer full): the words for it
 */
WaybillWords *
waybill_words_secret (WaybillWordsSecret situation, const char *subject)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].kind == (int) situation)
      return waybill_words_error_plain (&rows[i], NULL, subject);
  g_return_val_if_reached (NULL);
}

/* What a search for certificates found, and the request that is made where it found none. Names that somebody else gave are
 * shown with their controls escaped. */
#include "words-request.h"

#include "base-clock.h"
#include "remote-path.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_STEM 64 /* characters of a file name */

/**
 * waybill_words_request_fit:
 * @certificate: a certificate of ours
 *
 * Returns: (transfer full): whether it can log us in now; the first reason why not
 */
char *
waybill_words_request_fit (WaybillCertCertificate *certificate)
{
  guint unfit = waybill_cert_search_judge (certificate);
  gint64 end = waybill_cert_certificate_get_not_after (certificate);
  g_autofree char *day = waybill_words_time_day (end);
  g_autofree char *begin = waybill_words_time_day (waybill_cert_certificate_get_not_before (certificate));
  g_autofree char *ago = waybill_words_time_rough (waybill_base_clock_now () - end);

  if ((unfit & WAYBILL_CERT_UNFIT_OVER) != 0)
    return g_strdup_printf (_ ("It ran out %s ago"), ago);
  if ((unfit & WAYBILL_CERT_UNFIT_PURPOSE) != 0)
    return g_strdup (_ ("It was not made for logging in"));
  if ((unfit & WAYBILL_CERT_UNFIT_FUTURE) != 0)
    return g_strdup_printf (_ ("Good for logging in, but not before %s"), begin);
  return g_strdup_printf (_ ("Good for logging in, until %s"), day);
}

static char *
dup_what (const WaybillCertHit *hit)
{
  g_autofree char *fit = hit->certificate != NULL ? waybill_words_request_fit (hit->certificate) : NULL;
  g_autofree char *issuer
      = hit->certificate != NULL
            ? waybill_remote_path_dup_display (waybill_cert_certificate_get_issuer_name (hit->certificate))
            : NULL;

  switch (hit->kind)
    {
    case WAYBILL_CERT_HIT_IDENTITY:
      /* Translators: "Good for logging in, until 22 November 2027", then an authority's name. */
      return g_strdup_printf (_ ("%s · issued by %s"), fit, issuer);
    case WAYBILL_CERT_HIT_ANSWER:
      return g_strdup_printf (_ ("The answer to a request of yours, issued by %s"), issuer);
    case WAYBILL_CERT_HIT_BROWSER:
      return g_strdup (_ ("A browser keeps certificates here, and only the browser can hand them out. "
                          "Export yours there as .p12 or .pfx, then choose that file."));
    case WAYBILL_CERT_HIT_LOCKED:
    default:
      return g_strdup (_ ("A key, locked with a password. Only the password shows whose it is."));
    }
}

/**
 * waybill_words_request_folder:
 * @path: a folder, UTF-8
 *
 * Returns: (transfer full): it as people call it: below the home folder, "~" and the way from there
 */
char *
waybill_words_request_folder (const char *path)
{
  g_autofree char *home = g_filename_display_name (g_get_home_dir ());
  gsize length = strlen (home);
  gboolean is_below = length > 1 && strncmp (path, home, length) == 0 && (path[length] == '/' || path[length] == '\0');
  g_autofree char *shown = is_below ? g_strconcat ("~", path + length, NULL) : g_strdup (path);

  return waybill_remote_path_dup_display (shown);
}

/**
 * waybill_words_request_hit:
 * @hit: what a search found
 *
 * Returns: (transfer full): what it is, and in which folder
 */
char *
waybill_words_request_hit (const WaybillCertHit *hit)
{
  g_autofree char *what = dup_what (hit);
  g_autofree char *folder = waybill_words_request_folder (hit->folder);
  g_autofree char *file = waybill_remote_path_dup_display (hit->name);

  if (hit->certificate == NULL)
    /* Translators: what a file is, then the folder it lies in. */
    return g_strdup_printf (_ ("%s\nIn %s"), what, folder);
  /* Translators: what a certificate is, its file, and the folder that lies in. */
  return g_strdup_printf (_ ("%s\n%s in %s"), what, file, folder);
}

/**
 * waybill_words_request_searched:
 * @search: a search that has ended
 *
 * Returns: (transfer full): how much was looked at, and what was not
 */
char *
waybill_words_request_searched (const WaybillCertSearch *search)
{
  GString *text = g_string_new (NULL);

  if (search->n_files == 0)
    g_string_append (text, _ ("No file was found."));
  else
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE, "%u file was looked at.", "%u files were looked at.",
                                         search->n_files),
                            search->n_files);
  if (search->end == WAYBILL_CERT_SEARCH_END_TIME)
    g_string_append (text, _ (" It took too long to look at all of them: choose a smaller folder."));
  else if (search->end == WAYBILL_CERT_SEARCH_END_NUMBER)
    g_string_append (text, _ (" There are more than a search looks at: choose a smaller folder."));
  else if (search->end == WAYBILL_CERT_SEARCH_END_CANCELLED)
    g_string_append (text, _ (" Then the search was stopped."));
  else if (search->is_deep)
    g_string_append (text, _ (" Folders far below were left out: choose them by themselves."));
  if (search->n_unreadable > 0)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE, " %u is not open to you.", " %u are not open to you.",
                                         search->n_unreadable),
                            search->n_unreadable);
  return g_string_free (text, FALSE);
}

/**
 * waybill_words_request_none:
 * @partner: (nullable): whom it is for
 *
 * Returns: (transfer full): that nothing will do
 */
char *
waybill_words_request_none (const char *partner)
{
  g_autofree char *name = partner != NULL ? waybill_remote_path_dup_display (partner) : NULL;

  return name != NULL ? g_strdup_printf (_ ("None of these is good for %s"), name)
                      : g_strdup (_ ("None of these can log you in"));
}

/**
 * waybill_words_request_key_title:
 * @kind: a kind of key
 *
 * Returns: what it is called
 */
const char *
waybill_words_request_key_title (WaybillCertKeyKind kind)
{
  return kind == WAYBILL_CERT_KEY_KIND_EC256 ? _ ("Elliptic curve, P-256") : _ ("RSA, 3072 bits");
}

/**
 * waybill_words_request_key_text:
 * @kind: a kind of key
 *
 * Returns: what speaks for it, and what against it
 */
const char *
waybill_words_request_key_text (WaybillCertKeyKind kind)
{
  return kind == WAYBILL_CERT_KEY_KIND_EC256 ? _ ("Faster; older systems refuse it")
                                             : _ ("Works everywhere, also on the IBM i");
}

/**
 * waybill_words_request_waiting:
 * @waiting: a request whose certificate has not come yet
 *
 * Returns: (transfer full): when it was made and with which key
 */
char *
waybill_words_request_waiting (const WaybillCertWaiting *waiting)
{
  g_autofree char *day = waybill_words_time_day (waiting->made);

  /* Translators: a day, then a kind of key: "Made 23 November · RSA, 3072 bits". */
  return g_strdup_printf (_ ("Made %s · %s"), day, waybill_words_request_key_title (waiting->key_kind));
}

/**
 * waybill_words_request_answer:
 * @waiting: a request whose certificate has come
 *
 * Returns: (transfer full): what the certificate is
 */
char *
waybill_words_request_answer (const WaybillCertWaiting *waiting)
{
  g_autofree char *day = waybill_words_time_day (waiting->made);

  return g_strdup_printf (_ ("Your certificate: the answer to your request of %s"), day);
}

/**
 * waybill_words_request_stranger:
 * @n_waiting: how many keys wait, one at least
 *
 * Returns: (transfer full): that a certificate fits none of them
 */
char *
waybill_words_request_stranger (guint n_waiting)
{
  if (n_waiting == 1)
    return g_strdup (_ ("This certificate does not belong to the key that waits."));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "This certificate belongs to none of your %u waiting keys.",
                                       "This certificate belongs to none of your %u waiting keys.", n_waiting),
                          n_waiting);
}

/**
 * waybill_words_request_locked:
 *
 * Returns: (transfer full): that the key of an answer cannot be opened here, and where it can be
 */
WaybillWords *
waybill_words_request_locked (void)
{
  WaybillWords *words = g_new0 (WaybillWords, 1);

  words->title = g_strdup (_ ("The key that waits is locked"));
  words->sentence = g_strdup (_ ("The keyring does not have the password of the key that this certificate belongs to."));
  words->reason = g_strdup (_ ("Most likely the keyring was emptied, or the request was made with a password of your own."));
  words->next = g_strdup (_ ("In a terminal, “waybill-cli cert reply” with this file asks for the password."));
  return words;
}

/**
 * waybill_words_request_file_name:
 * @label: what a request or a certificate is called
 * @suffix: with its dot
 *
 * Returns: (transfer full): a name for its file: what Windows or a server refuses stands as "-", and it is short
 */
char *
waybill_words_request_file_name (const char *label, const char *suffix)
{
  g_autofree char *stem = g_utf8_substring (label, 0, MIN (g_utf8_strlen (label, -1), MAX_STEM));
  GString *name = g_string_new (NULL);

  for (const char *at = stem; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_isalnum (letter) || strchr (" ._-@+", (int) (letter < 128 ? letter : 'x')) != NULL)
        g_string_append_unichar (name, letter);
      else
        g_string_append_c (name, '-');
    }
  /* Neither hidden nor with a blank or a dot at its end, which Windows takes off. */
  while (name->len > 0 && strchr (". -", name->str[0]) != NULL)
    g_string_erase (name, 0, 1);
  while (name->len > 0 && strchr (". ", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_append (name, "certificate");
  g_string_append (name, suffix);
  return g_string_free (name, FALSE);
}

/* RFC 6068, 5: lines end in CR LF. */
static char *
escape_text (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\r\n", lines);

  return g_uri_escape_string (joined, NULL, FALSE);
}

/**
 * waybill_words_request_mail:
 * @name: who the certificate is for
 * @pem: the request or the certificate, PEM
 * @is_request: whether it is to be signed; else it signed itself and is to be accepted
 *
 * Returns: (transfer full): a `mailto:` URI (RFC 6068) without an address: a letter that holds @pem, for an attachment
 * cannot be given
 */
char *
waybill_words_request_mail (const char *name, const char *pem, gboolean is_request)
{
  g_autofree char *shown = waybill_remote_path_dup_display (name);
  g_autofree char *subject
      = g_strdup_printf (is_request ? _ ("Certificate request for %s") : _ ("Certificate of %s"), shown);
  g_autofree char *letter = g_strdup (
      is_request ? _ ("Here is our request for a certificate (PKCS #10). We ask you to sign it for client "
                      "authentication, and to send us the certificate and those of your authorities.")
                 : _ ("Here is the certificate with which we log in. It is signed by itself. We ask you to let it "
                      "in for our user."));
  g_autofree char *body = g_strdup_printf ("%s\n\n%s\n\n%s", letter, shown, pem);
  g_autofree char *escaped_subject = escape_text (subject);
  g_autofree char *escaped_body = escape_text (body);

  return g_strdup_printf ("mailto:?subject=%s&body=%s", escaped_subject, escaped_body);
}

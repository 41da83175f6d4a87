/* Kind, validity, purpose and fingerprint of a certificate as people say them, and the remarks of an import. Reads the
 * clock. */
#include "words-cert.h"

#include "base-clock.h"
#include "words-private.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ENDING_SECONDS (60 * 86400)

/**
 * waybill_words_cert_kind:
 * @certificate: a certificate
 * @has_key: whether its private key is there
 *
 * Returns: what it is, in a few words
 */
const char *
waybill_words_cert_kind (WaybillCertCertificate *certificate, gboolean has_key)
{
  if (has_key)
    return _ ("your certificate and private key");
  return waybill_cert_certificate_is_authority (certificate) ? _ ("authority") : _ ("certificate without key");
}

/**
 * waybill_words_cert_get_life:
 * @certificate: a certificate
 *
 * Returns: in which part of its life it is now
 */
WaybillWordsLife
waybill_words_cert_get_life (WaybillCertCertificate *certificate)
{
  gint64 now = waybill_base_clock_now ();
  gint64 end = waybill_cert_certificate_get_not_after (certificate);

  if (now < waybill_cert_certificate_get_not_before (certificate))
    return WAYBILL_WORDS_LIFE_FUTURE;
  if (now > end)
    return WAYBILL_WORDS_LIFE_OVER;
  return end - now < ENDING_SECONDS ? WAYBILL_WORDS_LIFE_ENDING : WAYBILL_WORDS_LIFE_GOOD;
}

static char *
distance_to (gint64 unix_seconds)
{
  return waybill_words_time_rough (unix_seconds - waybill_base_clock_now ());
}

/**
 * waybill_words_cert_validity:
 * @certificate: a certificate
 *
 * Returns: (transfer full): how long it is good, such as "valid until 22 November 2027, in 12 months"
 */
char *
waybill_words_cert_validity (WaybillCertCertificate *certificate)
{
  gint64 begin = waybill_cert_certificate_get_not_before (certificate);
  gint64 end = waybill_cert_certificate_get_not_after (certificate);
  g_autofree char *day = NULL;
  g_autofree char *distance = NULL;

  switch (waybill_words_cert_get_life (certificate))
    {
    case WAYBILL_WORDS_LIFE_FUTURE:
      distance = distance_to (begin);
      return g_strdup_printf (_ ("starts in %s"), distance);
    case WAYBILL_WORDS_LIFE_OVER:
      distance = distance_to (end);
      return g_strdup_printf (_ ("ran out %s ago"), distance);
    default:
      day = waybill_words_time_day (end);
      distance = distance_to (end);
      /* Translators: a day, and how far away it is: "valid until 22 November 2027, in 12 months". */
      return g_strdup_printf (_ ("valid until %s, in %s"), day, distance);
    }
}

/**
 * waybill_words_cert_expiry:
 * @certificate: a certificate
 *
 * Returns: (transfer full): the same for lists: "Good for 12 months", "Runs out in 12 days", "Ran out 3 days ago", "Not
 * valid before …"
 */
char *
waybill_words_cert_expiry (WaybillCertCertificate *certificate)
{
  WaybillWordsLife life = waybill_words_cert_get_life (certificate);
  g_autofree char *distance = distance_to (waybill_cert_certificate_get_not_after (certificate));
  g_autofree char *day = waybill_words_time_point (waybill_cert_certificate_get_not_before (certificate));

  switch (life)
    {
    case WAYBILL_WORDS_LIFE_FUTURE:
      return g_strdup_printf (_ ("Not valid before %s"), day);
    case WAYBILL_WORDS_LIFE_OVER:
      return g_strdup_printf (_ ("Ran out %s ago"), distance);
    case WAYBILL_WORDS_LIFE_ENDING:
      return g_strdup_printf (_ ("Runs out in %s"), distance);
    default:
      return g_strdup_printf (_ ("Good for %s"), distance);
    }
}

/**
 * waybill_words_cert_period:
 * @certificate: a certificate
 *
 * Returns: (transfer full): both ends of its validity, in local time and in UTC
 */
char *
waybill_words_cert_period (WaybillCertCertificate *certificate)
{
  g_autofree char *begin = waybill_words_time_pair (waybill_cert_certificate_get_not_before (certificate));
  g_autofree char *end = waybill_words_time_pair (waybill_cert_certificate_get_not_after (certificate));

  /* Translators: the beginning and the end of a validity. */
  return g_strdup_printf (_ ("from %s to %s"), begin, end);
}

/**
 * waybill_words_cert_purpose:
 * @certificate: a certificate
 *
 * Returns: (transfer full): what it is good for, such as "good for logging in (client authentication)"
 */
char *
waybill_words_cert_purpose (WaybillCertCertificate *certificate)
{
  gboolean clients = waybill_cert_certificate_is_for_clients (certificate);
  gboolean servers = waybill_cert_certificate_is_for_servers (certificate);

  if (waybill_cert_certificate_is_authority (certificate) && !waybill_cert_certificate_is_self_signed (certificate))
    return g_strdup (_ ("vouches for other certificates, in between"));
  if (waybill_cert_certificate_is_authority (certificate))
    return g_strdup (_ ("vouches for other certificates"));
  if (clients && servers)
    return g_strdup (_ ("good for logging in and for servers"));
  if (clients)
    return g_strdup (_ ("good for logging in (client authentication)"));
  if (servers)
    return g_strdup (_ ("good for servers, not for logging in"));
  return g_strdup (_ ("good neither for logging in nor for servers"));
}

/**
 * waybill_words_cert_fingerprint:
 * @fingerprint: hex digits, with or without colons and blanks
 *
 * Returns: (transfer full): them in upper case in groups of four, to be read out on the telephone
 */
char *
waybill_words_cert_fingerprint (const char *fingerprint)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint digits = 0;

  for (const char *at = fingerprint; *at != '\0'; at++)
    {
      if (!g_ascii_isxdigit (*at))
        continue;
      if (digits > 0 && digits % 4 == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, g_ascii_toupper (*at));
      digits++;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * waybill_words_cert_describe:
 * @certificate: a certificate
 *
 * Returns: (transfer full): name, issuer, validity and fingerprint, one a line
 */
char *
waybill_words_cert_describe (WaybillCertCertificate *certificate)
{
  g_autofree char *name = waybill_words_quote (waybill_cert_certificate_get_name (certificate));
  g_autofree char *issuer = waybill_words_quote (waybill_cert_certificate_get_issuer_name (certificate));
  g_autofree char *validity = waybill_words_cert_validity (certificate);
  g_autofree char *period = waybill_words_cert_period (certificate);
  g_autofree char *fingerprint = waybill_words_cert_fingerprint (waybill_cert_certificate_get_fingerprint (certificate));

  if (waybill_cert_certificate_is_self_signed (certificate))
    /* Translators: name; validity in words; the period; the fingerprint. */
    return g_strdup_printf (_ ("%s, issued by itself\n%s, %s\nSHA-256 %s"), name, validity, period, fingerprint);
  /* Translators: name; issuer; validity in words; the period; the fingerprint. */
  return g_strdup_printf (_ ("%s, issued by %s\n%s, %s\nSHA-256 %s"), name, issuer, validity, period, fingerprint);
}

static const struct
{
  WaybillCertRemark remark;
  const char *sentence;
} remark_rows[] = {
  { WAYBILL_CERT_REMARK_NO_SEAL,
    N_ ("This file has no integrity seal. Waybill can read it, but cannot tell whether it was changed on the way.") },
  { WAYBILL_CERT_REMARK_SEAL_UNKNOWN,
    N_ ("This file has an integrity seal of a kind that cannot be checked here. The key and the certificate open well.") },
  { WAYBILL_CERT_REMARK_OLD_CIPHER,
    N_ ("This file is locked with an old method (3DES, RC2 or RC4). Keep the file itself in a safe place, or delete it.") },
  { WAYBILL_CERT_REMARK_NO_PASSWORD, N_ ("This file opens without a password. Whoever has it can log in as you.") },
  { WAYBILL_CERT_REMARK_CROWDED, N_ ("This file holds very much. Waybill reads the first 32 certificates of each of its "
                                     "parts, so some may be missing.") },
};

/**
 * waybill_words_cert_remarks:
 * @remarks: #WaybillCertRemark flags
 *
 * Returns: (transfer full): a %NULL-terminated array with one text for each
 */
char **
waybill_words_cert_remarks (guint remarks)
{
  g_autoptr (GPtrArray) result = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (remark_rows); i++)
    if (remarks & remark_rows[i].remark)
      g_ptr_array_add (result, g_strdup (_ (remark_rows[i].sentence)));
  g_ptr_array_add (result, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&result), FALSE);
}

static void
add_count (GString *text, guint count, const char *counted)
{
  if (count > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", counted);
}

/**
 * waybill_words_cert_found:
 * @import: what an import found
 *
 * Returns: (transfer full): it in one sentence, such as "The files hold 1 certificate with its key, 2 authorities."
 */
char *
waybill_words_cert_found (const WaybillCertImport *import)
{
  guint ours = import->identities->len;
  guint authorities = import->authorities->len;
  guint others = import->others->len;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *a = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u certificate with its key",
                                                     "%u certificates with their keys", ours),
                                        ours);
  g_autofree char *b
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u authority", "%u authorities", authorities), authorities);
  g_autofree char *c
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u other certificate", "%u other certificates", others), others);

  add_count (text, ours, a);
  add_count (text, authorities, b);
  add_count (text, others, c);
  if (text->len == 0)
    return g_strdup (_ ("The files hold nothing that can be used."));
  /* Translators: a list such as "1 certificate with its key, 2 authorities". */
  return g_strdup_printf (_ ("The files hold %s."), text->str);
}

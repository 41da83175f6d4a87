/* What the import assistant says of files and certificates. Names that somebody else gave are shown with their controls
 * escaped. */
#include "words-import.h"

#include "base-clock.h"
#include "remote-path.h"
#include "words-cert.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>

#define MAX_NAMES 3

/* A %s in it is whose certificate it is. */
static const struct
{
  WaybillCertFinding finding;
  const char *sentence;
} findings[] = {
  { WAYBILL_CERT_FINDING_IDENTITY, N_ ("A key with its certificate: %s") },
  { WAYBILL_CERT_FINDING_IDENTITY_LOCKED, N_ ("A key with its certificate (PKCS #12), locked with a password") },
  { WAYBILL_CERT_FINDING_KEY, N_ ("A key without its certificate") },
  { WAYBILL_CERT_FINDING_KEY_LOCKED, N_ ("A key, locked with a password") },
  { WAYBILL_CERT_FINDING_AUTHORITY, N_ ("An authority: %s") },
  { WAYBILL_CERT_FINDING_CERTIFICATE, N_ ("A certificate without its key: %s") },
  { WAYBILL_CERT_FINDING_REVOCATION_LIST, N_ ("A revocation list of %s") },
  { WAYBILL_CERT_FINDING_NOTHING, N_ ("Not a certificate. It will be left out.") },
  { WAYBILL_CERT_FINDING_CUT_OFF, N_ ("It ends too early: part of it was lost on the way. Ask for it again.") },
  { WAYBILL_CERT_FINDING_DAMAGED, N_ ("A certificate file, but a damaged one: it cannot be read. Ask for it again.") },
  { WAYBILL_CERT_FINDING_WINDOWS_ACCOUNT,
    N_ ("Locked to a Windows account: only Windows can open it. Ask for an export with a password.") },
  { WAYBILL_CERT_FINDING_OLD_LOCK,
    N_ ("Locked with a method nobody should use any more (RC2 or RC4). Ask for it with AES.") },
  { WAYBILL_CERT_FINDING_UNSUPPORTED,
    N_ ("Its lock or its key is of a kind that Waybill does not know. Ask for it with AES256-SHA256 and one password.") },
  { WAYBILL_CERT_FINDING_TOO_EXPENSIVE, N_ ("Opening it would take far too long. Ask for an export with usual settings.") },
  { WAYBILL_CERT_FINDING_TOO_LARGE, N_ ("Too large for a certificate. It will be left out.") },
  { WAYBILL_CERT_FINDING_UNREADABLE, N_ ("It cannot be read. Check whether it is still there and open to you.") },
  { WAYBILL_CERT_FINDING_EMPTY, N_ ("There is nothing in it. Copy it again, or ask for it again.") },
  { WAYBILL_CERT_FINDING_REQUEST,
    N_ ("A request for a certificate, not the certificate. What is needed is the authority’s answer to it.") },
  { WAYBILL_CERT_FINDING_SSH_KEY, N_ ("A key for SSH, not a certificate. It will be left out.") },
  { WAYBILL_CERT_FINDING_JAVA_KEYSTORE, N_ ("A keystore of Java. Ask for the same as PKCS #12 (.p12 or .pfx).") },
  { WAYBILL_CERT_FINDING_WEB_PAGE,
    N_ ("A web page, not a certificate. Most likely a page that wanted a login was saved in its place.") },
  { WAYBILL_CERT_FINDING_ARCHIVE, N_ ("A packed folder, such as a .zip. Unpack it and add the files inside.") },
};

static const char *
find_sentence (WaybillCertFinding finding)
{
  for (gsize i = 0; i < G_N_ELEMENTS (findings); i++)
    if (findings[i].finding == finding)
      return _ (findings[i].sentence);
  return "";
}

/* One %s at most, taken literally: translators may leave it out. */
static char *
fill_in (const char *sentence, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);

  return g_strjoinv (name, parts);
}

/**
 * waybill_words_import_finding:
 * @source: a file
 *
 * Returns: (transfer full): what it turned out to be, one sentence
 */
char *
waybill_words_import_finding (WaybillCertSource *source)
{
  WaybillCertFinding finding = waybill_cert_source_get_finding (source);
  g_autofree char *subject = waybill_remote_path_dup_display (waybill_cert_source_get_subject (source));
  guint n = waybill_cert_source_get_n (source);

  if (finding == WAYBILL_CERT_FINDING_LIST)
    return g_strdup_printf (waybill_cert_source_get_kind (source) == WAYBILL_CERT_KIND_P7B
                                ? g_dngettext (GETTEXT_PACKAGE, "A list of %u certificate (PKCS #7)",
                                               "A list of %u certificates (PKCS #7)", n)
                                : g_dngettext (GETTEXT_PACKAGE, "A list of %u certificate", "A list of %u certificates", n),
                            n);
  return fill_in (find_sentence (finding), subject);
}

/**
 * waybill_words_import_locked:
 * @source: a file that wants a password
 *
 * Returns: (transfer full): when it was made and what it holds
 */
char *
waybill_words_import_locked (WaybillCertSource *source)
{
  gint64 modified = waybill_cert_source_get_modified (source);
  gboolean is_key = waybill_cert_source_get_finding (source) == WAYBILL_CERT_FINDING_KEY_LOCKED;
  g_autofree char *day = NULL;

  if (modified <= 0)
    return g_strdup (is_key ? _ ("Holds a key") : _ ("Holds a key with its certificate"));
  day = waybill_words_time_day (modified);
  return g_strdup_printf (is_key ? _ ("Made %s · holds a key") : _ ("Made %s · holds a key with its certificate"), day);
}

/**
 * waybill_words_import_left_out:
 * @n_left_out: how many files were not looked at
 * @limit: how many are looked at
 *
 * Returns: (transfer full): what became of the others
 */
char *
waybill_words_import_left_out (guint n_left_out, guint limit)
{
  g_autofree char *others
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more was left out.", "%u more were left out.", n_left_out),
                         n_left_out);
  g_autofree char *first = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Only the first %u file is looked at.",
                                                         "Only the first %u files are looked at.", limit),
                                            limit);

  /* Translators: "Only the first 100 files are looked at." and "12 more were left out." */
  return g_strdup_printf (_ ("%s %s"), first, others);
}

/**
 * waybill_words_import_chain:
 * @plan: the plan
 * @item: one of its identities
 * @is_good: (out): whether nothing is the matter
 *
 * Returns: (transfer full): whether key and certificate belong together and whether the chain is complete
 */
char *
waybill_words_import_chain (WaybillCertPlan *plan, const WaybillCertPlanItem *item, gboolean *is_good)
{
  g_autofree char *missing = waybill_remote_path_dup_display (item->missing);

  *is_good = item->is_complete && !waybill_cert_plan_has_mismatch (plan);
  if (waybill_cert_plan_has_mismatch (plan))
    return g_strdup (_ ("This .cer belongs to a different key than this .pfx."));
  if (!item->is_complete)
    return fill_in (_ ("One authority of the chain is missing: %s. The partner can send it."), missing);
  return g_strdup (_ ("The key and the certificate belong together, and the chain is complete up to the root."));
}

/**
 * waybill_words_import_authority:
 * @item: an authority of a plan
 * @label: (nullable): what the store calls it already
 *
 * Returns: (transfer full): when it ends and where it came from
 */
char *
waybill_words_import_authority (const WaybillCertPlanItem *item, const char *label)
{
  g_autofree char *day = waybill_words_time_day (waybill_cert_certificate_get_not_after (item->certificate));
  g_autofree char *file = waybill_remote_path_dup_display (waybill_cert_source_get_name (item->source));

  if (label != NULL)
    /* Translators: a day, then a name: "Ends 1 March 2041 · in the store already as “HF Root”". */
    return g_strdup_printf (_ ("Ends %s · in the store already as “%s”"), day, label);
  if (waybill_cert_source_get_finding (item->source) == WAYBILL_CERT_FINDING_IDENTITY)
    return g_strdup_printf (_ ("Ends %s · was inside %s"), day, file);
  /* Translators: a day, then a file: "Ends 1 March 2041 · from HF-Root-CA.cer". */
  return g_strdup_printf (_ ("Ends %s · from %s"), day, file);
}

/**
 * waybill_words_import_leftover:
 * @leftover: what is not needed
 *
 * Returns: (transfer full): why not
 */
char *
waybill_words_import_leftover (const WaybillCertPlanLeftover *leftover)
{
  g_autofree char *name = NULL;

  switch (leftover->reason)
    {
    case WAYBILL_CERT_PLAN_AGAIN:
      return g_strdup (_ ("Another of the files holds the same"));
    case WAYBILL_CERT_PLAN_NO_KEY:
      name = waybill_remote_path_dup_display (waybill_cert_certificate_get_name (leftover->certificate));
      return fill_in (_ ("A certificate without its key: %s"), name);
    case WAYBILL_CERT_PLAN_LOOSE_KEY:
      return g_strdup (_ ("A key without its certificate"));
    case WAYBILL_CERT_PLAN_NO_CERTIFICATE:
    default:
      if (waybill_cert_source_get_finding (leftover->source) == WAYBILL_CERT_FINDING_NOTHING)
        return g_strdup (_ ("Not a certificate"));
      return waybill_words_import_finding (leftover->source);
    }
}

/**
 * waybill_words_import_valid:
 * @certificate: a certificate
 *
 * Returns: (transfer full): both ends in local time, and how long that is
 */
char *
waybill_words_import_valid (WaybillCertCertificate *certificate)
{
  gint64 begin = waybill_cert_certificate_get_not_before (certificate);
  gint64 end = waybill_cert_certificate_get_not_after (certificate);
  g_autofree char *from = waybill_words_time_point (begin);
  g_autofree char *to = waybill_words_time_point (end);
  g_autofree char *length = waybill_words_time_rough (end - begin);

  /* Translators: beginning, end, length: "18 November at 09:00 to 18 November 2028 at 09:00 · 2 years". */
  return g_strdup_printf (_ ("%s to %s · %s"), from, to, length);
}

/* (nullable): good for a long time yet, or not begun. */
static char *
dup_end (WaybillCertCertificate *certificate)
{
  g_autofree char *distance
      = waybill_words_time_rough (waybill_cert_certificate_get_not_after (certificate) - waybill_base_clock_now ());

  switch (waybill_words_cert_get_life (certificate))
    {
    case WAYBILL_WORDS_LIFE_ENDING:
      return g_strdup_printf (_ ("runs out in %s"), distance);
    case WAYBILL_WORDS_LIFE_OVER:
      return g_strdup_printf (_ ("ran out %s ago"), distance);
    default:
      return NULL;
    }
}

/**
 * waybill_words_import_uses:
 * @entry: (nullable): what the partner shows now, where the store has it
 * @assigned: whether the partner shows any
 *
 * Returns: (transfer full): which certificate the partner uses now
 */
char *
waybill_words_import_uses (const WaybillCertEntry *entry, gboolean assigned)
{
  g_autofree char *runs_out = NULL;

  if (!assigned)
    return g_strdup (_ ("No certificate yet"));
  if (entry == NULL)
    return g_strdup (_ ("Its certificate is not in the store any more"));
  runs_out = dup_end (entry->certificate);
  if (runs_out == NULL)
    return g_strdup_printf (_ ("Uses “%s”"), entry->label);
  /* Translators: a name, then "it runs out in 12 days" or "it ran out 3 days ago". */
  return g_strdup_printf (_ ("Uses “%s” now; it %s"), entry->label, runs_out);
}

/**
 * waybill_words_import_names:
 * @names: (array zero-terminated=1): names, one at least
 *
 * Returns: (transfer full): up to three of them, or how many there are
 */
char *
waybill_words_import_names (const char *const *names)
{
  guint n = g_strv_length ((char **) names);

  if (n > MAX_NAMES)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u partner", "%u partners", n), n);
  /* Translators: between two names of a list. */
  return g_strjoinv (_ (", "), (char **) names);
}

/**
 * waybill_words_import_older:
 * @older: an authority of the store that a newer one renews
 * @newer: that one. Anybody can write a name into a certificate, so another key is told
 * @partners: (nullable) (array zero-terminated=1): who trusts it
 *
 * Returns: (transfer full): what it is, how long it is good, and who trusts it
 */
char *
waybill_words_import_older (const WaybillCertEntry *older, WaybillCertCertificate *newer, const char *const *partners)
{
  g_autofree char *runs_out = dup_end (older->certificate);
  g_autofree char *expiry = runs_out != NULL ? g_strdup (runs_out) : waybill_words_cert_validity (older->certificate);
  g_autofree char *names = partners != NULL && *partners != NULL ? waybill_words_import_names (partners) : NULL;

  const char *kin
      = g_str_equal (waybill_cert_certificate_get_key_id (older->certificate), waybill_cert_certificate_get_key_id (newer))
            ? _ ("Same authority")
            : _ ("Same name, another key");

  /* Translators: what it has in common with the new one, its end, and names of partners. */
  if (names != NULL)
    return g_strdup_printf (_ ("%s · %s · trusted for %s"), kin, expiry, names);
  return g_strdup_printf (_ ("%s · %s · trusted for nobody"), kin, expiry);
}

/**
 * waybill_words_import_done:
 * @is_identity: whether it is a certificate of ours
 * @is_replacement: whether an older authority gave its place
 * @partners: (array zero-terminated=1): who uses or trusts it now
 *
 * Returns: (transfer full): what was done with a certificate
 */
char *
waybill_words_import_done (gboolean is_identity, gboolean is_replacement, const char *const *partners)
{
  gboolean is_used = *partners != NULL;
  g_autofree char *names = is_used ? waybill_words_import_names (partners) : NULL;

  if (is_identity)
    return is_used ? g_strdup_printf (_ ("Assigned to %s"), names) : g_strdup (_ ("Kept in the store, not assigned yet"));
  if (is_replacement)
    return is_used ? g_strdup_printf (_ ("Replaces the older one; trusted for %s"), names)
                   : g_strdup (_ ("Replaces the older one"));
  return is_used ? g_strdup_printf (_ ("Trusted for %s"), names) : g_strdup (_ ("Kept in the store, trusted by nobody yet"));
}

/* One row a concern: what the sidebar says and what the editor's foot says. Dates and counts are filled in here, and the
 * clock is read for "today" alone. */
#include "words-readiness.h"

#include "base-clock.h"
#include "partner-next.h"
#include "words-cert.h"
#include "words-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *reason; /* NULL: made by a function below */
  const char *sentence;
} rows[] = {
  [WAYBILL_PARTNER_CONCERN_NONE] = { N_ ("Ready"), N_ ("Ready") },
  [WAYBILL_PARTNER_CONCERN_NEVER_TESTED] = { N_ ("Never tested"), N_ ("Almost ready: the connection was never tested.") },
  [WAYBILL_PARTNER_CONCERN_NOT_ENCRYPTED] = { N_ ("Not encrypted"), N_ ("Almost ready: the connection is not encrypted.") },
  [WAYBILL_PARTNER_CONCERN_ENDS] = { NULL, N_ ("Almost ready: the certificate should be renewed.") },
  [WAYBILL_PARTNER_CONCERN_FUTURE] = { NULL, N_ ("Almost ready: the certificate is not valid yet.") },
  [WAYBILL_PARTNER_CONCERN_NEXT_EARLY]
  = { N_ ("Next certificate is not valid yet"), N_ ("Almost ready: the next certificate is not valid yet.") },
  [WAYBILL_PARTNER_CONCERN_NEXT_UNUSABLE]
  = { N_ ("Next certificate cannot be used"), N_ ("Almost ready: the next certificate cannot be used.") },
  [WAYBILL_PARTNER_CONCERN_AUTHORITY_GONE]
  = { N_ ("An authority is missing"), N_ ("Almost ready: an authority that you ticked is not in the store any more.") },
  [WAYBILL_PARTNER_CONCERN_LAST_FAILED] = { NULL, N_ ("Almost ready: the last run failed.") },
  [WAYBILL_PARTNER_CONCERN_OVER] = { NULL, N_ ("Not ready: the certificate ran out.") },
  [WAYBILL_PARTNER_CONCERN_IDENTITY_GONE]
  = { N_ ("Certificate is missing"), N_ ("Not ready: the certificate is not in the store any more.") },
  [WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED] = { N_ ("Nobody is trusted"), N_ ("Not ready: nobody is trusted.") },
  [WAYBILL_PARTNER_CONCERN_NO_HOST] = { N_ ("Host is missing"), N_ ("Not ready: the host is missing.") },
};

static const char *const titles[] = {
  [WAYBILL_PARTNER_PAGE_CONNECTION] = N_ ("Connection"),        [WAYBILL_PARTNER_PAGE_LOGIN] = N_ ("Login"),
  [WAYBILL_PARTNER_PAGE_CERTIFICATE] = N_ ("Certificate"),      [WAYBILL_PARTNER_PAGE_TRUST] = N_ ("Trust"),
  [WAYBILL_PARTNER_PAGE_FOLDERS] = N_ ("Folders and transfer"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == WAYBILL_PARTNER_CONCERN_NO_HOST + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (titles) == WAYBILL_PARTNER_N_PAGES);

/* Whole days of 24 hours: what is nearer may be today or tomorrow. */
static char *
say_days (gint64 days, const char *near, const char *one, const char *many)
{
  if (days < 1)
    return g_strdup (_ (near));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, one, many, (gulong) days), (int) MIN (days, G_MAXINT));
#pragma GCC diagnostic pop
}

static char *
say_failed (gint64 when, gboolean check)
{
  g_autofree char *day = waybill_words_time_day (when);
  g_autofree char *today = waybill_words_time_day (waybill_base_clock_now ());
  g_autofree char *point = waybill_words_time_point (when);
  g_autofree char *clock = NULL;
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (when);

  if (strcmp (day, today) != 0 || local == NULL)
    /* Translators: such as "Last run failed, yesterday at 14:05". */
    return check ? g_strdup_printf (_ ("Last check failed, %s"), point) : g_strdup_printf (_ ("Last run failed, %s"), point);
  clock = g_date_time_format (local, "%H:%M");
  return check ? g_strdup_printf (_ ("Last check failed at %s"), clock)
               : g_strdup_printf (_ ("Last run failed at %s"), clock);
}

/**
 * waybill_words_readiness_reason:
 * @readiness: what was found
 *
 * Returns: (transfer full): the worst of it in a few words, for a line of a list
 */
char *
waybill_words_readiness_reason (const WaybillPartnerReadiness *readiness)
{
  switch (readiness->worst)
    {
    case WAYBILL_PARTNER_CONCERN_ENDS:
      return say_days (readiness->days, N_ ("Certificate runs out within a day"), N_ ("Certificate runs out in %d day"),
                       N_ ("Certificate runs out in %d days"));
    case WAYBILL_PARTNER_CONCERN_FUTURE:
      return say_days (readiness->days, N_ ("Certificate starts within a day"), N_ ("Certificate starts in %d day"),
                       N_ ("Certificate starts in %d days"));
    case WAYBILL_PARTNER_CONCERN_OVER:
      return say_days (readiness->days, N_ ("Certificate ran out less than a day ago"),
                       N_ ("Certificate ran out %d day ago"), N_ ("Certificate ran out %d days ago"));
    case WAYBILL_PARTNER_CONCERN_LAST_FAILED:
      return say_failed (readiness->when, readiness->failed_check);
    default:
      return g_strdup (_ (rows[readiness->worst].reason));
    }
}

/**
 * waybill_words_readiness_sentence:
 * @readiness: what was found
 *
 * Returns: (transfer full): "Ready", or how far it is from that and why
 */
char *
waybill_words_readiness_sentence (const WaybillPartnerReadiness *readiness)
{
  if (readiness->worst == WAYBILL_PARTNER_CONCERN_LAST_FAILED && readiness->failed_check)
    return g_strdup (_ ("Almost ready: the last check failed."));
  return g_strdup (_ (rows[readiness->worst].sentence));
}

static char *
say_connection (WaybillPartner *partner)
{
  WaybillRemoteProtocol protocol = waybill_partner_get_protocol (partner);
  guint port = waybill_partner_get_port (partner);

  if (port == 0)
    port = waybill_remote_protocol_get_port (protocol);
  if (protocol == WAYBILL_REMOTE_PROTOCOL_FTP)
    /* Translators: a host and a number. */
    return g_strdup_printf (_ ("%s, port %u, not encrypted"), waybill_partner_get_host (partner), port);
  /* Translators: a host and a number. */
  return g_strdup_printf (_ ("%s, port %u"), waybill_partner_get_host (partner), port);
}

static char *
say_login (WaybillPartner *partner)
{
  const char *user = waybill_partner_get_user (partner);

  return g_strdup (user != NULL ? user : _ ("No user name"));
}

static char *
say_certificate (WaybillPartner *partner, WaybillCertStore *store)
{
  const char *fingerprint = waybill_partner_next_get_identity (partner, store, waybill_base_clock_now ());
  const WaybillCertEntry *entry = fingerprint != NULL ? waybill_cert_store_find_fingerprint (store, fingerprint) : NULL;

  if (fingerprint == NULL)
    return g_strdup (_ ("None"));
  if (entry == NULL || !entry->is_identity)
    return g_strdup (_ ("Not in the store any more"));
  return waybill_words_cert_expiry (entry->certificate);
}

static char *
say_trust (WaybillPartner *partner, const WaybillPartnerReadiness *readiness)
{
  guint pins = g_strv_length ((char **) waybill_partner_get_pins (partner));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (readiness->authorities > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u authority", "%u authorities",
                                                          readiness->authorities),
                                             readiness->authorities));
  if (pins > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u pin", "%u pins", pins), pins));
  if (waybill_partner_get_system_trust (partner))
    g_ptr_array_add (parts, g_strdup (parts->len > 0 ? _ ("the computer’s own") : _ ("The computer’s own authorities")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

static char *
say_folders (WaybillPartner *partner)
{
  const char *local = waybill_partner_get_local_dir (partner), *remote = waybill_partner_get_remote_dir (partner);
  g_autofree char *name = local != NULL ? g_path_get_basename (local) : NULL;
  g_autofree char *shown = name != NULL ? g_filename_display_name (name) : NULL;

  if (shown != NULL && remote != NULL)
    /* Translators: a folder on this computer and one at the partner. */
    return g_strdup_printf (_ ("%s and %s"), shown, remote);
  if (shown == NULL && remote == NULL)
    return g_strdup (_ ("Where the login leads"));
  return g_strdup (shown != NULL ? shown : remote);
}

static gboolean
uses_tls (WaybillPartner *partner)
{
  WaybillRemoteProtocol protocol = waybill_partner_get_protocol (partner);

  return protocol == WAYBILL_REMOTE_PROTOCOL_FTPS || protocol == WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT;
}

/**
 * waybill_words_readiness_page:
 * @partner: the partner that was judged
 * @store: where its certificates are
 * @readiness: what was found
 * @page: one of the editor's pages
 *
 * Returns: (transfer full): what is set on that page, or what is the matter with it, in a few words
 */
char *
waybill_words_readiness_page (WaybillPartner *partner,
                              WaybillCertStore *store,
                              const WaybillPartnerReadiness *readiness,
                              WaybillPartnerPage page)
{
  WaybillPartnerConcern concern = readiness->pages[page];

  if (concern == WAYBILL_PARTNER_CONCERN_NO_HOST || concern == WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED
      || concern == WAYBILL_PARTNER_CONCERN_AUTHORITY_GONE)
    return g_strdup (_ (rows[concern].reason));
  if (!uses_tls (partner) && (page == WAYBILL_PARTNER_PAGE_CERTIFICATE || page == WAYBILL_PARTNER_PAGE_TRUST))
    return g_strdup (_ ("Not used without TLS"));

  switch (page)
    {
    case WAYBILL_PARTNER_PAGE_CONNECTION:
      return say_connection (partner);
    case WAYBILL_PARTNER_PAGE_LOGIN:
      return say_login (partner);
    case WAYBILL_PARTNER_PAGE_CERTIFICATE:
      return say_certificate (partner, store);
    case WAYBILL_PARTNER_PAGE_TRUST:
      return say_trust (partner, readiness);
    case WAYBILL_PARTNER_PAGE_FOLDERS:
      return say_folders (partner);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * waybill_words_readiness_title:
 * @page: one of the editor's pages
 *
 * Returns: its title, translated
 */
const char *
waybill_words_readiness_title (WaybillPartnerPage page)
{
  g_return_val_if_fail ((guint) page < G_N_ELEMENTS (titles), "");

  return _ (titles[page]);
}

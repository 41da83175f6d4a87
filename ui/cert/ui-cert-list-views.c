/* The views of the certificate store as values: one table of their words, and the pure functions that fill them.
 * It has no widget and keeps nothing. */

#include "ui-cert-list-views.h"

#include <glib/gi18n.h>
#include <string.h>

#include "words-cert.h"

/* Fewer digits are a word, such as "cafe". */
#define MIN_FINGERPRINT_DIGITS 4

static const struct
{
  const char *title;
  const char *subtitle;
  const char *icon;
  const char *empty;
  const char *empty_text;
} views[WAYBILL_UI_CERT_N_VIEWS] = {
  [WAYBILL_UI_CERT_VIEW_AUTHORITIES]
  = { N_ ("Authorities"), N_ ("They vouch for servers and certificates"), "application-certificate-symbolic",
      N_ ("No authorities yet"),
      N_ ("They come as .cer, .crt or .p7b, often beside your own certificate. Drop them anywhere in this window.") },
  [WAYBILL_UI_CERT_VIEW_IDENTITIES]
  = { N_ ("Identities"), N_ ("Your certificates with their keys"), "dialog-password-symbolic", N_ ("No identities yet"),
      N_ ("They come as .pfx or .p12, with a password. Drop them anywhere in this window.") },
  [WAYBILL_UI_CERT_VIEW_PARTNERS]
  = { N_ ("Partners"), N_ ("Who sees what, and whom you trust there"), "system-users-symbolic", N_ ("No partners yet"),
      N_ ("Once a partner is set up, its certificates stand here.") },
  [WAYBILL_UI_CERT_VIEW_ENDING] = { N_ ("Runs out soon"), N_ ("Within 60 days, or already over"), "alarm-symbolic",
                                    N_ ("Nothing runs out soon"), N_ ("Every certificate is good for 60 days or more.") },
  [WAYBILL_UI_CERT_VIEW_UNUSED]
  = { N_ ("Used by nobody"), N_ ("No partner shows or trusts them"), "action-unavailable-symbolic",
      N_ ("Everything is in use"), N_ ("Each certificate belongs to at least one partner.") },
};

/**
 * waybill_ui_cert_view_get_title:
 * @view: a view
 *
 * Returns: what it is called, translated
 */
const char *
waybill_ui_cert_view_get_title (WaybillUiCertView view)
{
  return _ (views[view].title);
}

/**
 * waybill_ui_cert_view_get_subtitle:
 * @view: a view
 *
 * Returns: what stands in it, translated
 */
const char *
waybill_ui_cert_view_get_subtitle (WaybillUiCertView view)
{
  return _ (views[view].subtitle);
}

/**
 * waybill_ui_cert_view_get_icon:
 * @view: a view
 *
 * Returns: the name of its icon
 */
const char *
waybill_ui_cert_view_get_icon (WaybillUiCertView view)
{
  return views[view].icon;
}

/**
 * waybill_ui_cert_view_get_empty:
 * @view: a view
 *
 * Returns: what is said when nothing stands in it, translated
 */
const char *
waybill_ui_cert_view_get_empty (WaybillUiCertView view)
{
  return _ (views[view].empty);
}

/**
 * waybill_ui_cert_view_get_empty_text:
 * @view: a view
 *
 * Returns: the sentence below that, translated
 */
const char *
waybill_ui_cert_view_get_empty_text (WaybillUiCertView view)
{
  return _ (views[view].empty_text);
}

/**
 * waybill_ui_cert_view_holds:
 * @view: a view
 * @entry: a certificate of the store
 * @n_users: how many partners use it
 *
 * Returns: whether it stands in the view; the partners' view holds no certificates
 */
gboolean
waybill_ui_cert_view_holds (WaybillUiCertView view, const WaybillCertEntry *entry, guint n_users)
{
  WaybillWordsLife life = waybill_words_cert_get_life (entry->certificate);

  switch (view)
    {
    case WAYBILL_UI_CERT_VIEW_AUTHORITIES:
      return !entry->is_identity;
    case WAYBILL_UI_CERT_VIEW_IDENTITIES:
      return entry->is_identity;
    case WAYBILL_UI_CERT_VIEW_ENDING:
      return life == WAYBILL_WORDS_LIFE_ENDING || life == WAYBILL_WORDS_LIFE_OVER;
    case WAYBILL_UI_CERT_VIEW_UNUSED:
      return n_users == 0;
    default:
      return FALSE;
    }
}

/**
 * waybill_ui_cert_view_get_state:
 * @certificate: a certificate
 *
 * Returns: the state of its icon
 */
WaybillUiState
waybill_ui_cert_view_get_state (WaybillCertCertificate *certificate)
{
  switch (waybill_words_cert_get_life (certificate))
    {
    case WAYBILL_WORDS_LIFE_GOOD:
      return WAYBILL_UI_STATE_READY;
    case WAYBILL_WORDS_LIFE_OVER:
      return WAYBILL_UI_STATE_FAILED;
    default:
      return WAYBILL_UI_STATE_WARNING;
    }
}

static char *
fold (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return composed == NULL ? g_strdup ("") : g_utf8_casefold (composed, -1);
}

/**
 * waybill_ui_cert_list_matches_texts:
 * @texts: (array zero-terminated=1): what is searched
 * @query: what was typed
 *
 * Returns: whether each word of @query stands in one of @texts, without case; an empty query finds everything
 */
gboolean
waybill_ui_cert_list_matches_texts (const char *const *texts, const char *query)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *folded = fold (query);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *text = fold (texts[i]);

      g_string_append (all, text);
      g_string_append_c (all, '\n');
    }
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (all->str, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* A fingerprint is read from paper: in groups, with colons, in capitals, and perhaps only a part of it. */
static gboolean
matches_fingerprint (const char *fingerprint, const char *query)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = query; *at != '\0'; at++)
    {
      if (g_ascii_isxdigit (*at))
        g_string_append_c (digits, g_ascii_tolower (*at));
      else if (*at != ' ' && *at != ':' && *at != '-')
        return FALSE;
    }
  return digits->len >= MIN_FINGERPRINT_DIGITS && strstr (fingerprint, digits->str) != NULL;
}

/**
 * waybill_ui_cert_list_matches:
 * @label: its label
 * @certificate: a certificate of the store
 * @users: (element-type WaybillPartner): who uses it
 * @query: what was typed
 *
 * Returns: whether @query finds it by label, holder, issuer, partner or fingerprint
 */
gboolean
waybill_ui_cert_list_matches (const char *label, WaybillCertCertificate *certificate, GPtrArray *users, const char *query)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  if (matches_fingerprint (waybill_cert_certificate_get_fingerprint (certificate), query))
    return TRUE;
  g_ptr_array_add (texts, (char *) label);
  g_ptr_array_add (texts, (char *) waybill_cert_certificate_get_subject (certificate));
  g_ptr_array_add (texts, (char *) waybill_cert_certificate_get_name (certificate));
  g_ptr_array_add (texts, (char *) waybill_cert_certificate_get_issuer_name (certificate));
  for (guint i = 0; i < users->len; i++)
    g_ptr_array_add (texts, (char *) waybill_partner_get_name (users->pdata[i]));
  g_ptr_array_add (texts, NULL);
  return waybill_ui_cert_list_matches_texts ((const char *const *) texts->pdata, query);
}

/**
 * waybill_ui_cert_list_compare:
 * @one_label: a label
 * @one: its certificate
 * @other_label: another label
 * @other: its certificate
 * @sort: the order
 *
 * Returns: below 0 when @one comes first; what ends at the same time is sorted by label
 */
int
waybill_ui_cert_list_compare (const char *one_label,
                              WaybillCertCertificate *one,
                              const char *other_label,
                              WaybillCertCertificate *other,
                              WaybillUiCertSort sort)
{
  gint64 one_end = waybill_cert_certificate_get_not_after (one);
  gint64 other_end = waybill_cert_certificate_get_not_after (other);
  g_autofree char *one_folded = fold (one_label);
  g_autofree char *other_folded = fold (other_label);

  if (sort == WAYBILL_UI_CERT_SORT_END && one_end != other_end)
    return one_end < other_end ? -1 : 1;
  return g_utf8_collate (one_folded, other_folded);
}

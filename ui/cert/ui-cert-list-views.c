/* The views of the certificate store as values: one table of their words, and the pure functions that fill them.
 * It has no widget and keeps nothing. */

#include "ui-cert-list-views.h"

#include <glib/gi18n.h>
#include <string.h>

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
  [WAYBILL_UI_CERT_VIEW_CARDS]
  = { N_ ("On a card"), N_ ("Keys that never leave their card"), "auth-smartcard-symbolic", N_ ("No certificate on a card"),
      N_ ("Put a card or a token in, and wait a moment. It is looked at again each time you come here.") },
  [WAYBILL_UI_CERT_VIEW_UNUSED]
  = { N_ ("Used by nobody"), N_ ("No partner shows or trusts them"), "action-unavailable-symbolic",
      N_ ("Everything is in use"), N_ ("Each certificate belongs to at least one partner.") },
  [WAYBILL_UI_CERT_VIEW_WAITING]
  = { N_ ("Requests waiting"), N_ ("Keys whose certificate has not come yet"), "content-loading-symbolic",
      N_ ("No request is waiting"), N_ ("A key that you make for a new certificate waits here until the answer comes.") },
  [WAYBILL_UI_CERT_VIEW_PASSWORDS]
  = { N_ ("Passwords"), N_ ("What is kept, and where"), "channel-secure-symbolic", NULL, NULL },
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
 * waybill_ui_cert_view_is_list:
 * @view: a view
 *
 * Returns: whether certificates stand in it, each with details
 */
gboolean
waybill_ui_cert_view_is_list (WaybillUiCertView view)
{
  return view != WAYBILL_UI_CERT_VIEW_PARTNERS && view != WAYBILL_UI_CERT_VIEW_PASSWORDS;
}

/**
 * waybill_ui_cert_view_holds:
 * @view: a view
 * @item: a certificate, or a key that waits
 *
 * Returns: whether it stands in the view; what is on a card and not in the store stands nowhere else
 */
gboolean
waybill_ui_cert_view_holds (WaybillUiCertView view, WaybillUiCertItem *item)
{
  WaybillUiCertItemKind kind = waybill_ui_cert_item_get_kind (item);
  WaybillWordsLife life = waybill_ui_cert_item_get_life (item);
  gboolean stored = kind == WAYBILL_UI_CERT_ITEM_STORED;

  switch (view)
    {
    case WAYBILL_UI_CERT_VIEW_AUTHORITIES:
      return stored && !waybill_ui_cert_item_is_identity (item);
    case WAYBILL_UI_CERT_VIEW_IDENTITIES:
      return stored && waybill_ui_cert_item_is_identity (item);
    case WAYBILL_UI_CERT_VIEW_ENDING:
      return stored && (life == WAYBILL_WORDS_LIFE_ENDING || life == WAYBILL_WORDS_LIFE_OVER);
    case WAYBILL_UI_CERT_VIEW_CARDS:
      return waybill_ui_cert_item_get_token (item) != NULL;
    case WAYBILL_UI_CERT_VIEW_UNUSED:
      return stored && waybill_ui_cert_item_get_users (item)->len == 0;
    case WAYBILL_UI_CERT_VIEW_WAITING:
      return kind == WAYBILL_UI_CERT_ITEM_WAITING;
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

/* What has no end comes last. */
static gint64
get_end (WaybillUiCertItem *item)
{
  WaybillCertCertificate *certificate = waybill_ui_cert_item_get_certificate (item);

  return certificate != NULL ? waybill_cert_certificate_get_not_after (certificate) : G_MAXINT64;
}

/**
 * waybill_ui_cert_view_compare:
 * @one: an item
 * @other: another
 * @sort: the order
 *
 * Returns: below 0 when @one comes first; what is equal is sorted by label
 */
int
waybill_ui_cert_view_compare (WaybillUiCertItem *one, WaybillUiCertItem *other, WaybillUiCertSort sort)
{
  gint64 a = 0, b = 0;
  int order;

  if (sort == WAYBILL_UI_CERT_SORT_END)
    {
      a = get_end (one);
      b = get_end (other);
    }
  else if (sort == WAYBILL_UI_CERT_SORT_ADDED)
    {
      a = waybill_ui_cert_item_get_added (other);
      b = waybill_ui_cert_item_get_added (one);
    }
  if (a != b)
    return a < b ? -1 : 1;
  order = strcmp (waybill_ui_cert_item_get_order (one), waybill_ui_cert_item_get_order (other));
  return order != 0 ? order : strcmp (waybill_ui_cert_item_get_id (one), waybill_ui_cert_item_get_id (other));
}

/* The pages of the main window: the first start, its tabs in each state, the questions on the way, and the windows beside
 * it. */

#include "pages.h"

#include "ui-question.h"
#include "ui-queue-conflict.h"
#include "ui-rehearsal.h"
#include "ui-session-link-private.h"
#include "ui-session-private.h"
#include "ui-sheet.h"
#include "ui-shortcuts.h"
#include "ui-window-private.h"

#include "cert-trust.h"

/* Weak: its window owns it, and ends it. */
static WaybillUiRehearsal *the_rehearsal;

gboolean
pages_rehearsal_is_gone (gpointer data)
{
  return the_rehearsal == NULL;
}

static WaybillUiSession *
get_session (GtkWindow *window)
{
  return waybill_ui_window_get_session (WAYBILL_UI_WINDOW (window));
}

static gboolean
is_settled (gpointer window)
{
  WaybillUiSession *session = get_session (window);
  WaybillUiSessionStage stage = session == NULL ? WAYBILL_UI_SESSION_IDLE : waybill_ui_session_get_stage (session);

  return stage != WAYBILL_UI_SESSION_CONNECTING;
}

GtkWindow *
pages_open_main (PagesSample *sample, const char *partner, gboolean connect)
{
  GtkWindow *window = GTK_WINDOW (waybill_ui_window_new (sample->application, sample->context, NULL));

  pages_present (sample, window);
  if (partner != NULL)
    waybill_ui_window_show_partner (WAYBILL_UI_WINDOW (window),
                                    waybill_partner_get_uuid (pages_sample_find (sample, partner)), connect);
  return window;
}

GtkWindow *
page_first_start (PagesSample *sample)
{
  return pages_open_main (sample, NULL, FALSE);
}

static gboolean
is_locked (gpointer context)
{
  return waybill_ui_context_get_keyring (context) == WAYBILL_SECRET_KEYRING_LOCKED;
}

GtkWindow *
page_first_start_needs (PagesSample *sample)
{
  pages_settle (20);
  pages_machine_set (WAYBILL_SECRET_KEYRING_LOCKED, FALSE);
  waybill_ui_context_probe_keyring (sample->context);
  pages_wait (is_locked, sample->context, "a locked keyring");
  return pages_open_main (sample, NULL, FALSE);
}

static void
show_server (PagesSample *sample, PagesServer server, PagesCert cert)
{
  g_autoptr (GPtrArray) chain = pages_sample_dup_chain (sample, cert);

  pages_engine_set (server, chain);
}

static GtkWindow *
open_connected (PagesSample *sample)
{
  GtkWindow *window;

  show_server (sample, PAGES_SERVER_GOOD, PAGES_CERT_BALTIC_SERVER);
  window = pages_open_main (sample, "Baltic Timber", TRUE);
  pages_wait (is_settled, window, "the first connection");
  show_server (sample, PAGES_SERVER_GOOD, PAGES_CERT_NORRLAND_SERVER);
  waybill_ui_window_show_partner (WAYBILL_UI_WINDOW (window),
                                  waybill_partner_get_uuid (pages_sample_find (sample, "Norrland Parts")), TRUE);
  pages_wait (is_settled, window, "the second connection");
  if (waybill_ui_session_get_stage (get_session (window)) != WAYBILL_UI_SESSION_CONNECTED)
    g_error ("it did not connect");
  pages_settle (200);
  return window;
}

static void
select_files (GtkWidget *pane, guint first, guint second)
{
  GtkWidget *list = pages_find_widget (pane, GTK_TYPE_COLUMN_VIEW, NULL);
  GtkSelectionModel *model;

  if (list != NULL)
    model = gtk_column_view_get_model (GTK_COLUMN_VIEW (list));
  else
    model = gtk_list_view_get_model (GTK_LIST_VIEW (pages_find_widget (pane, GTK_TYPE_LIST_VIEW, NULL)));
  gtk_selection_model_select_item (model, first, TRUE);
  gtk_selection_model_select_item (model, second, FALSE);
}

static WaybillUiBrowserPane *
get_pane (GtkWindow *window, gboolean remote)
{
  return waybill_ui_session_desk_get_pane (WAYBILL_UI_SESSION_DESK (get_session (window)->desk), remote);
}

GtkWindow *
page_main (PagesSample *sample)
{
  GtkWindow *window = open_connected (sample);
  WaybillUiSession *session = get_session (window);

  /* The question of the file that asks is a page of its own. */
  g_object_set (session->desk, "front", FALSE, NULL);
  pages_queue_fill (waybill_ui_session_link_get_queue (session->link));
  if (!sample->narrow)
    waybill_ui_session_desk_toggle_strip (WAYBILL_UI_SESSION_DESK (session->desk), WAYBILL_UI_SESSION_AREA_TALK);
  g_object_set (session->desk, "area", WAYBILL_UI_SESSION_AREA_COMPUTER, NULL);
  pages_settle (50);
  waybill_ui_browser_pane_focus_list (get_pane (window, FALSE));
  select_files (GTK_WIDGET (get_pane (window, FALSE)), 3, 4);
  pages_settle (250);
  return window;
}

GtkWindow *
page_queue_narrow (PagesSample *sample)
{
  GtkWindow *window = page_main (sample);

  g_object_set (get_session (window)->desk, "area", WAYBILL_UI_SESSION_AREA_QUEUE, NULL);
  pages_settle (100);
  return window;
}

GtkWindow *
page_delete_question (PagesSample *sample)
{
  GtkWindow *window = open_connected (sample);
  GtkWidget *pane = GTK_WIDGET (get_pane (window, TRUE));

  select_files (pane, 3, 4);
  gtk_widget_activate_action (pane, "pane.delete", NULL);
  return pages_wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
}

GtkWindow *
page_connection (PagesSample *sample)
{
  GtkWindow *window = open_connected (sample);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.connection", NULL);
  return pages_wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
}

GtkWindow *
page_not_connected (PagesSample *sample)
{
  return pages_open_main (sample, "Harbour Foods", FALSE);
}

GtkWindow *
page_connecting (PagesSample *sample)
{
  GtkWindow *window;

  show_server (sample, PAGES_SERVER_SILENT, PAGES_CERT_NORRLAND_SERVER);
  window = pages_open_main (sample, "Norrland Parts", TRUE);
  pages_settle (700);
  return window;
}

GtkWindow *
page_failed_login (PagesSample *sample)
{
  GtkWindow *window;

  show_server (sample, PAGES_SERVER_REFUSES_LOGIN, PAGES_CERT_HARBOUR_SERVER);
  window = pages_open_main (sample, "Harbour Foods", TRUE);
  pages_wait (is_settled, window, "the refusal");
  return window;
}

GtkWindow *
page_failed_unreachable (PagesSample *sample)
{
  GtkWindow *window;

  show_server (sample, PAGES_SERVER_REFUSES_CALL, PAGES_CERT_BALTIC_SERVER);
  window = pages_open_main (sample, "Baltic Timber", TRUE);
  pages_wait (is_settled, window, "the refusal");
  return window;
}

/* With files on their way. */
GtkWindow *
page_failed_queue (PagesSample *sample)
{
  const WaybillRemoteErrorFacts facts = { .alert = -1, .phase = WAYBILL_REMOTE_PHASE_REACH };
  GError *error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_REFUSED, &facts, "refused");
  GtkWindow *window = open_connected (sample);
  WaybillUiSession *session = get_session (window);

  g_object_set (session->desk, "front", FALSE, NULL);
  pages_queue_fill (waybill_ui_session_link_get_queue (session->link));
  pages_queue_break (waybill_ui_session_link_get_queue (session->link), error);
  pages_settle (50);
  waybill_ui_session_link_fail (session->link, error);
  pages_settle (250);
  return window;
}

GtkWindow *
page_sidebar_search (PagesSample *sample)
{
  GtkWindow *window = pages_open_main (sample, "Norrland Parts", FALSE);
  GtkWidget *entry;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.find", NULL);
  pages_settle (50);
  entry = pages_find_widget (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "timber");
  pages_settle (300);
  return window;
}

/* The rehearsal */

static void
rehearsal_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  the_rehearsal = waybill_ui_rehearsal_start_finish (result, NULL);
}

static gboolean
is_rehearsing (gpointer data)
{
  return the_rehearsal != NULL;
}

/* Its window ends it. */
GtkWindow *
page_rehearsal (PagesSample *sample)
{
  GtkWindow *window;

  waybill_ui_rehearsal_start_async (rehearsal_started, NULL);
  pages_wait (is_rehearsing, NULL, "the practice partner");
  window = GTK_WINDOW (
      waybill_ui_window_new (sample->application, waybill_ui_rehearsal_get_context (the_rehearsal), the_rehearsal));
  g_object_add_weak_pointer (G_OBJECT (the_rehearsal), (gpointer *) &the_rehearsal);
  g_object_unref (the_rehearsal);
  pages_present (sample, window);
  return window;
}

GtkWindow *
page_sheet (PagesSample *sample)
{
  GtkWindow *window = page_rehearsal (sample);
  GtkWindow *sheet = GTK_WINDOW (waybill_ui_sheet_new (window, the_rehearsal));

  pages_present (sample, sheet);
  return sheet;
}

static gboolean
has_width (gpointer window)
{
  return gtk_widget_get_width (window) > 0;
}

/* Its columns follow the window's width. */
GtkWindow *
page_shortcuts (PagesSample *sample)
{
  GtkWindow *parent = pages_open_main (sample, "Harbour Foods", FALSE);
  GtkWindow *window;

  pages_wait (has_width, parent, "the window's width");
  window = waybill_ui_shortcuts_new (parent);
  pages_present (sample, window);
  return window;
}

/* Questions */

static GtkWindow *
ask (PagesSample *sample, const char *partner)
{
  pages_open_main (sample, partner, TRUE);
  return pages_wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
}

GtkWindow *
page_trust_unknown (PagesSample *sample)
{
  show_server (sample, PAGES_SERVER_GOOD, PAGES_CERT_MILL_SERVER);
  return ask (sample, "Mill & Weave");
}

GtkWindow *
page_trust_renewed (PagesSample *sample)
{
  WaybillPartner *partner = pages_sample_find (sample, "Norrland Parts");

  show_server (sample, PAGES_SERVER_GOOD, PAGES_CERT_NORRLAND_NEW_SERVER);
  waybill_partner_remove_authority (partner, pages_sample_get_fingerprint (sample, PAGES_CERT_NORRLAND_ROOT));
  waybill_partner_add_pin (partner, pages_sample_get_fingerprint (sample, PAGES_CERT_NORRLAND_SERVER), NULL);
  return ask (sample, "Norrland Parts");
}

GtkWindow *
page_trust_wrong (PagesSample *sample)
{
  pages_sample_set_history (sample, "Norrland Parts", PAGES_DAY, PAGES_CERT_NORRLAND_NEW_SERVER, TRUE);
  show_server (sample, PAGES_SERVER_GOOD, PAGES_CERT_GATEWAY_SERVER);
  return ask (sample, "Norrland Parts");
}

/* Asks before the certificate's time by what this computer says; the server's clock: an hour on, or silent. */
static GtkWindow *
ask_early (PagesSample *sample, WaybillCertClockSource source, gint64 before, gint64 ahead)
{
  g_autoptr (GPtrArray) chain = pages_sample_dup_chain (sample, PAGES_CERT_HARBOUR_SERVER);
  gint64 begin = waybill_cert_certificate_get_not_before (chain->pdata[0]);

  show_server (sample, PAGES_SERVER_GOOD, PAGES_CERT_HARBOUR_SERVER);
  pages_engine_set_clock (begin - before, source, ahead);
  return ask (sample, "Harbour Foods");
}

GtkWindow *
page_clock (PagesSample *sample)
{
  return ask_early (sample, WAYBILL_CERT_CLOCK_SOURCE_GREETING, 59 * 60, 61 * 60);
}

GtkWindow *
page_clock_days (PagesSample *sample)
{
  return ask_early (sample, WAYBILL_CERT_CLOCK_SOURCE_HANDSHAKE, 86400, 25 * 3600);
}

GtkWindow *
page_clock_unknown (PagesSample *sample)
{
  return ask_early (sample, WAYBILL_CERT_CLOCK_SOURCE_NONE, 3 * 3600, 0);
}

static gboolean
is_absent (gpointer context)
{
  return waybill_ui_context_get_keyring (context) == WAYBILL_SECRET_KEYRING_ABSENT;
}

GtkWindow *
page_password_question (PagesSample *sample)
{
  pages_settle (20);
  pages_machine_set (WAYBILL_SECRET_KEYRING_ABSENT, TRUE);
  waybill_ui_context_probe_keyring (sample->context);
  pages_wait (is_absent, sample->context, "no keyring");
  return ask (sample, "Lindqvist Bakery");
}

/* After a wrong one, at the last try. */
GtkWindow *
page_pin_question (PagesSample *sample)
{
  const WaybillSecretKey key
      = { WAYBILL_SECRET_OWNER_TOKEN, WAYBILL_SECRET_FIELD_PIN, "pkcs11:token=Harbour%20card", "Harbour card" };
  GtkWindow *parent = pages_open_main (sample, "Harbour Foods", FALSE);
  g_autoptr (WaybillUiQuestion) question
      = waybill_ui_question_new (sample->context, pages_sample_find (sample, "Harbour Foods"), GTK_WIDGET (parent));

  waybill_partner_prompt_ask_secret_async (WAYBILL_PARTNER_PROMPT (question), &key,
                                           WAYBILL_PARTNER_PROMPT_WRONG | WAYBILL_PARTNER_PROMPT_LAST, NULL, NULL, NULL);
  return pages_wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
}

GtkWindow *
page_conflict (PagesSample *sample)
{
  GtkWindow *parent = pages_open_main (sample, "Norrland Parts", FALSE);
  g_autoptr (WaybillTransferItem) item = pages_queue_new_asking ();
  GtkWindow *dialog = GTK_WINDOW (waybill_ui_queue_conflict_new (parent, item, "Norrland Parts", 3));

  gtk_window_present (dialog);
  return pages_wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
}

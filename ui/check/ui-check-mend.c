/* The buttons below a step that failed, and what each does: change the profile, ask, or go to the page that mends it. */
#include "ui-check-private.h"

#include "ui-box.h"
#include "ui-pair.h"

#include "partner-learnt.h"
#include "words-change.h"

#include <glib/gi18n.h>

#define REMEDY_KEY "waybill-check-remedy"
#define VERDICT_KEY "waybill-check-verdict"

static void
use_protocol (WaybillUiCheck *self, WaybillRemoteProtocol protocol)
{
  WaybillPartner *partner = waybill_ui_check_get_partner (self);
  WaybillRemoteProtocol protocol_before = waybill_partner_get_protocol (partner);
  guint16 port_before = waybill_partner_get_port (partner);
  g_autoptr (GError) error = NULL;

  waybill_partner_set_protocol (partner, protocol);
  waybill_partner_set_port (partner, 0);
  if (waybill_partner_store_save (waybill_ui_context_get_partners (waybill_ui_check_get_context (self)), partner, &error))
    {
      waybill_ui_check_begin (self);
      return;
    }
  waybill_partner_set_protocol (partner, protocol_before);
  waybill_partner_set_port (partner, port_before);
  waybill_ui_check_say_error (self, error);
}

static void
use_implicit (WaybillUiCheck *self)
{
  use_protocol (self, WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT);
}

static void
use_explicit (WaybillUiCheck *self)
{
  use_protocol (self, WAYBILL_REMOTE_PROTOCOL_FTPS);
}

static void
password_entered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiCheck) self = user_data;

  if (waybill_ui_question_enter_password_finish (WAYBILL_UI_QUESTION (source), result))
    waybill_ui_check_begin (self);
}

static void
enter_password (WaybillUiCheck *self)
{
  waybill_ui_question_enter_password_async (waybill_ui_check_get_question (self), NULL, password_entered,
                                            g_object_ref (self));
}

static void
change_host (WaybillUiCheck *self)
{
  waybill_ui_check_go (self, WAYBILL_UI_PLACE_EDITOR, "connection");
}

static void
change_folder (WaybillUiCheck *self)
{
  waybill_ui_check_go (self, WAYBILL_UI_PLACE_EDITOR, "folders");
}

static void
change_login (WaybillUiCheck *self)
{
  waybill_ui_check_go (self, WAYBILL_UI_PLACE_EDITOR, "login");
}

static void
choose_certificate (WaybillUiCheck *self)
{
  waybill_ui_check_go (self, WAYBILL_UI_PLACE_EDITOR, "certificate");
}

static void
look_at_trust (WaybillUiCheck *self)
{
  waybill_ui_check_go (self, WAYBILL_UI_PLACE_EDITOR, "trust");
}

static void
check_clock (WaybillUiCheck *self)
{
  waybill_ui_check_go (self, WAYBILL_UI_PLACE_CLOCK, NULL);
}

/* The question comes up by itself when the check comes to it. */
static void (*const acts[WAYBILL_UI_CHECK_N_REMEDIES]) (WaybillUiCheck *self) = {
  [WAYBILL_UI_CHECK_REMEDY_AGAIN] = waybill_ui_check_begin,
  [WAYBILL_UI_CHECK_REMEDY_IMPLICIT] = use_implicit,
  [WAYBILL_UI_CHECK_REMEDY_EXPLICIT] = use_explicit,
  [WAYBILL_UI_CHECK_REMEDY_TRUST] = waybill_ui_check_begin,
  [WAYBILL_UI_CHECK_REMEDY_TRUST_ONE] = waybill_ui_check_begin,
  [WAYBILL_UI_CHECK_REMEDY_TRUST_LIST] = look_at_trust,
  [WAYBILL_UI_CHECK_REMEDY_CERTIFICATE] = choose_certificate,
  [WAYBILL_UI_CHECK_REMEDY_PASSWORD] = enter_password,
  [WAYBILL_UI_CHECK_REMEDY_UNLOCK] = waybill_ui_check_begin,
  [WAYBILL_UI_CHECK_REMEDY_LOGIN] = change_login,
  [WAYBILL_UI_CHECK_REMEDY_CLOCK] = check_clock,
  [WAYBILL_UI_CHECK_REMEDY_HOST] = change_host,
  [WAYBILL_UI_CHECK_REMEDY_NETWORK] = change_host,
  [WAYBILL_UI_CHECK_REMEDY_FOLDER] = change_folder,
};

/* Which clock it is, where that can be told; else the desktop's page. */
static gboolean
show_clock (GtkButton *button, WaybillUiCheck *self, WaybillUiCheckRemedy remedy)
{
  WaybillCertVerdict *verdict = g_object_get_data (G_OBJECT (button), VERDICT_KEY);

  return remedy == WAYBILL_UI_CHECK_REMEDY_CLOCK && verdict != NULL
         && waybill_ui_question_show_clock (GTK_WIDGET (button), verdict,
                                            waybill_partner_get_name (waybill_ui_check_get_partner (self)));
}

static void
clicked (GtkButton *button, WaybillUiCheck *self)
{
  WaybillUiCheckRemedy remedy = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), REMEDY_KEY));

  if (!show_clock (button, self, remedy))
    acts[remedy](self);
}

static GtkWidget *
button_new (WaybillUiCheck *self, const GError *error, WaybillUiCheckRemedy remedy, gboolean is_primary)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);
  GtkWidget *button = gtk_button_new_with_mnemonic (waybill_ui_check_remedy_get_label (remedy));

  gtk_widget_add_css_class (button, is_primary ? "suggested-action" : "flat");
  g_object_set_data (G_OBJECT (button), REMEDY_KEY, GUINT_TO_POINTER (remedy));
  if (facts != NULL && facts->verdict != NULL)
    g_object_set_data_full (G_OBJECT (button), VERDICT_KEY, waybill_cert_verdict_ref (facts->verdict),
                            (GDestroyNotify) waybill_cert_verdict_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked), self, 0);
  return button;
}

/* What would the trust question offer? */
static guint
get_offers (WaybillUiCheck *self, const GError *error)
{
  const WaybillRemoteErrorFacts *facts = waybill_remote_error_get_facts (error);
  WaybillPartner *partner = waybill_ui_check_get_partner (self);
  g_autoptr (WaybillPartnerHistory) history = NULL;
  g_autoptr (WaybillWordsChange) change = NULL;

  if (facts == NULL || facts->verdict == NULL || waybill_cert_verdict_get_leaf (facts->verdict) == NULL)
    return 0;
  history = waybill_partner_learnt_load_history (waybill_ui_context_get_learnt_folder (waybill_ui_check_get_context (self)),
                                                 waybill_partner_get_uuid (partner));
  change = waybill_words_change_new (facts->verdict, history->chain, waybill_partner_get_pins (partner),
                                     waybill_partner_get_name (partner),
                                     waybill_ui_context_get_certificates (waybill_ui_check_get_context (self)));
  return change->offers;
}

/* waybill_ui_check_mend_new:
 *
 * The blue one first. */
GtkWidget *
waybill_ui_check_mend_new (WaybillUiCheck *self, const GError *error)
{
  WaybillPartner *partner = waybill_ui_check_get_partner (self);
  const WaybillUiCheckCase about
      = { waybill_partner_get_protocol (partner), waybill_partner_get_user (partner) != NULL, get_offers (self, error) };
  WaybillUiCheckRemedy quiet;
  WaybillUiCheckRemedy remedy = waybill_ui_check_remedy_get (error, &about, &quiet);
  GtkWidget *buttons;

  if (remedy == WAYBILL_UI_CHECK_REMEDY_NONE)
    return NULL;
  buttons = g_object_new (WAYBILL_TYPE_UI_PAIR, "spacing", 9, "homogeneous", FALSE, "halign", GTK_ALIGN_START, NULL);
  waybill_ui_pair_append (WAYBILL_UI_PAIR (buttons), button_new (self, error, remedy, TRUE));
  if (quiet != WAYBILL_UI_CHECK_REMEDY_NONE)
    waybill_ui_pair_append (WAYBILL_UI_PAIR (buttons), button_new (self, error, quiet, FALSE));
  waybill_ui_name_buttons (buttons);
  return buttons;
}

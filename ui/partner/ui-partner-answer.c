/* What the trust list says of the server: of what it shows now, once it was asked, else of what it showed the last time. The
 * judging is ui-partner-verdict's, the asking partner-look's. */

#include "ui-partner-answer-private.h"

#include <glib/gi18n.h>

#include "base-clock.h"
#include "partner-look.h"
#include "ui-box.h"
#include "ui-partner-verdict-private.h"
#include "words-error.h"
#include "words-time.h"
#include "words-verdict.h"

struct _WaybillUiPartnerAnswer
{
  GtkBox parent_instance;

  WaybillUiPartnerDraft *draft;
  WaybillUiBox *box;
  GtkLabel *when_label;
  GtkWidget *ask_button;

  WaybillCertVerdict *shown; /* (nullable) under a list that believes nobody */
  char *place;               /* where the draft leads, as far as this is about it: host, port and protocol */
  gint64 asked;              /* Unix seconds; 0: in an earlier session */
  char *trouble;             /* (nullable) why it could not be asked */
  GCancellable *cancellable; /* (nullable) it is being asked */

  gboolean judging; /* one at a time */
  gboolean judge_again;
  guint n_system;
  GPtrArray *crls; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WaybillUiPartnerAnswer, waybill_ui_partner_answer, GTK_TYPE_BOX)

enum
{
  SIGNAL_JUDGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static WaybillPartner *
get_partner (WaybillUiPartnerAnswer *self)
{
  return waybill_ui_partner_draft_get_partner (self->draft);
}

static WaybillCertStore *
get_store (WaybillUiPartnerAnswer *self)
{
  return waybill_ui_context_get_certificates (waybill_ui_partner_draft_get_context (self->draft));
}

/* What was shown elsewhere says nothing about here. */
static char *
dup_place (WaybillPartner *partner)
{
  return g_strdup_printf ("%s %u %d", waybill_partner_get_host (partner), waybill_partner_get_port (partner),
                          (int) waybill_partner_get_protocol (partner));
}

/* What an earlier session has seen, for want of anything newer: with the partner as it is stored, not with what is typed. */
static void
take_history (WaybillUiPartnerAnswer *self)
{
  const WaybillPartnerHistory *history = waybill_ui_partner_draft_get_history (self->draft);
  WaybillPartner *stored = waybill_ui_partner_draft_get_stored (self->draft);
  g_autofree char *there = stored != NULL ? dup_place (stored) : NULL;
  g_autoptr (WaybillCertTrust) nobody = waybill_cert_trust_new (FALSE, NULL, NULL, NULL);

  g_clear_pointer (&self->shown, waybill_cert_verdict_unref);
  g_free (self->place);
  self->place = dup_place (get_partner (self));
  self->asked = 0;
  if (history->chain != NULL && history->chain->len > 0 && nobody != NULL && g_strcmp0 (there, self->place) == 0)
    self->shown = waybill_cert_verdict_new (history->chain, nobody, waybill_partner_get_host (get_partner (self)),
                                            waybill_base_clock_now ());
}

/* The words */

static void
show_box (WaybillUiPartnerAnswer *self, WaybillUiBoxMood mood, const char *title, const char *text)
{
  waybill_ui_box_set (self->box, mood, title, text);
}

/* When it was asked, or that it could not be; nothing where nobody asked yet. */
static char *
dup_when (WaybillUiPartnerAnswer *self)
{
  const WaybillPartnerHistory *history = waybill_ui_partner_draft_get_history (self->draft);
  gint64 time = self->asked != 0 ? self->asked : history->tested;
  g_autofree char *point = time != 0 && self->shown != NULL ? waybill_words_time_point (time) : NULL;
  /* Translators: when a server was asked for its certificate: "today at 08:52". */
  g_autofree char *when = point == NULL      ? NULL
                          : self->asked != 0 ? g_strdup_printf (_ ("Asked %s"), point)
                                             : g_strdup_printf (_ ("As it was shown %s"), point);

  if (self->cancellable != NULL)
    return g_strdup (_ ("Asking the server…"));
  if (self->trouble == NULL)
    return g_steal_pointer (&when);
  return when != NULL ? g_strdup_printf ("%s\n%s", self->trouble, when) : g_strdup (self->trouble);
}

static void
show_when (WaybillUiPartnerAnswer *self)
{
  g_autofree char *when = dup_when (self);
  gboolean asking = self->cancellable != NULL;

  gtk_label_set_text (self->when_label, when != NULL ? when : "");
  gtk_widget_set_visible (GTK_WIDGET (self->when_label), when != NULL);
  gtk_widget_set_visible (self->ask_button, waybill_ui_partner_answer_can_ask (self));
  gtk_widget_set_sensitive (self->ask_button, !asking && *waybill_partner_get_host (get_partner (self)) != '\0');
  gtk_button_set_label (GTK_BUTTON (self->ask_button),
                        self->asked != 0 || self->trouble != NULL ? _ ("_Ask Again") : _ ("_Ask the Server"));
  waybill_ui_name_widget (self->ask_button,
                          self->asked != 0 ? _ ("Ask the server again what it shows") : _ ("Ask the server what it shows"));
}

/* Why, and where the list below can mend it, how. */
static char *
dup_because (WaybillUiPartnerAnswer *self, WaybillCertVerdict *verdict)
{
  g_autofree char *because = waybill_words_verdict_of_list (verdict, get_store (self),
                                                            waybill_partner_get_host (get_partner (self)), self->asked != 0);

  if (waybill_words_verdict_find_unticked (verdict, get_store (self)) == NULL)
    return g_steal_pointer (&because);
  return g_strdup_printf ("%s %s", because, waybill_words_verdict_tick (WAYBILL_WORDS_TICK_BELOW));
}

static void
show_verdict (WaybillUiPartnerAnswer *self, WaybillCertVerdict *verdict)
{
  gboolean accepted = waybill_cert_verdict_is_accepted (verdict);
  g_autofree char *because = dup_because (self, verdict);

  show_box (self, accepted ? WAYBILL_UI_BOX_GOOD : WAYBILL_UI_BOX_SHARP, accepted ? _ ("Accepted") : _ ("Not accepted"),
            because);
}

/* What needs no verdict; FALSE when it takes one. */
static gboolean
show_without_verdict (WaybillUiPartnerAnswer *self)
{
  WaybillPartnerReadiness readiness;

  waybill_ui_partner_draft_judge (self->draft, &readiness);
  if (!waybill_ui_partner_answer_can_ask (self))
    show_box (self, WAYBILL_UI_BOX_CALM, NULL, _ ("Without TLS no server shows a certificate: this list is not used."));
  else if (readiness.pages[WAYBILL_PARTNER_PAGE_TRUST] == WAYBILL_PARTNER_CONCERN_NOBODY_TRUSTED)
    show_box (self, WAYBILL_UI_BOX_WARN, NULL, _ ("Nobody is trusted: this partner cannot be connected to."));
  else if (self->shown == NULL)
    show_box (self, WAYBILL_UI_BOX_CALM, NULL,
              _ ("Not known yet: this server has shown no certificate so far. Asking it sends neither user name nor "
                 "password."));
  else
    return FALSE;
  return TRUE;
}

/* What was said before was said of another list. */
static void
show_failure (WaybillUiPartnerAnswer *self, const GError *error)
{
  g_autoptr (WaybillWords) words = waybill_words_error (error, NULL);

  show_box (self, WAYBILL_UI_BOX_WARN, words->title, words->sentence);
  g_signal_emit (self, signals[SIGNAL_JUDGED], 0);
}

/* The verdict */

static void
judge (WaybillUiPartnerAnswer *self);

static void
judged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (WaybillUiPartnerAnswer) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillUiPartnerVerdict) found = waybill_ui_partner_verdict_finish (result, &error);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL || self->draft == NULL)
    return;
  self->judging = FALSE;
  if (self->judge_again)
    {
      judge (self);
      return;
    }
  if (found == NULL)
    {
      show_failure (self, error);
      return;
    }
  self->n_system = MAX (found->n_system, self->n_system);
  g_clear_pointer (&self->crls, g_ptr_array_unref);
  self->crls = g_ptr_array_ref (found->crls);
  if (found->verdict != NULL && !show_without_verdict (self))
    show_verdict (self, found->verdict);
  g_signal_emit (self, signals[SIGNAL_JUDGED], 0);
}

/* The list is read even where there is nothing to judge: it is counted, and its revocation lists are shown. */
static void
judge (WaybillUiPartnerAnswer *self)
{
  GWeakRef *weak;

  show_without_verdict (self);
  show_when (self);
  self->judge_again = self->judging;
  if (self->judging)
    return;
  self->judging = TRUE;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  waybill_ui_partner_verdict_async (get_partner (self), get_store (self), self->shown, self->n_system == 0, NULL, judged,
                                    weak);
}

static void
draft_changed (WaybillUiPartnerAnswer *self)
{
  g_autofree char *place = dup_place (get_partner (self));

  if (!g_str_equal (self->place, place))
    {
      g_clear_pointer (&self->trouble, g_free);
      take_history (self);
    }
  judge (self);
}

static void
store_changed (WaybillUiPartnerAnswer *self)
{
  if (self->asked == 0)
    take_history (self);
  judge (self);
}

/* Asking the server */

static char *
dup_trouble (const GError *error, WaybillPartner *partner)
{
  g_autoptr (WaybillWords) words = waybill_words_error (error, waybill_partner_get_name (partner));

  return g_strdup_printf (_ ("It could not be asked: %s"), words->sentence);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (WaybillUiPartnerAnswer) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertVerdict) shown = waybill_partner_look_finish (WAYBILL_PARTNER (source), result, &error);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL || self->draft == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->trouble, g_free);
  if (shown == NULL)
    self->trouble = dup_trouble (error, get_partner (self));
  else
    {
      g_clear_pointer (&self->shown, waybill_cert_verdict_unref);
      self->shown = g_steal_pointer (&shown);
      self->asked = waybill_base_clock_now ();
      g_free (self->place);
      self->place = dup_place (WAYBILL_PARTNER (source));
    }
  draft_changed (self);
}

/**
 * waybill_ui_partner_answer_ask:
 * @self: the box
 *
 * Asks the server that the draft names, unless it is being asked. What is found out is shown, and kept no longer than here.
 */
void
waybill_ui_partner_answer_ask (WaybillUiPartnerAnswer *self)
{
  WaybillUiContext *context = waybill_ui_partner_draft_get_context (self->draft);
  g_autoptr (GKeyFile) values = NULL;
  g_autoptr (WaybillPartner) partner = NULL;
  GWeakRef *weak;

  if (self->cancellable != NULL || !waybill_ui_partner_answer_can_ask (self))
    return;
  /* A copy: the draft goes on being edited. */
  values = waybill_partner_to_key_file (get_partner (self));
  partner = waybill_partner_new_from_key_file (waybill_partner_get_uuid (get_partner (self)), values, NULL);
  if (partner == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  waybill_partner_look_async (partner, get_store (self), waybill_ui_context_get_vault (context),
                              waybill_ui_context_get_learnt_folder (context), self->cancellable, looked, weak);
  show_when (self);
}

/**
 * waybill_ui_partner_answer_is_asking:
 * @self: the box
 *
 * Returns: whether the answer of the server is still to come
 */
gboolean
waybill_ui_partner_answer_is_asking (WaybillUiPartnerAnswer *self)
{
  return self->cancellable != NULL;
}

/**
 * waybill_ui_partner_answer_can_ask:
 * @self: the box
 *
 * Returns: whether there is TLS, and so a certificate
 */
gboolean
waybill_ui_partner_answer_can_ask (WaybillUiPartnerAnswer *self)
{
  WaybillRemoteProtocol protocol = waybill_partner_get_protocol (get_partner (self));

  return protocol == WAYBILL_REMOTE_PROTOCOL_FTPS || protocol == WAYBILL_REMOTE_PROTOCOL_FTPS_IMPLICIT;
}

/**
 * waybill_ui_partner_answer_get_leaf:
 * @self: the box
 *
 * Returns: (transfer none) (nullable): the server's certificate, as far as it is known
 */
WaybillCertCertificate *
waybill_ui_partner_answer_get_leaf (WaybillUiPartnerAnswer *self)
{
  return self->shown != NULL ? waybill_cert_verdict_get_leaf (self->shown) : NULL;
}

/**
 * waybill_ui_partner_answer_get_n_system:
 * @self: the box
 *
 * Returns: how many authorities the computer has; 0: not counted yet
 */
guint
waybill_ui_partner_answer_get_n_system (WaybillUiPartnerAnswer *self)
{
  return self->n_system;
}

/**
 * waybill_ui_partner_answer_get_crls:
 * @self: the box
 *
 * Returns: (transfer none) (nullable) (element-type WaybillCertCrl): the store's revocation lists; %NULL: not read yet
 */
GPtrArray *
waybill_ui_partner_answer_get_crls (WaybillUiPartnerAnswer *self)
{
  return self->crls;
}

/**
 * waybill_ui_partner_answer_set_draft:
 * @self: the box
 * @draft: whose list it is about
 *
 * Once.
 */
void
waybill_ui_partner_answer_set_draft (WaybillUiPartnerAnswer *self, WaybillUiPartnerDraft *draft)
{
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "store-changed", G_CALLBACK (store_changed), self, G_CONNECT_SWAPPED);
  take_history (self);
  judge (self);
}

static void
waybill_ui_partner_answer_dispose (GObject *object)
{
  WaybillUiPartnerAnswer *self = WAYBILL_UI_PARTNER_ANSWER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->shown, waybill_cert_verdict_unref);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_pointer (&self->crls, g_ptr_array_unref);

  G_OBJECT_CLASS (waybill_ui_partner_answer_parent_class)->dispose (object);
}

static void
waybill_ui_partner_answer_class_init (WaybillUiPartnerAnswerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = waybill_ui_partner_answer_dispose;

  signals[SIGNAL_JUDGED]
      = g_signal_new ("judged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_ui_partner_answer_init (WaybillUiPartnerAnswer *self)
{
  GtkBox *content;

  self->box = WAYBILL_UI_BOX (waybill_ui_box_new (WAYBILL_UI_BOX_CALM, NULL, NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->box), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->box));
  content = waybill_ui_box_get_content (self->box);
  self->when_label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->when_label), "caption");
  gtk_box_append (content, GTK_WIDGET (self->when_label));
  self->ask_button = gtk_button_new_with_mnemonic (_ ("_Ask the Server"));
  gtk_widget_set_halign (self->ask_button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->ask_button, 6);
  g_signal_connect_object (self->ask_button, "clicked", G_CALLBACK (waybill_ui_partner_answer_ask), self, G_CONNECT_SWAPPED);
  gtk_box_append (content, self->ask_button);
}

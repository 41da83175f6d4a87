/* What the files hold: a card for each identity with what is the matter with it, then authorities, then what is not needed.
 */

#include "ui-cert-import-inside.h"

#include "remote-path.h"
#include "ui-box.h"
#include "ui-cert-card.h"
#include "words-cert.h"
#include "words-import.h"
#include "words-request.h"

#include <glib/gi18n.h>

struct _WaybillUiCertImportInside
{
  WaybillUiAssistantPage parent_instance;

  GtkWidget *cards;
  AdwPreferencesGroup *authorities_group;
  GtkListBox *authorities;
  AdwPreferencesGroup *leftovers_group;
  GtkListBox *leftovers;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertImportInside, waybill_ui_cert_import_inside, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static const WaybillCertEntry *
find_stored (WaybillCertStore *store, WaybillCertCertificate *certificate)
{
  return waybill_cert_store_find_fingerprint (store, waybill_cert_certificate_get_fingerprint (certificate));
}

static void
add_box (WaybillUiCertImportInside *self, WaybillUiBoxMood mood, const char *text)
{
  gtk_box_append (GTK_BOX (self->cards), waybill_ui_box_new (mood, NULL, text));
}

static void
add_identity (WaybillUiCertImportInside *self, WaybillCertPlan *plan, WaybillCertPlanItem *item, WaybillCertStore *store)
{
  const WaybillCertEntry *stored = find_stored (store, item->certificate);
  const WaybillCertWaiting *waiting
      = item->waiting != NULL ? waybill_cert_store_find_request (store, item->waiting, NULL) : NULL;
  g_autofree char *answer = waiting != NULL ? waybill_words_request_answer (waiting) : NULL;
  gboolean is_good;
  g_autofree char *sentence = waybill_words_import_chain (plan, item, &is_good);

  gtk_box_append (GTK_BOX (self->cards),
                  waybill_ui_cert_card_new (item->certificate,
                                            answer != NULL ? answer : _ ("Your certificate and private key"),
                                            waybill_cert_source_get_name (item->source)));
  add_box (self, is_good ? WAYBILL_UI_BOX_GOOD : WAYBILL_UI_BOX_WARN, sentence);
  if (stored != NULL && stored->is_identity)
    {
      g_autofree char *again = g_strdup_printf (_ ("The store has it already, as “%s”. It keeps that name."), stored->label);

      add_box (self, WAYBILL_UI_BOX_CALM, again);
    }
}

/* Some need a look; the others are for knowing. */
static void
add_remarks (WaybillUiCertImportInside *self, guint remarks)
{
  const guint alarming = WAYBILL_CERT_REMARK_NO_SEAL | WAYBILL_CERT_REMARK_CROWDED;

  for (guint remark = 1; remark <= WAYBILL_CERT_REMARK_CROWDED; remark <<= 1)
    {
      g_auto (GStrv) sentence = waybill_words_cert_remarks (remarks & remark);

      if (*sentence != NULL)
        add_box (self, (remark & alarming) != 0 ? WAYBILL_UI_BOX_WARN : WAYBILL_UI_BOX_CALM, *sentence);
    }
}

static void
convert_toggled (GtkToggleButton *button, GtkWidget *words)
{
  gtk_widget_set_visible (words, gtk_toggle_button_get_active (button));
}

/* RC2-128, say, which often goes with RC4: GnuTLS does not open it; openssl with its old methods does. */
static void
add_conversion (WaybillUiCertImportInside *self, WaybillCertSource *source)
{
  g_autofree char *name = waybill_remote_path_dup_display (waybill_cert_source_get_name (source));
  g_autofree char *spoken = g_strdup_printf (_ ("How to convert %s"), name);
  GtkWidget *box = waybill_ui_box_new (WAYBILL_UI_BOX_WARN, name,
                                       _ ("This file is locked with a method nobody should use any more (RC2 or RC4)."));
  GtkWidget *button = gtk_toggle_button_new_with_label (_ ("How to Convert It"));
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line
      = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "label",
                      _ ("Best, ask the partner for an export with AES256-SHA256. Or let openssl lock it anew, in a "
                         "terminal; it asks for the old password and for a new one:"),
                      NULL);

  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (words), waybill_ui_box_new_words (
                                       "openssl pkcs12 -legacy -nodes -in OLD.pfx | openssl pkcs12 -export -out NEW.pfx"));
  gtk_widget_set_visible (words, FALSE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  waybill_ui_name_widget (button, spoken);
  g_signal_connect_object (button, "toggled", G_CALLBACK (convert_toggled), words, 0);
  gtk_box_append (waybill_ui_box_get_content (WAYBILL_UI_BOX (box)), button);
  gtk_box_append (waybill_ui_box_get_content (WAYBILL_UI_BOX (box)), words);
  gtk_box_append (GTK_BOX (self->cards), box);
}

static void
add_conversions (WaybillUiCertImportInside *self, GPtrArray *sources)
{
  for (guint i = 0; i < sources->len; i++)
    if (waybill_cert_source_get_finding (sources->pdata[i]) == WAYBILL_CERT_FINDING_OLD_LOCK)
      add_conversion (self, sources->pdata[i]);
}

static void
fill_authorities (WaybillUiCertImportInside *self, WaybillCertPlan *plan, WaybillCertStore *store)
{
  GPtrArray *items = waybill_cert_plan_get_items (plan);
  guint n_identities = waybill_cert_plan_get_n_identities (plan);
  g_autofree char *title = g_strdup_printf (_ ("Certificate authorities (%u)"), items->len - n_identities);

  waybill_ui_assistant_page_clear (self->authorities);
  for (guint i = n_identities; i < items->len; i++)
    {
      WaybillCertPlanItem *item = items->pdata[i];
      const WaybillCertEntry *stored = find_stored (store, item->certificate);
      g_autofree char *origin = waybill_words_import_authority (item, stored != NULL ? stored->label : NULL);

      gtk_list_box_append (self->authorities,
                           waybill_ui_assistant_page_new_row ("application-certificate-symbolic",
                                                              waybill_cert_certificate_get_name (item->certificate),
                                                              origin));
    }
  adw_preferences_group_set_title (self->authorities_group, title);
  gtk_widget_set_visible (GTK_WIDGET (self->authorities_group), items->len > n_identities);
}

static void
fill_leftovers (WaybillUiCertImportInside *self, WaybillCertPlan *plan)
{
  GPtrArray *leftovers = waybill_cert_plan_get_leftovers (plan);
  g_autofree char *title = g_strdup_printf (_ ("Not needed (%u)"), leftovers->len);

  waybill_ui_assistant_page_clear (self->leftovers);
  for (guint i = 0; i < leftovers->len; i++)
    {
      WaybillCertPlanLeftover *leftover = leftovers->pdata[i];
      g_autofree char *reason = waybill_words_import_leftover (leftover);

      gtk_list_box_append (self->leftovers,
                           waybill_ui_assistant_page_new_row ("action-unavailable-symbolic",
                                                              waybill_cert_source_get_name (leftover->source), reason));
    }
  adw_preferences_group_set_title (self->leftovers_group, title);
  gtk_widget_set_visible (GTK_WIDGET (self->leftovers_group), leftovers->len > 0);
}

/**
 * waybill_ui_cert_import_inside_show:
 * @self: the page
 * @plan: what the files hold
 * @store: what is there already
 *
 * Shows it. Main thread.
 */
void
waybill_ui_cert_import_inside_show (WaybillUiCertImportInside *self, WaybillCertPlan *plan, WaybillCertStore *store)
{
  GPtrArray *items = waybill_cert_plan_get_items (plan);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->cards)) != NULL)
    gtk_box_remove (GTK_BOX (self->cards), child);
  for (guint i = 0; i < waybill_cert_plan_get_n_identities (plan); i++)
    add_identity (self, plan, items->pdata[i], store);
  if (waybill_cert_plan_get_n_identities (plan) == 0 && waybill_cert_plan_has_mismatch (plan))
    add_box (self, WAYBILL_UI_BOX_WARN, _ ("The key and the certificate in these files do not belong together."));
  add_remarks (self, waybill_cert_plan_get_remarks (plan));
  add_conversions (self, waybill_cert_plan_get_sources (plan));
  if (items->len == 0)
    add_box (self, WAYBILL_UI_BOX_WARN,
             _ ("There is nothing to store: neither a key with its certificate nor an authority. Go back and add the file "
                "that is missing."));
  gtk_widget_set_visible (self->cards, gtk_widget_get_first_child (self->cards) != NULL);
  fill_authorities (self, plan, store);
  fill_leftovers (self, plan);
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), items->len > 0);
}

static void
waybill_ui_cert_import_inside_class_init (WaybillUiCertImportInsideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-import-inside.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportInside, cards);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportInside, authorities_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportInside, authorities);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportInside, leftovers_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportInside, leftovers);
}

static void
waybill_ui_cert_import_inside_init (WaybillUiCertImportInside *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Renaming as a small form: the old name selected, the button alive only for another one, a taken name said in words and
 * nothing typed lost. It knows no list and offers no undo: who listens to "renamed" does. */

#include "ui-cert-rename.h"

#include <glib/gi18n.h>

#include "cert-error.h"
#include "ui-box.h"
#include "words-error.h"

/* The form is 260 wide; an icon stands before the sentence. */
#define PROBLEM_WIDTH 230

struct _WaybillUiCertRename
{
  GtkPopover parent_instance;

  GtkEditable *entry;
  GtkWidget *rename_button;
  GtkWidget *problem;
  GtkLabel *problem_label;

  WaybillCertStore *store;
  char *fingerprint;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertRename, waybill_ui_cert_rename, GTK_TYPE_POPOVER)

static guint renamed_signal;

static const WaybillCertEntry *
get_entry (WaybillUiCertRename *self)
{
  return self->fingerprint == NULL ? NULL : waybill_cert_store_find_fingerprint (self->store, self->fingerprint);
}

/**
 * waybill_ui_cert_rename_set:
 * @self: a popover
 * @store: the store
 * @fingerprint: (nullable): which of its certificates it shall rename
 *
 * Sets what it is about. What is being typed stays as long as it is about the same. Main thread.
 */
void
waybill_ui_cert_rename_set (WaybillUiCertRename *self, WaybillCertStore *store, const char *fingerprint)
{
  g_return_if_fail (WAYBILL_IS_UI_CERT_RENAME (self));

  g_set_object (&self->store, store);
  if (g_strcmp0 (self->fingerprint, fingerprint) == 0)
    return;
  g_free (self->fingerprint);
  self->fingerprint = g_strdup (fingerprint);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
show_problem (WaybillUiCertRename *self, const char *text)
{
  int height;

  gtk_label_set_text (self->problem_label, text == NULL ? "" : text);
  /* A popover asks how high its labels are when they need not wrap, and would cut the button off. */
  gtk_widget_set_size_request (GTK_WIDGET (self->problem_label), -1, -1);
  gtk_widget_measure (GTK_WIDGET (self->problem_label), GTK_ORIENTATION_VERTICAL, PROBLEM_WIDTH, NULL, &height, NULL, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->problem_label), -1, height);
  gtk_widget_set_visible (self->problem, text != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               text == NULL ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static char *
dup_typed (WaybillUiCertRename *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
text_changed (WaybillUiCertRename *self)
{
  const WaybillCertEntry *entry = get_entry (self);
  g_autofree char *typed = dup_typed (self);

  show_problem (self, NULL);
  gtk_widget_set_sensitive (self->rename_button, entry != NULL && *typed != '\0' && !g_str_equal (typed, entry->label));
}

static void
refuse (WaybillUiCertRename *self, const GError *error, const char *typed)
{
  g_autoptr (WaybillWords) words = waybill_words_error_full (error, NULL, typed, NULL);
  g_autofree char *taken = NULL;

  if (g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_LABEL_TAKEN))
    taken = g_strdup_printf (_ ("Another certificate is called “%s”. Choose another name."), typed);
  show_problem (self, taken != NULL ? taken : words->sentence);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
rename_now (WaybillUiCertRename *self)
{
  const WaybillCertEntry *entry = get_entry (self);
  g_autofree char *typed = dup_typed (self);
  g_autofree char *old = NULL;
  g_autoptr (GError) error = NULL;

  if (entry == NULL || !gtk_widget_get_sensitive (self->rename_button))
    return;
  old = g_strdup (entry->label);
  if (!waybill_cert_store_rename (self->store, self->fingerprint, typed, &error))
    {
      refuse (self, error, typed);
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, renamed_signal, 0, old, typed);
}

static void
waybill_ui_cert_rename_map (GtkWidget *widget)
{
  WaybillUiCertRename *self = WAYBILL_UI_CERT_RENAME (widget);
  const WaybillCertEntry *entry = get_entry (self);

  gtk_editable_set_text (self->entry, entry == NULL ? "" : entry->label);
  text_changed (self);
  GTK_WIDGET_CLASS (waybill_ui_cert_rename_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

static void
waybill_ui_cert_rename_dispose (GObject *object)
{
  WaybillUiCertRename *self = WAYBILL_UI_CERT_RENAME (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->fingerprint, g_free);
  G_OBJECT_CLASS (waybill_ui_cert_rename_parent_class)->dispose (object);
}

static void
waybill_ui_cert_rename_class_init (WaybillUiCertRenameClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_rename_dispose;
  widget_class->map = waybill_ui_cert_rename_map;

  renamed_signal = g_signal_new ("renamed", WAYBILL_TYPE_UI_CERT_RENAME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-rename.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRename, entry);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRename, rename_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRename, problem);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRename, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_callback (widget_class, rename_now);
}

static void
waybill_ui_cert_rename_init (WaybillUiCertRename *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
}

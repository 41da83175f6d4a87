/* The new file's password. A made one stands there to be read until the page is left, and never again. */

#include "ui-cert-export-password.h"

#include "ui-box.h"
#include "ui-help.h"
#include "ui-pair.h"
#include "ui-toast.h"
#include "words-export.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WaybillUiCertExportPassword
{
  WaybillUiAssistantPage parent_instance;

  GtkWidget *box_place;
  GtkWidget *own_list;
  GtkWidget *own_row;
  GtkWidget *own_wrong;
  GtkWidget *password_row;
  GtkWidget *again_row;
  GtkLevelBar *level;
  GtkLabel *strength;
  GtkLabel *refusal;
  GtkWidget *make_button;
  GtkWidget *made_box;
  GtkLabel *made;
  GtkWidget *copy_button;
  GtkWidget *writing;
  GtkSpinner *spinner;

  WaybillCertLock lock;
  gboolean asks_own;
  gboolean making;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertExportPassword, waybill_ui_cert_export_password, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_usable (const char *text)
{
  return *text != '\0' && strlen (text) <= WAYBILL_SECRET_TEXT_MAX;
}

static void
show_strength (WaybillUiCertExportPassword *self)
{
  WaybillWordsStrength strength = waybill_words_export_strength (get_text (self->password_row), self->lock);
  g_autofree char *name = g_strdup_printf (_ ("The password is %s"), waybill_words_export_strength_word (strength));

  gtk_level_bar_set_value (self->level, strength);
  gtk_label_set_text (self->strength, waybill_words_export_strength_word (strength));
  if (strength != WAYBILL_WORDS_STRENGTH_NONE)
    waybill_ui_name_widget (GTK_WIDGET (self->level), name);
  else
    waybill_ui_name_widget (GTK_WIDGET (self->level), _ ("Strength of the password"));
}

static void
forget_made (WaybillUiCertExportPassword *self)
{
  gtk_widget_set_visible (self->made_box, FALSE);
  gtk_label_set_text (self->made, "");
}

static void
typed (WaybillUiCertExportPassword *self)
{
  const char *password = get_text (self->password_row), *again = get_text (self->again_row);
  const char *refusal = waybill_words_export_refuse (password, again, self->lock);

  if (self->making)
    return;
  if (gtk_widget_get_visible (self->made_box) && !g_str_equal (gtk_label_get_text (self->made), password))
    forget_made (self);
  if (strlen (password) > WAYBILL_SECRET_TEXT_MAX)
    refusal = _ ("This is longer than any program takes.");
  show_strength (self);
  gtk_label_set_text (self->refusal, refusal != NULL ? refusal : "");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), refusal != NULL);
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self),
                                       refusal == NULL && is_usable (password) && g_str_equal (password, again)
                                           && (!self->asks_own || is_usable (get_text (self->own_row))));
}

static void
set_both (WaybillUiCertExportPassword *self, const char *text)
{
  self->making = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), text);
  gtk_editable_set_text (GTK_EDITABLE (self->again_row), text);
  self->making = FALSE;
  typed (self);
}

/**
 * waybill_ui_cert_export_password_make:
 * @self: the page
 *
 * Makes a password that can be read out, into both fields. It is shown once: whoever comes back to the page finds bullets.
 * Main thread.
 */
void
waybill_ui_cert_export_password_make (WaybillUiCertExportPassword *self)
{
  g_autoptr (WaybillSecretText) made = waybill_secret_text_new_readable ();

  gtk_label_set_text (self->made, waybill_secret_text_peek (made));
  gtk_widget_set_visible (self->made_box, TRUE);
  set_both (self, waybill_secret_text_peek (made));
  gtk_widget_grab_focus (self->copy_button);
}

static void
copy_made (WaybillUiCertExportPassword *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->made));
  waybill_ui_toast_say (GTK_WIDGET (self), _ ("Password copied"));
}

static void
activated (WaybillUiCertExportPassword *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.next", NULL);
}

/**
 * waybill_ui_cert_export_password_set_lock:
 * @self: the page
 * @lock: how the key will be locked: it decides how long a password must be
 *
 * Main thread.
 */
void
waybill_ui_cert_export_password_set_lock (WaybillUiCertExportPassword *self, WaybillCertLock lock)
{
  self->lock = lock;
  typed (self);
}

/**
 * waybill_ui_cert_export_password_ask_own:
 * @self: the page
 * @asks: whether the password that opens the key now must be typed
 * @is_wrong: whether the last one did not fit
 *
 * Main thread.
 */
void
waybill_ui_cert_export_password_ask_own (WaybillUiCertExportPassword *self, gboolean asks, gboolean is_wrong)
{
  self->asks_own = asks;
  gtk_widget_set_visible (self->own_list, asks);
  gtk_widget_set_visible (self->own_wrong, asks && is_wrong);
  if (is_wrong)
    gtk_editable_select_region (GTK_EDITABLE (self->own_row), 0, -1);
  typed (self);
}

/**
 * waybill_ui_cert_export_password_dup:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the new file's password, as typed
 */
WaybillSecretText *
waybill_ui_cert_export_password_dup (WaybillUiCertExportPassword *self)
{
  return is_usable (get_text (self->password_row)) ? waybill_secret_text_new (get_text (self->password_row)) : NULL;
}

/**
 * waybill_ui_cert_export_password_dup_own:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): what opens the key now, as typed
 */
WaybillSecretText *
waybill_ui_cert_export_password_dup_own (WaybillUiCertExportPassword *self)
{
  if (!self->asks_own || !is_usable (get_text (self->own_row)))
    return NULL;
  return waybill_secret_text_new (get_text (self->own_row));
}

/**
 * waybill_ui_cert_export_password_is_empty:
 * @self: the page
 *
 * Returns: whether nothing was typed that closing would lose
 */
gboolean
waybill_ui_cert_export_password_is_empty (WaybillUiCertExportPassword *self)
{
  return *get_text (self->password_row) == '\0' && *get_text (self->again_row) == '\0';
}

/**
 * waybill_ui_cert_export_password_set_failure:
 * @self: the page
 * @words: (nullable): why nothing was written; %NULL: nothing was tried
 *
 * Main thread.
 */
void
waybill_ui_cert_export_password_set_failure (WaybillUiCertExportPassword *self, const WaybillWords *words)
{
  GtkWidget *old = gtk_widget_get_first_child (self->box_place);
  g_autofree char *text = NULL;

  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->box_place), old);
  gtk_widget_set_visible (self->box_place, words != NULL);
  if (words == NULL)
    return;
  text = waybill_words_to_body (words, " ");
  gtk_box_append (GTK_BOX (self->box_place), waybill_ui_box_new (WAYBILL_UI_BOX_SHARP, words->title, text));
}

/**
 * waybill_ui_cert_export_password_set_busy:
 * @self: the page
 * @busy: whether files are being written
 *
 * Main thread.
 */
void
waybill_ui_cert_export_password_set_busy (WaybillUiCertExportPassword *self, gboolean busy)
{
  gtk_widget_set_visible (self->writing, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_editable_set_editable (GTK_EDITABLE (self->password_row), !busy);
  gtk_editable_set_editable (GTK_EDITABLE (self->again_row), !busy);
  gtk_editable_set_editable (GTK_EDITABLE (self->own_row), !busy);
  gtk_widget_set_sensitive (self->make_button, !busy);
}

/**
 * waybill_ui_cert_export_password_forget:
 * @self: the page
 *
 * Empties all fields. Main thread.
 */
void
waybill_ui_cert_export_password_forget (WaybillUiCertExportPassword *self)
{
  forget_made (self);
  gtk_editable_set_text (GTK_EDITABLE (self->own_row), "");
  set_both (self, "");
}

static GtkWidget *
waybill_ui_cert_export_password_find_field (WaybillUiAssistantPage *page)
{
  WaybillUiCertExportPassword *self = WAYBILL_UI_CERT_EXPORT_PASSWORD (page);

  if (self->asks_own && (gtk_widget_get_visible (self->own_wrong) || *get_text (self->own_row) == '\0'))
    return self->own_row;
  return self->password_row;
}

/* Left: a made one is not shown again. */
static void
waybill_ui_cert_export_password_unmap (GtkWidget *widget)
{
  forget_made (WAYBILL_UI_CERT_EXPORT_PASSWORD (widget));
  GTK_WIDGET_CLASS (waybill_ui_cert_export_password_parent_class)->unmap (widget);
}

static void
waybill_ui_cert_export_password_dispose (GObject *object)
{
  WaybillUiCertExportPassword *self = WAYBILL_UI_CERT_EXPORT_PASSWORD (object);

  if (self->password_row != NULL && gtk_widget_get_parent (self->password_row) != NULL)
    waybill_ui_cert_export_password_forget (self);
  G_OBJECT_CLASS (waybill_ui_cert_export_password_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
#define BIND(name) gtk_widget_class_bind_template_child (klass, WaybillUiCertExportPassword, name)
  gtk_widget_class_set_template_from_resource (klass, WAYBILL_RESOURCE_PATH "/ui-cert-export-password.ui");
  BIND (box_place);
  BIND (own_list);
  BIND (own_row);
  BIND (own_wrong);
  BIND (password_row);
  BIND (again_row);
  BIND (level);
  BIND (strength);
  BIND (refusal);
  BIND (make_button);
  BIND (made_box);
  BIND (made);
  BIND (copy_button);
  BIND (writing);
  BIND (spinner);
#undef BIND
}

static void
waybill_ui_cert_export_password_class_init (WaybillUiCertExportPasswordClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_export_password_dispose;
  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_export_password_find_field;
  widget_class->unmap = waybill_ui_cert_export_password_unmap;
  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_PAIR);
  bind_template (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, typed);
  gtk_widget_class_bind_template_callback (widget_class, activated);
  gtk_widget_class_bind_template_callback (widget_class, waybill_ui_cert_export_password_make);
  gtk_widget_class_bind_template_callback (widget_class, copy_made);
}

static void
waybill_ui_cert_export_password_init (WaybillUiCertExportPassword *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_help_attach (self->own_row, "certificate-password");
  waybill_ui_help_attach (self->password_row, "export-password");
  waybill_ui_help_attach (self->again_row, "export-password");
  waybill_ui_name_password (self->own_row, _ ("Password that opens the certificate now"));
  waybill_ui_name_password (self->password_row, _ ("New password"));
  waybill_ui_name_password (self->again_row, _ ("New password, again"));
  show_strength (self);
}

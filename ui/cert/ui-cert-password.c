/* Entering a password that is kept anew. Opening a certificate takes a quarter of a second: a helper does it. A wrong
 * password changes nothing, and what was typed leaves the field when the window goes. */

#include "ui-cert-password.h"

#include <glib/gi18n.h>

#include "base-thread.h"
#include "cert-error.h"
#include "ui-box.h"
#include "ui-help.h"
#include "ui-tall.h"
#include "ui-toast.h"
#include "words-error.h"

struct _WaybillUiCertPassword
{
  AdwWindow parent_instance;

  GtkWidget *keep_button;
  GtkLabel *heading;
  GtkLabel *text;
  AdwPasswordEntryRow *entry;
  WaybillUiBox *problem;

  WaybillUiContext *context;
  WaybillUiCertKept *kept;
  gboolean trying;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertPassword, waybill_ui_cert_password, ADW_TYPE_WINDOW)

/* The helper's while it runs; it holds no widget but through the weak reference, which is read on the main thread alone. */
typedef struct
{
  GWeakRef window;
  GMainContext *main;
  GBytes *pfx;
  WaybillSecretText *password;
  GError *failure;
} Trial;

static void
trial_free (Trial *trial)
{
  g_weak_ref_clear (&trial->window);
  g_main_context_unref (trial->main);
  g_clear_pointer (&trial->pfx, g_bytes_unref);
  waybill_secret_text_unref (trial->password);
  g_clear_error (&trial->failure);
  g_free (trial);
}

static void
update_button (WaybillUiCertPassword *self)
{
  gtk_widget_set_sensitive (self->keep_button, !self->trying && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0');
}

static void
typed (WaybillUiCertPassword *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  update_button (self);
}

static void
say_problem (WaybillUiCertPassword *self, const char *title, const char *text)
{
  self->trying = FALSE;
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), TRUE);
  waybill_ui_box_set (self->problem, WAYBILL_UI_BOX_WARN, title, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  update_button (self);
}

/* The window is closed by then; its parent says it. */
typedef struct
{
  WaybillUiContext *context;
  GWeakRef parent;
} Keeping;

static void
stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Keeping *keeping = user_data;
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&keeping->parent);
  gboolean kept = waybill_secret_vault_store_finish (WAYBILL_SECRET_VAULT (source), result, NULL);

  if (parent != NULL)
    waybill_ui_toast_say (parent, kept ? _ ("Password kept")
                                       : _ ("The keyring did not take it: it stays in memory, until Waybill is closed"));
  waybill_ui_context_emit_changed (keeping->context);
  g_object_unref (keeping->context);
  g_weak_ref_clear (&keeping->parent);
  g_free (keeping);
}

static void
keep (WaybillUiCertPassword *self, WaybillSecretText *password)
{
  WaybillSecretKey key = waybill_ui_cert_kept_get_key (self->kept);
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->context = g_object_ref (self->context);
  g_weak_ref_init (&keeping->parent, gtk_window_get_transient_for (GTK_WINDOW (self)));
  waybill_secret_vault_store_async (waybill_ui_context_get_vault (self->context), &key, password, NULL, stored, keeping);
  gtk_window_close (GTK_WINDOW (self));
}

/* What is the matter with the file is not the password's fault. */
static void
say_failure (WaybillUiCertPassword *self, const GError *failure)
{
  g_autoptr (WaybillWords) words = NULL;

  if (g_error_matches (failure, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD))
    {
      say_problem (self, _ ("That password does not open it"), _ ("Nothing is lost: what was kept before is kept still."));
      return;
    }
  words = waybill_words_error (failure, NULL);
  say_problem (self, words->sentence, _ ("The certificate cannot be opened. Import it again."));
}

static void
tried_on_main (gpointer data)
{
  Trial *trial = data;
  g_autoptr (WaybillUiCertPassword) self = g_weak_ref_get (&trial->window);

  if (self != NULL && self->context != NULL && trial->failure == NULL)
    keep (self, trial->password);
  else if (self != NULL && self->context != NULL)
    say_failure (self, trial->failure);
  trial_free (trial);
}

static void
try_on_helper (gpointer data)
{
  Trial *trial = data;
  WaybillCertIdentity *identity
      = waybill_cert_store_open_bytes (trial->pfx, waybill_secret_text_peek (trial->password), &trial->failure);

  g_clear_pointer (&identity, waybill_cert_identity_unref);
  waybill_base_thread_hop (trial->main, tried_on_main, trial);
}

static void
try_certificate (WaybillUiCertPassword *self, WaybillSecretText *password)
{
  Trial *trial = g_new0 (Trial, 1);

  g_weak_ref_init (&trial->window, self);
  trial->main = g_main_context_ref_thread_default ();
  trial->password = waybill_secret_text_ref (password);
  trial->pfx = waybill_cert_store_read_identity (waybill_ui_context_get_certificates (self->context),
                                                 waybill_ui_cert_kept_get_key (self->kept).id, &trial->failure);
  self->trying = TRUE;
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), FALSE);
  update_button (self);
  if (trial->pfx == NULL)
    tried_on_main (trial);
  else
    waybill_base_thread_detach ("waybill-pfx", try_on_helper, trial);
}

static void
keep_now (WaybillUiCertPassword *self)
{
  g_autoptr (WaybillSecretText) password = NULL;

  if (!gtk_widget_get_sensitive (self->keep_button))
    return;
  password = waybill_secret_text_new (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  if (password == NULL)
    say_problem (self, _ ("That is too long"), _ ("No password may have so many characters."));
  else if (waybill_ui_cert_kept_get_words (self->kept) == WAYBILL_WORDS_KEPT_CERTIFICATE)
    try_certificate (self, password);
  else
    keep (self, password);
}

static void
show_kept (WaybillUiCertPassword *self)
{
  gboolean is_certificate = waybill_ui_cert_kept_get_words (self->kept) == WAYBILL_WORDS_KEPT_CERTIFICATE;
  /* Translators: "Password of the login", and whose. */
  g_autofree char *heading
      = g_strdup_printf (_ ("%s: %s"), waybill_words_holding_kept (waybill_ui_cert_kept_get_words (self->kept)),
                         waybill_ui_cert_kept_get_owner (self->kept));

  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->text, is_certificate
                                      ? _ ("It is tried on the certificate, then kept in place of the one before.")
                                      : _ ("It is kept in place of the one before, and used at the next connection."));
  waybill_ui_help_attach (GTK_WIDGET (self->entry), is_certificate ? "certificate-password" : "password");
}

/**
 * waybill_ui_cert_password_new:
 * @context: whose vault it goes into
 * @parent: the window it stands over
 * @kept: which password it takes the place of
 *
 * Returns: (transfer none): a new window
 */
WaybillUiCertPassword *
waybill_ui_cert_password_new (WaybillUiContext *context, GtkWindow *parent, WaybillUiCertKept *kept)
{
  WaybillUiCertPassword *self = g_object_new (WAYBILL_TYPE_UI_CERT_PASSWORD, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->kept = g_object_ref (kept);
  show_kept (self);
  return self;
}

static void
waybill_ui_cert_password_dispose (GObject *object)
{
  WaybillUiCertPassword *self = WAYBILL_UI_CERT_PASSWORD (object);

  if (self->context != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_clear_object (&self->context);
  g_clear_object (&self->kept);
  G_OBJECT_CLASS (waybill_ui_cert_password_parent_class)->dispose (object);
}

static void
waybill_ui_cert_password_class_init (WaybillUiCertPasswordClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_password_dispose;

  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_TALL);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-password.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertPassword, keep_button);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertPassword, heading);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertPassword, text);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertPassword, entry);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertPassword, problem);
  gtk_widget_class_bind_template_callback (widget_class, typed);
  gtk_widget_class_bind_template_callback (widget_class, keep_now);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
waybill_ui_cert_password_init (WaybillUiCertPassword *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  waybill_ui_name_buttons (GTK_WIDGET (self));
  waybill_ui_help_install (GTK_WIDGET (self));
  update_button (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

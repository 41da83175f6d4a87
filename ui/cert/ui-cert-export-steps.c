/* What the steps of the export assistant do: the chain as far as the store has it, the password that the vault knows,
 * writing, and what to do with files that are in the way. */

#include "ui-cert-export-private.h"

#include "cert-error.h"
#include "remote-path.h"
#include "ui-cert-chain.h"
#include "ui-name.h"
#include "words-error.h"
#include "words-export.h"

#include <glib/gi18n.h>

/**
 * waybill_ui_cert_export_is_busy:
 * @self: the assistant
 *
 * Returns: whether something is being looked up or written
 */
gboolean
waybill_ui_cert_export_is_busy (WaybillUiCertExport *self)
{
  return self->looking != NULL || self->writing != NULL;
}

static const WaybillCertEntry *
get_entry (WaybillUiCertExport *self)
{
  if (self->fingerprint == NULL)
    return NULL;
  return waybill_cert_store_find_fingerprint (waybill_ui_context_get_certificates (self->context), self->fingerprint);
}

static void
show_step (WaybillUiCertExport *self, WaybillUiCertExportStep step)
{
  waybill_ui_assistant_show_step (WAYBILL_UI_ASSISTANT (self), step);
}

static void
update (WaybillUiCertExport *self)
{
  waybill_ui_assistant_update (WAYBILL_UI_ASSISTANT (self));
}

/* The certificate, then who signed it, and so on: the other way round than it is drawn. */
static GPtrArray *
list_chain (WaybillUiCertExport *self, const WaybillCertEntry *entry)
{
  g_autoptr (GPtrArray) links = waybill_ui_cert_chain_new (waybill_ui_context_get_certificates (self->context), entry);
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);

  for (guint i = links->len; i > 0; i--)
    {
      WaybillUiCertLink *link = links->pdata[i - 1];

      if (link->certificate != NULL)
        g_ptr_array_add (chain, waybill_cert_certificate_ref (link->certificate));
    }
  return chain;
}

static void
show_files (WaybillUiCertExport *self)
{
  const char *fingerprint = waybill_ui_cert_export_what_get_fingerprint (self->what_page);
  const WaybillCertEntry *entry;
  g_autoptr (GPtrArray) chain = NULL;

  if (fingerprint == NULL)
    return;
  if (g_strcmp0 (self->fingerprint, fingerprint) != 0)
    g_clear_pointer (&self->own, waybill_secret_text_unref);
  g_free (self->fingerprint);
  self->fingerprint = g_strdup (fingerprint);
  entry = get_entry (self);
  chain = list_chain (self, entry);
  waybill_ui_cert_export_files_show (self->files_page, entry, chain);
  show_step (self, WAYBILL_UI_CERT_EXPORT_STEP_FILES);
}

/* The password that opens the key now */

static void
looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiCertExport) self = user_data;
  g_autoptr (WaybillSecretText) text = waybill_secret_vault_lookup_finish (WAYBILL_SECRET_VAULT (source), result, NULL);

  /* The window was closed meanwhile, or the step was left. */
  if (self->looking == NULL || g_task_get_cancellable (G_TASK (result)) != self->looking)
    return;
  g_clear_object (&self->looking);
  self->own = g_steal_pointer (&text);
  waybill_ui_cert_export_password_ask_own (self->password_page, self->own == NULL, FALSE);
  update (self);
  if (self->own == NULL && waybill_ui_cert_export_get_step (self) == WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD)
    waybill_ui_assistant_page_focus (WAYBILL_UI_ASSISTANT_PAGE (self->password_page));
}

static void
look_up (WaybillUiCertExport *self, const WaybillCertEntry *entry)
{
  WaybillSecretKey key
      = { WAYBILL_SECRET_OWNER_CERTIFICATE, WAYBILL_SECRET_FIELD_PASSWORD, self->fingerprint, entry->label };

  waybill_ui_cert_export_password_ask_own (self->password_page, FALSE, FALSE);
  if (!entry->is_protected || self->own != NULL)
    return;
  self->looking = g_cancellable_new ();
  waybill_secret_vault_lookup_async (waybill_ui_context_get_vault (self->context), &key, self->looking, looked_up,
                                     g_object_ref (self));
}

static void
show_password (WaybillUiCertExport *self)
{
  const WaybillCertEntry *entry = get_entry (self);

  if (entry == NULL)
    return;
  waybill_ui_cert_export_password_set_failure (self->password_page, NULL);
  waybill_ui_cert_export_password_set_lock (self->password_page, waybill_ui_cert_export_files_get_lock (self->files_page));
  look_up (self, entry);
  show_step (self, WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD);
}

/* Writing */

static void
start_write (WaybillUiCertExport *self, WaybillUiCertExportConflict conflict);

static void
show_failure (WaybillUiCertExport *self, const WaybillWords *words)
{
  g_autofree char *text = words != NULL ? waybill_words_to_body (words, " ") : NULL;

  if (waybill_ui_cert_export_get_step (self) == WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD)
    waybill_ui_cert_export_password_set_failure (self->password_page, words);
  else
    waybill_ui_cert_export_files_set_failure (self->files_page, words != NULL ? words->title : NULL, text);
}

static void
answered (AdwMessageDialog *dialog, const char *response, WaybillUiCertExport *self)
{
  if (g_str_equal (response, "both"))
    start_write (self, WAYBILL_UI_CERT_EXPORT_KEEP_BOTH);
  else if (g_str_equal (response, "replace"))
    start_write (self, WAYBILL_UI_CERT_EXPORT_REPLACE);
}

/* As 3.14 of the window's book asks: nothing is replaced by Return or Escape. */
static void
ask (WaybillUiCertExport *self, const char *const *taken)
{
  g_autofree char *folder = waybill_remote_path_dup_display (waybill_ui_cert_export_files_get_folder (self->files_page));
  g_autofree char *title = waybill_words_export_taken_title (taken);
  g_autofree char *body = waybill_words_export_taken_body (taken, folder);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), title, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "both", _ ("_Keep Both"),
                                    "replace", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered), self, 0);
  waybill_ui_name_buttons (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
write_failed (WaybillUiCertExport *self, const GError *error, char **taken)
{
  g_autoptr (WaybillWords) words = NULL;

  if (taken != NULL && *taken != NULL)
    {
      ask (self, (const char *const *) taken);
      return;
    }
  /* The key's own password: what the vault knows is of no use any more. */
  if (g_error_matches (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_PASSWORD))
    {
      g_clear_pointer (&self->own, waybill_secret_text_unref);
      waybill_ui_cert_export_password_ask_own (self->password_page, TRUE, TRUE);
    }
  else
    {
      words = waybill_words_error (error, NULL);
      show_failure (self, words);
    }
  waybill_ui_assistant_page_focus (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (self)));
}

static void
written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WaybillUiCertExport) self = user_data;
  g_auto (GStrv) taken = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertExportPlan) plan = waybill_ui_cert_export_write_finish (result, &taken, &error);
  const WaybillCertEntry *entry;

  if (self->writing == NULL || g_task_get_cancellable (G_TASK (result)) != self->writing)
    return;
  g_clear_object (&self->writing);
  waybill_ui_cert_export_password_set_busy (self->password_page, FALSE);
  update (self);
  if (plan == NULL)
    {
      write_failed (self, error, taken);
      return;
    }
  entry = get_entry (self);
  waybill_ui_cert_export_password_forget (self->password_page);
  waybill_ui_cert_export_done_show (self->done_page, plan, waybill_ui_cert_export_files_get_folder (self->files_page),
                                    entry != NULL && entry->is_identity);
  show_step (self, WAYBILL_UI_CERT_EXPORT_STEP_DONE);
}

/* (transfer full) (nullable): what the vault knows, else what was typed. */
static WaybillSecretText *
dup_own (WaybillUiCertExport *self)
{
  return self->own != NULL ? waybill_secret_text_ref (self->own)
                           : waybill_ui_cert_export_password_dup_own (self->password_page);
}

static void
start_write (WaybillUiCertExport *self, WaybillUiCertExportConflict conflict)
{
  WaybillCertExportPlan *plan = waybill_ui_cert_export_files_get_plan (self->files_page);
  g_autoptr (WaybillSecretText) own = NULL;
  g_autoptr (WaybillSecretText) password = NULL;
  g_autoptr (GBytes) pfx = NULL;
  g_autoptr (GError) error = NULL;
  WaybillUiCertExportWish wish = {
    .plan = plan,
    .lock = waybill_ui_cert_export_files_get_lock (self->files_page),
    .folder = waybill_ui_cert_export_files_get_folder (self->files_page),
    .conflict = conflict,
  };

  if (plan == NULL || self->writing != NULL)
    return;
  show_failure (self, NULL);
  if (waybill_cert_export_plan_has_key (plan))
    {
      wish.own = own = dup_own (self);
      wish.password = password = waybill_ui_cert_export_password_dup (self->password_page);
      wish.pfx = pfx = waybill_cert_store_read_identity (waybill_ui_context_get_certificates (self->context),
                                                         self->fingerprint, &error);
      if (pfx == NULL)
        {
          write_failed (self, error, NULL);
          return;
        }
    }
  self->writing = g_cancellable_new ();
  waybill_ui_cert_export_password_set_busy (self->password_page, TRUE);
  update (self);
  waybill_ui_cert_export_write_async (&wish, self->writing, written, g_object_ref (self));
}

/**
 * waybill_ui_cert_export_go_next:
 * @self: the assistant
 *
 * What the primary button does at this step. Main thread.
 */
void
waybill_ui_cert_export_go_next (WaybillUiCertExport *self)
{
  WaybillCertExportPlan *plan = waybill_ui_cert_export_files_get_plan (self->files_page);

  if (waybill_ui_cert_export_is_busy (self)
      || !waybill_ui_assistant_page_is_ready (waybill_ui_assistant_get_shown (WAYBILL_UI_ASSISTANT (self))))
    return;
  switch (waybill_ui_cert_export_get_step (self))
    {
    case WAYBILL_UI_CERT_EXPORT_STEP_WHAT:
      show_files (self);
      break;
    case WAYBILL_UI_CERT_EXPORT_STEP_FILES:
      if (waybill_cert_export_plan_has_key (plan))
        show_password (self);
      else
        start_write (self, WAYBILL_UI_CERT_EXPORT_ASK);
      break;
    case WAYBILL_UI_CERT_EXPORT_STEP_PASSWORD:
      start_write (self, WAYBILL_UI_CERT_EXPORT_ASK);
      break;
    default:
      gtk_window_close (GTK_WINDOW (self));
      break;
    }
}

/**
 * waybill_ui_cert_export_go_back:
 * @self: the assistant
 *
 * One step back; what was chosen and typed stays. Main thread.
 */
void
waybill_ui_cert_export_go_back (WaybillUiCertExport *self)
{
  if (self->writing != NULL)
    return;
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  show_step (self, waybill_ui_cert_export_get_step (self) - 1);
}

/**
 * waybill_ui_cert_export_stop:
 * @self: the assistant
 *
 * Nothing is looked up or written any more; what is written already stays, all of it. Main thread.
 */
void
waybill_ui_cert_export_stop (WaybillUiCertExport *self)
{
  /* What is under way keeps the window, and a window that outlives the one it stands over crashes GTK 4.8. */
  if (waybill_ui_cert_export_is_busy (self))
    gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_cancellable_cancel (self->writing);
  g_clear_object (&self->writing);
  g_clear_pointer (&self->own, waybill_secret_text_unref);
}

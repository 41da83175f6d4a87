/* What is done with passwords that are kept: forgetting one, which can be undone as long as the toast stands, and locking
 * all. Every answer may come when the page is gone. */

#include "ui-cert-secrets-private.h"

#include <glib/gi18n.h>

#include "ui-tell.h"
#include "ui-toast.h"
#include "words-secret.h"

/* One secret on its way out, and back. */
typedef struct
{
  WaybillUiContext *context;
  GWeakRef from;
  WaybillUiCertKept *kept;
  WaybillSecretText *text; /* (nullable): what it was, for undo */
} Errand;

static Errand *
errand_new (GtkWidget *from, WaybillUiContext *context, WaybillUiCertKept *kept)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->context = g_object_ref (context);
  g_weak_ref_init (&errand->from, from);
  g_set_object (&errand->kept, kept);
  return errand;
}

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->context);
  g_weak_ref_clear (&errand->from);
  g_clear_object (&errand->kept);
  g_clear_pointer (&errand->text, waybill_secret_text_unref);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

/* Everybody who says where a password lies looks again. */
static void
tell_changed (Errand *errand)
{
  waybill_ui_context_emit_changed (errand->context);
}

static void
tell_problem (Errand *errand, WaybillWordsSecret situation)
{
  g_autoptr (GtkWidget) from = g_weak_ref_get (&errand->from);
  g_autoptr (WaybillWords) words = NULL;

  if (from == NULL)
    return;
  words = waybill_words_secret (situation, errand->kept != NULL ? waybill_ui_cert_kept_get_owner (errand->kept) : NULL);
  waybill_ui_tell (from, words);
}

static void
stored_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;

  if (!waybill_secret_vault_store_finish (WAYBILL_SECRET_VAULT (source), result, NULL))
    tell_problem (errand, WAYBILL_WORDS_SECRET_NOT_STORED);
  tell_changed (errand);
}

static void
undo_forgetting (gpointer data)
{
  Errand *errand = data;
  WaybillSecretVault *vault = waybill_ui_context_get_vault (errand->context);
  WaybillSecretKey key = waybill_ui_cert_kept_get_key (errand->kept);
  g_autoptr (GtkWidget) from = g_weak_ref_get (&errand->from);
  Errand *back = errand_new (from, errand->context, errand->kept);

  if (waybill_ui_cert_kept_is_in_keyring (errand->kept))
    {
      waybill_secret_vault_store_async (vault, &key, errand->text, NULL, stored_again, back);
      return;
    }
  waybill_secret_vault_remember (vault, &key, errand->text);
  tell_changed (back);
  errand_free (back);
}

static void
forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&errand->from);
  g_autofree char *said = waybill_words_holding_forgotten (waybill_ui_cert_kept_get_words (errand->kept),
                                                           waybill_ui_cert_kept_get_owner (errand->kept));
  gboolean done = waybill_secret_vault_forget_finish (WAYBILL_SECRET_VAULT (source), result, NULL);

  tell_changed (errand);
  if (!done)
    tell_problem (errand, WAYBILL_WORDS_SECRET_NOT_FORGOTTEN);
  else if (from != NULL && errand->text != NULL)
    waybill_ui_toast_offer_undo (from, said, undo_forgetting, g_steal_pointer (&errand), errand_free);
  else if (from != NULL)
    waybill_ui_toast_say (from, said);
}

static void
looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;
  WaybillSecretKey key = waybill_ui_cert_kept_get_key (errand->kept);

  errand->text = waybill_secret_vault_lookup_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
  if (errand->text != NULL && waybill_ui_cert_kept_locks_a_key (errand->kept)
      && waybill_secret_text_is_random (errand->text))
    {
      tell_problem (errand, WAYBILL_WORDS_SECRET_MADE);
      errand_free (errand);
      return;
    }
  waybill_secret_vault_forget_async (WAYBILL_SECRET_VAULT (source), &key, NULL, forgotten, errand);
}

/**
 * waybill_ui_cert_secrets_forget:
 * @from: a widget of the window that says it
 * @context: whose vault it is in
 * @kept: which one
 *
 * Forgets it. What it was is held, in locked memory, as long as the toast offers to undo it. One that was made for a key of
 * the store stays: nobody could type it again. Main thread.
 */
void
waybill_ui_cert_secrets_forget (GtkWidget *from, WaybillUiContext *context, WaybillUiCertKept *kept)
{
  WaybillSecretKey key = waybill_ui_cert_kept_get_key (kept);

  waybill_secret_vault_lookup_async (waybill_ui_context_get_vault (context), &key, NULL, looked_up,
                                     errand_new (from, context, kept));
}

static void
locked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&errand->from);

  if (!waybill_secret_vault_lock_finish (WAYBILL_SECRET_VAULT (source), result, NULL))
    tell_problem (errand, WAYBILL_WORDS_SECRET_NOT_LOCKED);
  else if (from != NULL)
    waybill_ui_toast_say (from, _ ("Locked: passwords are asked for from now on"));
  waybill_ui_context_probe_keyring (errand->context);
  tell_changed (errand);
}

/**
 * waybill_ui_cert_secrets_lock:
 * @from: a widget of the window that says it
 * @context: whose vault it is
 *
 * Forgets what is in memory and locks the keyring. Main thread.
 */
void
waybill_ui_cert_secrets_lock (GtkWidget *from, WaybillUiContext *context)
{
  waybill_secret_vault_lock_async (waybill_ui_context_get_vault (context), NULL, locked, errand_new (from, context, NULL));
}

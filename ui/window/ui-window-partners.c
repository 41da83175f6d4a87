/* What is done with partners from the main window: set up, edit, check, connect, copy, remove with undo. The pages
 * themselves are elsewhere. */

#include "ui-window-private.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-check.h"
#include "ui-partner-editor.h"
#include "ui-tell.h"
#include "ui-toast.h"

#include "partner-learnt.h"
#include "words-error.h"

/* A store that cannot be written: said in a window, because nothing was done that a toast could tell. */
static void
show_error (WaybillUiWindow *self, const GError *error, const char *name)
{
  g_autoptr (WaybillWords) words = waybill_words_error (error, name);

  waybill_ui_tell (GTK_WIDGET (self), words);
}

static void
partner_saved (WaybillUiPartnerEditor *editor, const char *uuid, WaybillUiWindow *self)
{
  if (waybill_ui_window_find_session (self, uuid) == NULL)
    waybill_ui_window_show_partner (self, uuid, FALSE);
}

/* uuid: (nullable) NULL: a new partner. page: (nullable). */
void
waybill_ui_window_edit_partner (WaybillUiWindow *self, GtkWidget *from, const char *uuid, const char *page)
{
  WaybillPartner *partner = uuid == NULL ? NULL : waybill_ui_context_find_partner (self->context, uuid);
  WaybillUiPartnerEditor *editor;

  if (uuid != NULL && partner == NULL)
    return;
  editor = waybill_ui_partner_editor_new (self->context, waybill_ui_window_find_parent (self, from), partner, page);
  g_signal_connect_object (editor, "saved", G_CALLBACK (partner_saved), self, 0);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
new_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  waybill_ui_window_edit_partner (WAYBILL_UI_WINDOW (widget), widget, NULL, NULL);
}

static void
edit_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  waybill_ui_window_edit_partner (WAYBILL_UI_WINDOW (widget), widget, g_variant_get_string (parameter, NULL), NULL);
}

static void
check_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  waybill_ui_context_go (WAYBILL_UI_WINDOW (widget)->context, widget, WAYBILL_UI_PLACE_CHECK,
                         g_variant_get_string (parameter, NULL), NULL);
}

static void
connect_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  waybill_ui_window_show_partner (WAYBILL_UI_WINDOW (widget), g_variant_get_string (parameter, NULL), TRUE);
}

/* "Harbour Foods (2)", the first number that is free. */
static char *
dup_free_name (WaybillPartnerStore *store, const char *name)
{
  for (guint i = 2;; i++)
    {
      g_autofree char *candidate = g_strdup_printf ("%s (%u)", name, i);

      if (waybill_partner_store_find (store, candidate, NULL) == NULL)
        return g_steal_pointer (&candidate);
    }
}

typedef struct
{
  WaybillUiWindow *window; /* weak */
  WaybillUiContext *context;
  WaybillPartner *partner;
  gboolean tried; /* what belongs to the partner is kept, even where putting it back failed */
} Undo;

static Undo *
undo_new (WaybillUiWindow *self, WaybillPartner *partner)
{
  Undo *undo = g_new0 (Undo, 1);

  g_set_weak_pointer (&undo->window, self);
  undo->context = g_object_ref (self->context);
  undo->partner = g_object_ref (partner);
  return undo;
}

static void
undo_free (gpointer data)
{
  Undo *self = data;

  g_clear_weak_pointer (&self->window);
  g_object_unref (self->context);
  g_object_unref (self->partner);
  g_free (self);
}

static void
take_copy_away (gpointer data)
{
  Undo *self = data;

  waybill_partner_store_remove (waybill_ui_context_get_partners (self->context), self->partner, NULL);
}

/* Its passwords stay behind: they belong to the login at that one partner, and a copy is another. */
static void
copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (widget);
  WaybillPartnerStore *store = waybill_ui_context_get_partners (self->context);
  WaybillPartner *partner = waybill_ui_context_find_partner (self->context, g_variant_get_string (parameter, NULL));
  g_autofree char *name = partner == NULL ? NULL : dup_free_name (store, waybill_partner_get_name (partner));
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillPartner) copy = NULL;

  if (partner == NULL)
    return;
  copy = waybill_partner_copy (partner, name, &error);
  if (copy == NULL || !waybill_partner_store_add (store, copy, &error))
    {
      show_error (self, error, name);
      return;
    }
  title = g_strdup_printf (_ ("Partner copied to “%s”, without its password"), name);
  waybill_ui_window_show_partner (self, waybill_partner_get_uuid (copy), FALSE);
  waybill_ui_toast_offer_undo (widget, title, take_copy_away, undo_new (self, copy), undo_free);
}

static void
put_back (gpointer data)
{
  Undo *self = data;

  g_autoptr (GError) error = NULL;

  self->tried = TRUE;
  if (!waybill_partner_store_add (waybill_ui_context_get_partners (self->context), self->partner, &error)
      && self->window != NULL)
    show_error (self->window, error, waybill_partner_get_name (self->partner));
}

static void
forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!waybill_secret_vault_forget_finish (WAYBILL_SECRET_VAULT (source), result, &error))
    g_info ("A secret may still be kept: %s", error->message);
  g_application_release (g_application_get_default ());
}

/* The offer is over: what belongs to the partner alone goes too. */
static void
forget_removed (gpointer data)
{
  Undo *self = data;
  const char *uuid = waybill_partner_get_uuid (self->partner);
  static const WaybillSecretField fields[]
      = { WAYBILL_SECRET_FIELD_PASSWORD, WAYBILL_SECRET_FIELD_ACCOUNT, WAYBILL_SECRET_FIELD_PROXY_PASSWORD };

  for (gsize i = 0; !self->tried && i < G_N_ELEMENTS (fields); i++)
    {
      const WaybillSecretKey key
          = { WAYBILL_SECRET_OWNER_PARTNER, fields[i], uuid, waybill_partner_get_name (self->partner) };

      /* The window may be closing, and the keyring is on the other side of a bus. */
      g_application_hold (g_application_get_default ());
      waybill_secret_vault_forget_async (waybill_ui_context_get_vault (self->context), &key, NULL, forgotten, NULL);
    }
  if (!self->tried)
    waybill_partner_learnt_reset (waybill_ui_context_get_learnt_folder (self->context), uuid, NULL);
  undo_free (self);
}

/* Out of the store, with its tab; the offer to take it back stands for a while. */
static void
remove_partner (WaybillUiWindow *self, WaybillPartner *partner)
{
  WaybillUiSession *session = waybill_ui_window_find_session (self, waybill_partner_get_uuid (partner));
  g_autofree char *title = g_strdup_printf (_ ("Partner “%s” removed"), waybill_partner_get_name (partner));
  g_autoptr (GError) error = NULL;

  if (!waybill_partner_store_remove (waybill_ui_context_get_partners (self->context), partner, &error))
    {
      show_error (self, error, waybill_partner_get_name (partner));
      return;
    }
  if (session != NULL)
    waybill_ui_window_drop_session (self, session);
  waybill_ui_toast_offer_undo (GTK_WIDGET (self), title, put_back, undo_new (self, partner), forget_removed);
}

/* Undo brings a partner back, but not what was under way. */
static void
remove_answered (WaybillUiWindow *self, gpointer subject, gboolean stop)
{
  if (stop)
    remove_partner (self, subject);
}

static void
remove_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaybillUiWindow *self = WAYBILL_UI_WINDOW (widget);
  const char *uuid = g_variant_get_string (parameter, NULL);
  WaybillPartner *found = waybill_ui_context_find_partner (self->context, uuid);
  WaybillUiSession *session = waybill_ui_window_find_session (self, uuid);
  guint n_left = session == NULL ? 0 : waybill_ui_session_get_n_left (session);
  g_autoptr (WaybillPartner) partner = found == NULL ? NULL : g_object_ref (found);

  if (partner == NULL)
    return;
  if (n_left > 0)
    waybill_ui_window_ask_to_leave (self, n_left, _ ("_Keep the Partner"), _ ("_Stop and Remove"), remove_answered, partner);
  else
    remove_partner (self, partner);
}

void
waybill_ui_window_install_partners (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-partner", NULL, new_activated);
  gtk_widget_class_install_action (widget_class, "win.edit-partner", "s", edit_activated);
  gtk_widget_class_install_action (widget_class, "win.check-partner", "s", check_activated);
  gtk_widget_class_install_action (widget_class, "win.connect-partner", "s", connect_activated);
  gtk_widget_class_install_action (widget_class, "win.copy-partner", "s", copy_activated);
  gtk_widget_class_install_action (widget_class, "win.remove-partner", "s", remove_activated);
}

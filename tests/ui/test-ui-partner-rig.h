/* An editor over a parent window, on folders of its own, and hands to type, switch and look with. */
#pragma once

#include "ui-help.h"
#include "ui-partner-editor.h"
#include "ui-toast.h"

#include "cert-issue.h"
#include "partner-learnt.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  WaybillUiContext *context;
  GtkWindow *parent;
  WaybillUiPartnerEditor *editor; /* NULL once it is gone */
} Rig;

static gboolean
rig_wait_until (gboolean (*condition) (gpointer), gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!condition (data))
    {
      if (g_get_monotonic_time () > deadline)
        return FALSE;
      g_main_context_iteration (NULL, FALSE);
    }
  return TRUE;
}

/* Bounded: where drawing is slow, the next frame is always due. */
static inline void
rig_settle (void)
{
  for (guint i = 0; i < 100 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

static void
rig_set_up (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *overlay = adw_toast_overlay_new ();

  rig->folder = g_dir_make_tmp ("waybill-editor-XXXXXX", &error);
  g_assert_no_error (error);
  rig->context = waybill_ui_context_new (rig->folder, &error);
  g_assert_no_error (error);
  rig->parent = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (rig->parent), overlay);
  waybill_ui_toast_install (GTK_WIDGET (rig->parent), ADW_TOAST_OVERLAY (overlay));
  gtk_window_present (rig->parent);
}

static gboolean
rig_is_gone (gpointer data)
{
  return ((Rig *) data)->editor == NULL;
}

static void
rig_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        rig_remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

static void
rig_tear_down (Rig *rig, gconstpointer data)
{
  if (rig->editor != NULL)
    gtk_window_destroy (GTK_WINDOW (rig->editor));
  gtk_window_destroy (rig->parent);
  rig_settle ();
  g_assert_true (rig_wait_until (rig_is_gone, rig));
  g_assert_finalize_object (rig->context);
  rig_remove_folder (rig->folder);
  g_free (rig->folder);
}

static inline WaybillPartner *
rig_add_partner (Rig *rig, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillPartner) partner = waybill_partner_new (name, &error);

  g_assert_true (waybill_partner_set_host (partner, "ftp.harbour.example", NULL));
  g_assert_true (waybill_partner_set_user (partner, "edi4711", NULL));
  g_assert_true (waybill_partner_store_add (waybill_ui_context_get_partners (rig->context), partner, &error));
  g_assert_no_error (error);
  return waybill_ui_context_find_partner (rig->context, waybill_partner_get_uuid (partner));
}

static inline const char *
rig_add_authority (Rig *rig, const char *name, const char *label)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) made
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, name, NULL, now - 86400, now + 900 * 86400, NULL, &error);
  const WaybillCertEntry *entry;

  g_assert_no_error (error);
  entry = waybill_cert_store_add_authority (waybill_ui_context_get_certificates (rig->context),
                                            waybill_cert_identity_get_certificate (made), label, FALSE, NULL, &error);
  g_assert_no_error (error);
  return waybill_cert_certificate_get_fingerprint (entry->certificate);
}

static inline const char *
rig_add_identity (Rig *rig, const char *label, const char *password)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillCertIdentity) made
      = waybill_cert_issue (WAYBILL_CERT_ROLE_CLIENT, label, NULL, now - 600 * 86400, now + 12 * 86400 + 60, NULL, &error);
  const WaybillCertEntry *entry;

  g_assert_no_error (error);
  entry = waybill_cert_store_add_identity (waybill_ui_context_get_certificates (rig->context), made, label, password, FALSE,
                                           NULL, &error);
  g_assert_no_error (error);
  return waybill_cert_certificate_get_fingerprint (entry->certificate);
}

static inline void
rig_open (Rig *rig, WaybillPartner *partner, const char *page)
{
  rig->editor = waybill_ui_partner_editor_new (rig->context, rig->parent, partner, page);
  g_object_add_weak_pointer (G_OBJECT (rig->editor), (gpointer *) &rig->editor);
  gtk_window_present (GTK_WINDOW (rig->editor));
  rig_settle ();
}

static gboolean
rig_same_title (const char *title, const char *wanted)
{
  for (; *title != '\0'; title++)
    {
      if (*title == '_')
        continue;
      if (*title != *wanted++)
        return FALSE;
    }
  return *wanted == '\0';
}

/* A row by its title, a button or a label by its text; hidden ones too. */
static GtkWidget *
rig_search (GtkWidget *root, GType type, const char *title)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    {
      const char *text = NULL;

      if (ADW_IS_PREFERENCES_ROW (root))
        text = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root));
      else if (GTK_IS_BUTTON (root))
        text = gtk_button_get_label (GTK_BUTTON (root));
      else if (GTK_IS_LABEL (root))
        text = gtk_label_get_text (GTK_LABEL (root));
      if (title == NULL || (text != NULL && rig_same_title (text, title)))
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = rig_search (child, type, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static inline GtkWidget *
rig_row (Rig *rig, const char *title)
{
  GtkWidget *row = rig_search (GTK_WIDGET (rig->editor), ADW_TYPE_PREFERENCES_ROW, title);

  if (row == NULL)
    g_error ("there is no row “%s”", title);
  return row;
}

static gboolean
rig_shows (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strcmp (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (rig_shows (child, text))
      return TRUE;
  return FALSE;
}

/* On the page that is shown, in the list or in a toast. */
static inline gboolean
rig_says (Rig *rig, const char *text)
{
  return rig_shows (GTK_WIDGET (rig->editor), text);
}

static gboolean
rig_shows_part (GtkWidget *root, const char *part)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (rig_shows_part (child, part))
      return TRUE;
  return FALSE;
}

/* A label, not an entry, with these words among others. */
static inline gboolean
rig_says_part (Rig *rig, const char *part)
{
  return rig_shows_part (GTK_WIDGET (rig->editor), part);
}

static inline void
rig_type (Rig *rig, const char *title, const char *text)
{
  GtkWidget *row = rig_row (rig, title);

  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static inline const char *
rig_text (Rig *rig, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (rig_row (rig, title)));
}

/* The switch or the tick of a row, turned over. */
static inline void
rig_turn (Rig *rig, const char *title)
{
  gtk_widget_activate (GTK_WIDGET (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (rig_row (rig, title)))));
}

static inline void
rig_tick (Rig *rig, const char *title, gboolean ticked)
{
  GtkWidget *control = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (rig_row (rig, title)));

  g_object_set (control, "active", ticked, NULL);
}

static inline void
rig_do (Rig *rig, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (rig->editor), action, NULL);
  rig_settle ();
}

static inline gboolean
rig_may_save (Rig *rig)
{
  GtkWidget *button = rig_search (GTK_WIDGET (rig->editor), GTK_TYPE_BUTTON, "Save");

  return gtk_widget_is_sensitive (button);
}

typedef struct
{
  gboolean done;
  WaybillSecretText *text;
} RigLookup;

static gboolean
rig_lookup_is_done (gpointer data)
{
  return ((RigLookup *) data)->done;
}

static void
rig_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RigLookup *lookup = user_data;

  lookup->text = waybill_secret_vault_lookup_finish (WAYBILL_SECRET_VAULT (source), result, NULL);
  lookup->done = TRUE;
}

static inline char *
rig_dup_secret (Rig *rig, WaybillSecretOwner owner, WaybillSecretField field, const char *id)
{
  const WaybillSecretKey key = { owner, field, id, NULL };
  RigLookup lookup = { FALSE, NULL };
  char *text;

  waybill_secret_vault_lookup_async (waybill_ui_context_get_vault (rig->context), &key, NULL, rig_looked_up, &lookup);
  g_assert_true (rig_wait_until (rig_lookup_is_done, &lookup));
  text = lookup.text != NULL ? g_strdup (waybill_secret_text_peek (lookup.text)) : NULL;
  g_clear_pointer (&lookup.text, waybill_secret_text_unref);
  return text;
}

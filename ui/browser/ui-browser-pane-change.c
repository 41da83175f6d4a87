/* What a pane changes: new folders, names, and what is removed: here into the trash with a way back, at a partner for good
 * and only after a question. One thing after the other; the first that fails ends the rest, and is said. */

#include "ui-browser-pane-private.h"

#include <glib/gi18n.h>

#include "ui-browser-name.h"
#include "ui-browser-trash.h"
#include "ui-toast.h"

#include "remote-path.h"
#include "words-browser.h"
#include "words-error.h"

/* A change on its way. The pane may be gone before it ends. */
typedef struct
{
  WaybillUiBrowserPane *pane; /* (nullable) weak */
  WaybillUiBrowserPlace *place;
  char *wanted;       /* (nullable) the name to go on with */
  char *path;         /* being changed, for what is said of it */
  GPtrArray *removed; /* (element-type Doomed) of a removal */
  guint n_removed;
  gint64 since;
  gboolean restorable;
} Change;

typedef struct
{
  char *path;
  gboolean folder;
} Doomed;

static void
doomed_free (gpointer data)
{
  Doomed *self = data;

  g_free (self->path);
  g_free (self);
}

static Change *
change_new (WaybillUiBrowserPane *pane)
{
  Change *self = g_new0 (Change, 1);

  g_set_weak_pointer (&self->pane, pane);
  self->place = g_object_ref (pane->place);
  return self;
}

static void
change_free (Change *self)
{
  g_clear_weak_pointer (&self->pane);
  g_object_unref (self->place);
  g_free (self->wanted);
  g_free (self->path);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_gone (Change *self)
{
  return self->pane == NULL || g_cancellable_is_cancelled (self->pane->changing);
}

/* The pane may show another place by now. */
static void
look_again (Change *self)
{
  WaybillUiBrowserPane *pane = self->pane;

  if (is_gone (self) || pane->place != self->place)
    return;
  if (self->wanted != NULL)
    {
      g_free (pane->wanted);
      pane->wanted = g_steal_pointer (&self->wanted);
    }
  waybill_ui_browser_pane_refresh (pane);
}

static void
say_failed (Change *self, const GError *error, const char *path)
{
  WaybillUiBrowserPane *pane = self->pane;
  g_autofree char *name = waybill_remote_path_dup_display (path);
  g_autoptr (WaybillWords) words = NULL;

  if (is_gone (self))
    return;
  if (self->removed != NULL && !waybill_ui_browser_place_is_remote (self->place))
    {
      g_autofree char *last = waybill_remote_path_dup_name (path);

      words = waybill_words_browser_trash_failed (error, last);
    }
  else
    words = waybill_words_error_full (error, waybill_ui_browser_place_is_remote (self->place) ? pane->partner : NULL, name,
                                      NULL);
  waybill_ui_browser_pane_say_failed (pane, error, path, words);
}

static void
changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!waybill_ui_browser_place_change_finish (self->place, result, &error))
    {
      g_clear_pointer (&self->wanted, g_free);
      say_failed (self, error, self->path);
    }
  look_again (self);
  change_free (self);
}

static gboolean
is_taken (const char *name, gpointer user_data)
{
  Change *asked = user_data;

  return !is_gone (asked) && waybill_ui_browser_model_has_name (asked->pane->model, name);
}

/* The question's data is a change that has not begun. */
static Change *
begin (Change *asked, const char *name)
{
  Change *self = change_new (asked->pane);

  self->wanted = g_strdup (name);
  waybill_ui_browser_pane_drop_note (asked->pane);
  return self;
}

static void
make_folder (const char *name, gpointer user_data)
{
  Change *asked = user_data;
  Change *self;

  if (is_gone (asked) || asked->pane->place == NULL)
    return;
  self = begin (asked, name);
  self->path = waybill_ui_browser_pane_dup_path (asked->pane, name);
  waybill_ui_browser_place_make_folder_async (self->place, self->path, self->pane->changing, changed, self);
}

static void
rename_to (const char *name, gpointer user_data)
{
  Change *asked = user_data;
  g_autofree char *new_path = NULL;
  Change *self;

  if (is_gone (asked) || asked->pane->place == NULL)
    return;
  self = begin (asked, name);
  self->path = g_strdup (asked->path);
  new_path = waybill_ui_browser_pane_dup_path (asked->pane, name);
  waybill_ui_browser_place_rename_async (self->place, self->path, new_path, self->pane->changing, changed, self);
}

static void
ask_name (WaybillUiBrowserPane *self, WaybillUiBrowserNameQuestion *question)
{
  question->taken = is_taken;
  question->destroy = (GDestroyNotify) change_free;
  g_clear_pointer (&self->dialog, gtk_window_destroy);
  g_set_weak_pointer (&self->dialog, waybill_ui_browser_name_ask (GTK_WIDGET (self), question));
}

void
waybill_ui_browser_pane_new_folder (WaybillUiBrowserPane *self)
{
  g_autofree char *folder = waybill_remote_path_dup_display (self->folder != NULL ? self->folder : "");
  /* Translators: a folder, and a partner's name. */
  g_autofree char *body
      = waybill_ui_browser_pane_is_remote (self)
            ? g_strdup_printf (_ ("In %s at %s"), folder, self->partner != NULL ? self->partner : self->title)
            : g_strdup_printf (_ ("In %s on this computer"), folder);
  WaybillUiBrowserNameQuestion question = {
    .heading = _ ("New Folder"),
    .body = body,
    .label = _ ("Name of the folder"),
    .verb = _ ("C_reate"),
    .name = "",
    .answer = make_folder,
    .data = change_new (self),
  };

  ask_name (self, &question);
}

/* The only selected one. (transfer none) (nullable). */
static const WaybillRemoteEntry *
get_single (WaybillUiBrowserPane *self)
{
  g_autoptr (GPtrArray) selected = waybill_ui_browser_model_dup_selected (self->model);

  return selected->len == 1 ? selected->pdata[0] : NULL;
}

void
waybill_ui_browser_pane_rename (WaybillUiBrowserPane *self)
{
  const WaybillRemoteEntry *entry = get_single (self);
  g_autofree char *display = NULL, *heading = NULL;
  Change *change;

  if (entry == NULL)
    return;
  display = waybill_remote_path_dup_display (entry->name);
  /* Translators: a file's name. */
  heading = g_strdup_printf (_ ("Rename “%s”"), display);
  change = change_new (self);
  change->path = waybill_ui_browser_pane_dup_path (self, entry->name);

  WaybillUiBrowserNameQuestion question = {
    .heading = heading,
    .label = _ ("New name"),
    .verb = _ ("_Rename"),
    .name = g_utf8_validate (entry->name, -1, NULL) ? entry->name : display,
    .answer = rename_to,
    .data = change,
  };
  ask_name (self, &question);
}

static void
restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *self = user_data;
  g_autoptr (GError) error = NULL;
  guint n = waybill_ui_browser_trash_restore_finish (result, &error);
  g_autofree char *title = waybill_words_browser_restored (n);

  if (error != NULL)
    {
      g_autoptr (WaybillWords) words = waybill_words_error_full (error, NULL, self->path, NULL);

      if (!is_gone (self))
        waybill_ui_browser_pane_say_failed (self->pane, error, self->path, words);
    }
  else if (!is_gone (self))
    waybill_ui_toast_say (GTK_WIDGET (self->pane), title);
  look_again (self);
  change_free (self);
}

/* data: the change that removed; it stays the toast's. */
static void
restore (gpointer data)
{
  Change *asked = data;
  Change *self;
  g_auto (GStrv) paths = g_new0 (char *, asked->n_removed + 1);

  if (is_gone (asked))
    return;
  self = change_new (asked->pane);
  g_set_object (&self->place, asked->place);
  for (guint i = 0; i < asked->n_removed; i++)
    paths[i] = g_strdup (((Doomed *) asked->removed->pdata[i])->path);
  self->path = g_strdup (paths[0]);
  waybill_ui_browser_trash_restore_async ((const char *const *) paths, asked->since, restored, self);
}

/* Takes self. */
static void
say_removed (Change *self)
{
  g_autofree char *title = waybill_words_browser_trashed (self->n_removed);

  if (is_gone (self) || self->n_removed == 0 || waybill_ui_browser_place_is_remote (self->place))
    change_free (self);
  else if (self->restorable)
    waybill_ui_toast_offer_undo (GTK_WIDGET (self->pane), title, restore, self, (GDestroyNotify) change_free);
  else
    {
      waybill_ui_toast_say (GTK_WIDGET (self->pane), title);
      change_free (self);
    }
}

static void
remove_next (Change *self);

static void
removed_one (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *self = user_data;
  Doomed *doomed = self->removed->pdata[self->n_removed];
  g_autoptr (GError) error = NULL;

  if (waybill_ui_browser_place_change_finish (self->place, result, &error))
    {
      self->n_removed++;
      remove_next (self);
      return;
    }
  say_failed (self, error, doomed->path);
  look_again (self);
  say_removed (self);
}

/* Takes self. */
static void
remove_next (Change *self)
{
  Doomed *doomed;

  if (self->n_removed == self->removed->len || is_gone (self))
    {
      look_again (self);
      say_removed (self);
      return;
    }
  doomed = self->removed->pdata[self->n_removed];
  if (!waybill_ui_browser_place_is_remote (self->place))
    self->restorable = self->restorable && waybill_ui_browser_trash_is_own (doomed->path);
  waybill_ui_browser_place_remove_async (self->place, doomed->path, doomed->folder, self->pane->changing, removed_one, self);
}

static Change *
removal_new (WaybillUiBrowserPane *pane, GPtrArray *entries)
{
  Change *self = change_new (pane);

  self->restorable = TRUE;
  self->since = g_get_real_time () / G_USEC_PER_SEC;
  self->removed = g_ptr_array_new_with_free_func (doomed_free);
  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillRemoteEntry *entry = entries->pdata[i];
      Doomed *doomed = g_new0 (Doomed, 1);

      doomed->path = waybill_ui_browser_pane_dup_path (pane, entry->name);
      doomed->folder = entry->type == WAYBILL_REMOTE_ENTRY_DIR;
      g_ptr_array_add (self->removed, doomed);
    }
  return self;
}

static void
delete_answered (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Change *self = g_object_steal_data (G_OBJECT (dialog), "change");

  if (self == NULL)
    return;
  if (!g_str_equal (response, "delete") || is_gone (self) || self->pane->place != self->place)
    {
      change_free (self);
      return;
    }
  waybill_ui_browser_pane_drop_note (self->pane);
  remove_next (self);
}

/* What the question says below: whole trees are not deleted. */
static char *
dup_delete_warning (GPtrArray *removed)
{
  const char *lost = removed->len == 1 ? _ ("It cannot be brought back.") : _ ("They cannot be brought back.");

  for (guint i = 0; i < removed->len; i++)
    if (((Doomed *) removed->pdata[i])->folder)
      return g_strdup_printf ("%s %s", lost, _ ("A folder must be empty."));
  return g_strdup (lost);
}

/* Takes change. */
static void
ask_delete (WaybillUiBrowserPane *self, Change *change, const char *name)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *title
      = waybill_words_browser_delete_title (change->removed->len, name, self->partner != NULL ? self->partner : self->title);
  g_autofree char *warning = dup_delete_warning (change->removed);
  AdwMessageDialog *dialog
      = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, title, warning));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "change", change, (GDestroyNotify) change_free);
  g_signal_connect (dialog, "response", G_CALLBACK (delete_answered), NULL);
  waybill_ui_name_buttons (GTK_WIDGET (dialog));
  g_clear_pointer (&self->dialog, gtk_window_destroy);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
waybill_ui_browser_pane_delete (WaybillUiBrowserPane *self)
{
  g_autoptr (GPtrArray) entries = waybill_ui_browser_model_dup_selected (self->model);
  Change *change;

  if (entries->len == 0 || self->place == NULL)
    return;
  change = removal_new (self, entries);
  if (waybill_ui_browser_pane_is_remote (self))
    ask_delete (self, change, ((const WaybillRemoteEntry *) entries->pdata[0])->name);
  else
    {
      waybill_ui_browser_pane_drop_note (self);
      remove_next (change);
    }
}

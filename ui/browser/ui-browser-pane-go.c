/* Where a pane is, where it was, and where it can go. */

#include "ui-browser-pane-private.h"

#include <string.h>

#include "remote-path.h"

static void
push (GPtrArray *stack, const char *folder)
{
  if (folder != NULL)
    g_ptr_array_add (stack, g_strdup (folder));
}

static void
remember (WaybillUiBrowserPane *self, WaybillUiBrowserWay way)
{
  /* What could not be shown is no place to come back to. */
  if (self->error == NULL)
    push (way == WAYBILL_UI_BROWSER_BACK ? self->forward : self->back, self->folder);
  if (way == WAYBILL_UI_BROWSER_GO)
    g_ptr_array_set_size (self->forward, 0);
}

/**
 * waybill_ui_browser_pane_go:
 * @self: a pane with a place
 * @folder: where to
 * @way: how
 *
 * Lists another folder. The one that is shown stays until the other is there.
 */
void
waybill_ui_browser_pane_go (WaybillUiBrowserPane *self, const char *folder, WaybillUiBrowserWay way)
{
  g_autofree char *own = g_strdup (folder);

  if (self->place == NULL)
    return;
  if (g_strcmp0 (own, self->folder) == 0)
    {
      waybill_ui_browser_pane_load (self, self->listing == NULL && self->error == NULL);
      return;
    }
  remember (self, way);
  if (self->left == NULL && self->error == NULL)
    self->left = g_steal_pointer (&self->folder);
  g_free (self->folder);
  self->folder = g_steal_pointer (&own);
  waybill_ui_browser_pane_load (self, FALSE);
}

char *
waybill_ui_browser_pane_dup_parent (WaybillUiBrowserPane *self)
{
  g_autofree char *parent = NULL;

  if (self->folder == NULL || self->folder[0] != '/')
    return NULL;
  parent = waybill_remote_path_dup_folder (self->folder);
  return *parent != '\0' && g_strcmp0 (parent, self->folder) != 0 ? g_steal_pointer (&parent) : NULL;
}

void
waybill_ui_browser_pane_go_up (WaybillUiBrowserPane *self)
{
  g_autofree char *parent = waybill_ui_browser_pane_dup_parent (self);

  if (parent == NULL)
    return;
  g_free (self->wanted);
  self->wanted = waybill_remote_path_dup_name (self->folder);
  waybill_ui_browser_pane_go (self, parent, WAYBILL_UI_BROWSER_GO);
}

static void
go_from (WaybillUiBrowserPane *self, GPtrArray *stack, WaybillUiBrowserWay way)
{
  g_autofree char *folder = stack->len > 0 ? g_ptr_array_steal_index (stack, stack->len - 1) : NULL;

  if (folder != NULL)
    waybill_ui_browser_pane_go (self, folder, way);
}

void
waybill_ui_browser_pane_go_back (WaybillUiBrowserPane *self)
{
  go_from (self, self->back, WAYBILL_UI_BROWSER_BACK);
}

void
waybill_ui_browser_pane_go_forward (WaybillUiBrowserPane *self)
{
  go_from (self, self->forward, WAYBILL_UI_BROWSER_FORWARD);
}

/**
 * waybill_ui_browser_pane_open:
 * @self: a pane
 * @position: a row
 *
 * A folder is shown; a file is moved, with all that are selected when it is one of them. What a link leads to only the
 * server knows: it is tried as a folder.
 */
void
waybill_ui_browser_pane_open (WaybillUiBrowserPane *self, guint position)
{
  const WaybillRemoteEntry *entry = waybill_ui_browser_model_get_entry (self->model, position);
  g_autofree char *path = NULL;
  g_auto (GStrv) selected = NULL;
  char *alone[] = { NULL, NULL };

  if (entry == NULL || entry->type == WAYBILL_REMOTE_ENTRY_UNREADABLE)
    return;
  path = waybill_ui_browser_pane_dup_path (self, entry->name);
  if (entry->type == WAYBILL_REMOTE_ENTRY_DIR || entry->type == WAYBILL_REMOTE_ENTRY_LINK)
    {
      waybill_ui_browser_pane_go (self, path, WAYBILL_UI_BROWSER_GO);
      return;
    }
  alone[0] = path;
  if (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->model), position))
    selected = waybill_ui_browser_pane_dup_selected (self);
  waybill_ui_browser_pane_emit_transfer (self, selected != NULL ? selected : alone);
}

typedef struct
{
  WaybillUiBrowserPane *pane; /* (nullable) weak */
  char *folder;
} Completion;

static void
names_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Completion *completion = user_data;
  g_autoptr (WaybillRemoteListing) listing
      = waybill_ui_browser_place_list_finish (WAYBILL_UI_BROWSER_PLACE (source), result, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; listing != NULL && i < waybill_remote_listing_get_length (listing); i++)
    {
      const WaybillRemoteEntry *entry = waybill_remote_listing_get (listing, i);

      if (entry->type == WAYBILL_REMOTE_ENTRY_DIR)
        g_ptr_array_add (names, (gpointer) entry->name);
    }
  g_ptr_array_add (names, NULL);
  if (completion->pane != NULL)
    waybill_ui_browser_path_set_names (WAYBILL_UI_BROWSER_PATH (completion->pane->path), completion->folder,
                                       (const char *const *) names->pdata);
  g_clear_weak_pointer (&completion->pane);
  g_free (completion->folder);
  g_free (completion);
}

/* A partner is not asked for every letter: only the folder that is shown completes there. */
static void
complete_from_shown (WaybillUiBrowserPane *self, const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      const WaybillRemoteEntry *entry = waybill_ui_browser_model_get_entry (self->model, i);

      if (entry->type == WAYBILL_REMOTE_ENTRY_DIR)
        g_ptr_array_add (names, (gpointer) entry->name);
    }
  g_ptr_array_add (names, NULL);
  waybill_ui_browser_path_set_names (WAYBILL_UI_BROWSER_PATH (self->path), folder, (const char *const *) names->pdata);
}

void
waybill_ui_browser_pane_complete (WaybillUiBrowserPane *self, const char *folder)
{
  Completion *completion;

  if (self->place == NULL)
    return;
  if (g_strcmp0 (folder, self->folder) == 0)
    {
      complete_from_shown (self, folder);
      return;
    }
  if (waybill_ui_browser_pane_is_remote (self))
    return;
  completion = g_new0 (Completion, 1);
  g_set_weak_pointer (&completion->pane, self);
  completion->folder = g_strdup (folder);
  waybill_ui_browser_place_list_async (self->place, folder, self->changing, names_listed, completion);
}

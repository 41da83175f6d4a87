/* What a pane lists, and which of its pages is shown: list, spinner, empty, error, or the lines that nobody could read. */

#include "ui-browser-pane-private.h"

#include <glib/gi18n.h>

#include "remote-path.h"
#include "words-error.h"

/* So long a listing may take before a spinner says that it does. */
#define PATIENCE_MS 200

typedef struct
{
  WaybillUiBrowserPane *pane; /* (nullable) weak: it may be gone before the answer comes */
  GCancellable *cancellable;
} Listing;

static gboolean
is_empty (WaybillUiBrowserPane *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;
}

static void
show_raw (WaybillUiBrowserPane *self)
{
  g_autofree char *raw = waybill_ui_browser_model_dup_raw (self->model);
  g_auto (GStrv) lines = g_strsplit (raw, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *own = *line;

      *line = waybill_remote_path_dup_display (own);
    }
  g_free (raw);
  raw = g_strjoinv ("\n", lines);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->raw_view)), raw, -1);
}

static void
show_nothing (WaybillUiBrowserPane *self)
{
  gboolean filtered = waybill_ui_browser_model_is_filtered (self->model);
  g_autofree char *name = g_strdup_printf (filtered ? _ ("Clear the filter, %s") : _ ("Show hidden files, %s"), self->title);

  adw_status_page_set_title (ADW_STATUS_PAGE (self->nothing),
                             filtered ? _ ("Nothing matches") : _ ("There are only hidden files"));
  gtk_button_set_label (GTK_BUTTON (self->show_all), filtered ? _ ("Clear the Filter") : _ ("Show Hidden Files"));
  waybill_ui_name_widget (self->show_all, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->show_all), filtered ? "pane.clear-filter" : "pane.hidden");
}

static const char *
choose_page (WaybillUiBrowserPane *self)
{
  if (self->place == NULL)
    return "none";
  if (self->error != NULL)
    return "error";
  if (waybill_ui_browser_model_is_raw (self->model))
    return "raw";
  if (!is_empty (self))
    return "list";
  return waybill_ui_browser_model_is_filtered (self->model) || waybill_ui_browser_model_holds_back (self->model) ? "nothing"
                                                                                                                 : "empty";
}

/**
 * waybill_ui_browser_pane_show_page:
 * @self: a pane
 *
 * Shows the page that fits what was listed last.
 */
void
waybill_ui_browser_pane_show_page (WaybillUiBrowserPane *self)
{
  const char *page = choose_page (self);
  gboolean focused = waybill_ui_browser_list_has_focus (WAYBILL_UI_BROWSER_LIST (self->list));

  if (g_str_equal (page, "raw"))
    show_raw (self);
  if (g_str_equal (page, "nothing"))
    show_nothing (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), page);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  if (focused && !g_str_equal (page, "list"))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  waybill_ui_browser_pane_update (self);
}

/* From a path that does not exist there is a way back to what was shown before. */
static void
show_way_back (WaybillUiBrowserPane *self)
{
  const char *before = self->back->len > 0 ? g_ptr_array_index (self->back, self->back->len - 1) : NULL;
  g_autofree char *folder = waybill_remote_path_dup_display (before != NULL ? before : "");
  g_autofree char *label = g_strdup_printf (_ ("Back to %s"), folder);
  g_autofree char *name = g_strdup_printf (_ ("Back to %s, %s"), folder, self->title);

  gtk_label_set_label (GTK_LABEL (self->go_back_label), label);
  waybill_ui_name_widget (self->go_back, name);
  gtk_widget_set_visible (self->go_back, before != NULL);
}

static void
show_error (WaybillUiBrowserPane *self)
{
  const char *partner
      = waybill_ui_browser_pane_is_remote (self) ? (self->partner != NULL ? self->partner : self->title) : NULL;
  g_autofree char *folder = waybill_remote_path_dup_display (self->folder);
  g_autoptr (WaybillWords) words = waybill_words_error_full (self->error, partner, folder, NULL);
  g_autofree char *text = waybill_words_to_body (words, "\n\n");
  g_autofree char *markup = g_markup_escape_text (text, -1);

  show_way_back (self);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->error_page), words->title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), markup);
  if (self->server_words != NULL)
    gtk_box_remove (GTK_BOX (self->error_box), self->server_words);
  self->server_words = words->server_words != NULL ? waybill_ui_box_new_words (words->server_words) : NULL;
  if (self->server_words != NULL)
    gtk_box_prepend (GTK_BOX (self->error_box), self->server_words);
}

static void
end_patience (WaybillUiBrowserPane *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_button_set_icon_name (GTK_BUTTON (self->refresh), "view-refresh-symbolic");
}

static void
end_listing (WaybillUiBrowserPane *self)
{
  g_clear_object (&self->listing);
  g_clear_pointer (&self->left, g_free);
  self->filling = FALSE;
  end_patience (self);
}

/* Whether it still is on its way from the place or is being sorted. */
static void
drop_listing (WaybillUiBrowserPane *self)
{
  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  if (self->filling)
    waybill_ui_browser_model_drop (self->model);
  self->filling = FALSE;
  g_clear_object (&self->listing);
  end_patience (self);
}

static gboolean
patience_ended (gpointer user_data)
{
  WaybillUiBrowserPane *self = user_data;

  self->patience = 0;
  if (self->again)
    {
      waybill_ui_browser_pane_show_actions (self);
      return G_SOURCE_REMOVE;
    }
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "loading");
  return G_SOURCE_REMOVE;
}

/* The name somebody came from, or what was made: it is where they go on. */
static void
show_wanted (WaybillUiBrowserPane *self)
{
  WaybillUiBrowserList *list = WAYBILL_UI_BROWSER_LIST (self->list);
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->wanted != NULL)
    position = waybill_ui_browser_model_find_name (self->model, self->wanted);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), position, TRUE);
  if (position != GTK_INVALID_LIST_POSITION || !self->again)
    waybill_ui_browser_list_show_row (list, position != GTK_INVALID_LIST_POSITION ? position : 0);
  g_clear_pointer (&self->wanted, g_free);
}

/* GTK 4.8 goes on naming a row that was taken out of its list: that is nothing. */
static GtkWidget *
get_focus (WaybillUiBrowserPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_get_root (focus) != NULL ? focus : NULL;
}

/* Whoever looked at the list, or at what stood in its place, or typed a path, goes on in the list. */
static gboolean
was_looked_at (WaybillUiBrowserPane *self)
{
  GtkWidget *focus = get_focus (self);

  if (!self->focused || focus == NULL)
    return self->focused;
  return gtk_widget_is_ancestor (focus, self->pages)
         || (!self->again && gtk_widget_is_ancestor (focus, self->path) && !GTK_IS_TOGGLE_BUTTON (focus));
}

/* Rows that went took the focus along; but it may be somewhere else by now. */
static gboolean
may_grab (WaybillUiBrowserPane *self)
{
  GtkWidget *focus = get_focus (self);

  return self->focused && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

static void
arranged (WaybillUiBrowserPane *self)
{
  gboolean moved = self->filling && !self->again;
  gboolean grab = self->filling ? self->looked_at && may_grab (self) : self->focused && get_focus (self) == NULL;

  if (self->filling)
    {
      end_listing (self);
      waybill_ui_browser_pane_show_page (self);
      show_wanted (self);
    }
  else
    waybill_ui_browser_pane_show_page (self);
  if (grab)
    waybill_ui_browser_pane_focus_list (self);
  if (moved)
    waybill_ui_browser_pane_emit_moved (self);
}

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Listing *own = user_data;
  WaybillUiBrowserPane *self = own->pane;
  GError *error = NULL;
  WaybillRemoteListing *listing = waybill_ui_browser_place_list_finish (WAYBILL_UI_BROWSER_PLACE (source), result, &error);

  /* A pane that went elsewhere, or is gone, does not wait for this one any more. */
  if (self == NULL || own->cancellable != self->listing)
    g_clear_pointer (&listing, waybill_remote_listing_free);
  else if (listing != NULL)
    {
      self->filling = TRUE;
      self->looked_at = was_looked_at (self);
      waybill_ui_browser_model_load (self->model, listing, self->again);
    }
  else
    {
      end_listing (self);
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
      show_error (self);
      waybill_ui_browser_model_clear (self->model);
      waybill_ui_browser_pane_show_page (self);
    }
  g_clear_error (&error);
  g_object_unref (own->cancellable);
  g_clear_weak_pointer (&own->pane);
  g_free (own);
}

static void
close_filter (WaybillUiBrowserPane *self)
{
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->filter_bar), FALSE);
  waybill_ui_browser_model_set_filter (self->model, NULL);
}

/**
 * waybill_ui_browser_pane_load:
 * @self: a pane with a place
 * @again: the folder is the one that is shown
 *
 * Lists the pane's folder; one that is under way is dropped.
 */
void
waybill_ui_browser_pane_load (WaybillUiBrowserPane *self, gboolean again)
{
  Listing *own = g_new0 (Listing, 1);

  drop_listing (self);
  self->again = again;
  g_clear_error (&self->error);
  if (!again)
    {
      waybill_ui_browser_pane_drop_note (self);
      close_filter (self);
    }
  self->listing = g_cancellable_new ();
  self->patience = g_timeout_add (PATIENCE_MS, patience_ended, self);
  g_set_weak_pointer (&own->pane, self);
  own->cancellable = g_object_ref (self->listing);
  waybill_ui_browser_pane_update (self);
  waybill_ui_browser_place_list_async (self->place, self->folder, self->listing, listed, own);
}

/**
 * waybill_ui_browser_pane_stop:
 * @self: a pane
 *
 * Drops the listing under way; the folder that was shown before is shown again.
 */
void
waybill_ui_browser_pane_stop (WaybillUiBrowserPane *self)
{
  if (self->listing == NULL)
    return;
  drop_listing (self);
  if (self->left != NULL)
    {
      g_free (self->folder);
      self->folder = g_steal_pointer (&self->left);
      if (self->back->len > 0 && g_strcmp0 (g_ptr_array_index (self->back, self->back->len - 1), self->folder) == 0)
        g_ptr_array_set_size (self->back, (int) self->back->len - 1);
    }
  else if (!self->again)
    {
      g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
      show_error (self);
    }
  waybill_ui_browser_pane_show_page (self);
  waybill_ui_browser_pane_focus_list (self);
}

/**
 * waybill_ui_browser_pane_forget:
 * @self: a pane
 *
 * Nothing is listed any more, and nothing is shown.
 */
void
waybill_ui_browser_pane_forget (WaybillUiBrowserPane *self)
{
  drop_listing (self);
  g_clear_pointer (&self->left, g_free);
  g_clear_error (&self->error);
  g_clear_pointer (&self->wanted, g_free);
  g_ptr_array_set_size (self->back, 0);
  g_ptr_array_set_size (self->forward, 0);
  g_signal_handlers_disconnect_by_func (self->model, arranged, self);
  waybill_ui_browser_model_clear (self->model);
  g_signal_connect_object (self->model, "arranged", G_CALLBACK (arranged), self, G_CONNECT_SWAPPED);
}

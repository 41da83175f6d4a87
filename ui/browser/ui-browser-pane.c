/* One of the two panes: its parts, its properties, and what it says at its foot. What it lists stands in -load.c, where it
 * is in -go.c, what can be done in -actions.c. */

#include "ui-browser-pane-private.h"

#include "remote-path.h"

G_DEFINE_FINAL_TYPE (WaybillUiBrowserPane, waybill_ui_browser_pane, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_PRIMARY,
  PROP_HIDDEN,
  PROP_SORT,
  PROP_DESCENDING,
  N_PROPERTIES,
};

enum
{
  TRANSFER,
  DROPPED_FILES,
  DROPPED_REMOTE,
  FOLDER_CHANGED,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static const char *const sorts[] = {
  [WAYBILL_UI_BROWSER_NAME] = "name",
  [WAYBILL_UI_BROWSER_SIZE] = "size",
  [WAYBILL_UI_BROWSER_MODIFIED] = "modified",
};

gboolean
waybill_ui_browser_pane_is_remote (WaybillUiBrowserPane *self)
{
  return self->place != NULL && waybill_ui_browser_place_is_remote (self->place);
}

char *
waybill_ui_browser_pane_dup_path (WaybillUiBrowserPane *self, const char *name)
{
  return waybill_remote_path_join (self->folder, name);
}

void
waybill_ui_browser_pane_emit_transfer (WaybillUiBrowserPane *self, char **paths)
{
  g_signal_emit (self, signals[TRANSFER], 0, paths);
}

void
waybill_ui_browser_pane_emit_moved (WaybillUiBrowserPane *self)
{
  g_signal_emit (self, signals[FOLDER_CHANGED], 0);
}

void
waybill_ui_browser_pane_emit_failed (WaybillUiBrowserPane *self, const GError *error, const char *path)
{
  g_signal_emit (self, signals[FAILED], 0, error, path);
}

void
waybill_ui_browser_pane_emit_files (WaybillUiBrowserPane *self, GListModel *files, const char *folder)
{
  g_signal_emit (self, signals[DROPPED_FILES], 0, files, folder);
}

void
waybill_ui_browser_pane_emit_rows (WaybillUiBrowserPane *self, char **paths, const char *folder)
{
  g_signal_emit (self, signals[DROPPED_REMOTE], 0, paths, folder);
}

static void
filter_changed (WaybillUiBrowserPane *self)
{
  waybill_ui_browser_model_set_filter (self->model, gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)));
}

static void
filter_entered (WaybillUiBrowserPane *self)
{
  waybill_ui_browser_pane_focus_list (self);
}

/* Whoever closes the bar from inside goes on in the list below it, not in whatever comes next in the window. */
static void
filter_shown (WaybillUiBrowserPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->filter_bar)) && focus != NULL
      && gtk_widget_is_ancestor (focus, self->filter_bar))
    waybill_ui_browser_pane_focus_list (self);
}

static void
path_chosen (WaybillUiBrowserPane *self, const char *path)
{
  waybill_ui_browser_pane_go (self, path, WAYBILL_UI_BROWSER_GO);
}

static void
list_sorted (WaybillUiBrowserPane *self, int column, gboolean descending)
{
  self->column = (WaybillUiBrowserColumn) column;
  self->descending = descending;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCENDING]);
}

static void
sort (WaybillUiBrowserPane *self, WaybillUiBrowserColumn column, gboolean descending)
{
  waybill_ui_browser_list_sort (WAYBILL_UI_BROWSER_LIST (self->list), column, descending);
  list_sorted (self, (int) column, descending);
}

static void
sort_by_name (WaybillUiBrowserPane *self, const char *name)
{
  for (WaybillUiBrowserColumn column = 0; column < WAYBILL_UI_BROWSER_N_COLUMNS; column++)
    if (g_strcmp0 (sorts[column], name) == 0)
      sort (self, column, self->descending);
}

static void
set_hidden (WaybillUiBrowserPane *self, gboolean hidden)
{
  if (self->hidden == hidden)
    return;
  self->hidden = hidden;
  waybill_ui_browser_model_set_hidden (self->model, hidden);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HIDDEN]);
}

static void
set_narrow (WaybillUiBrowserPane *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  waybill_ui_browser_pane_show_narrow (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
waybill_ui_browser_pane_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (waybill_ui_browser_pane_parent_class)->root (widget);
  WAYBILL_UI_BROWSER_PANE (widget)->focus_handler
      = g_signal_connect_swapped (gtk_widget_get_root (widget), "notify::focus-widget",
                                  G_CALLBACK (waybill_ui_browser_pane_focus_moved), widget);
}

static void
waybill_ui_browser_pane_unroot (GtkWidget *widget)
{
  g_clear_signal_handler (&WAYBILL_UI_BROWSER_PANE (widget)->focus_handler, gtk_widget_get_root (widget));
  GTK_WIDGET_CLASS (waybill_ui_browser_pane_parent_class)->unroot (widget);
}

/**
 * waybill_ui_browser_pane_new:
 * @title: "This computer" or the partner's name
 * @token: tells one connection's rows from another's
 *
 * Returns: (transfer floating): a pane without a place
 */
GtkWidget *
waybill_ui_browser_pane_new (const char *title, const char *token)
{
  WaybillUiBrowserPane *self = g_object_new (WAYBILL_TYPE_UI_BROWSER_PANE, NULL);

  self->title = g_strdup (title);
  self->token = g_strdup (token);
  gtk_label_set_label (GTK_LABEL (self->title_label), title);
  waybill_ui_browser_pane_name_parts (self);
  return GTK_WIDGET (self);
}

/**
 * waybill_ui_browser_pane_set_place:
 * @self: a pane
 * @place: (nullable): what to look through; %NULL: nothing, and the pane is insensitive
 * @folder: (nullable): where to begin; %NULL: home, or where the session stands
 *
 * Forgets what was shown, its history too, and lists.
 */
void
waybill_ui_browser_pane_set_place (WaybillUiBrowserPane *self, WaybillUiBrowserPlace *place, const char *folder)
{
  g_autofree char *begin = NULL;

  g_return_if_fail (WAYBILL_IS_UI_BROWSER_PANE (self));

  begin = g_strdup (folder != NULL && *folder != '\0' ? folder : NULL);
  waybill_ui_browser_pane_forget (self);
  g_set_object (&self->place, place);
  g_clear_pointer (&self->home, g_free);
  if (place != NULL)
    self->home = waybill_ui_browser_place_dup_home (place);
  if (place != NULL && begin == NULL)
    begin = g_strdup (self->home != NULL ? self->home : ".");
  g_free (self->folder);
  self->folder = g_steal_pointer (&begin);
  waybill_ui_browser_pane_show_place (self);
  waybill_ui_browser_pane_show_page (self);
  if (place != NULL)
    waybill_ui_browser_pane_load (self, FALSE);
}

const char *
waybill_ui_browser_pane_get_folder (WaybillUiBrowserPane *self)
{
  return self->folder;
}

void
waybill_ui_browser_pane_set_folder (WaybillUiBrowserPane *self, const char *folder)
{
  g_return_if_fail (WAYBILL_IS_UI_BROWSER_PANE (self));
  waybill_ui_browser_pane_go (self, folder, WAYBILL_UI_BROWSER_GO);
}

/**
 * waybill_ui_browser_pane_refresh:
 * @self: a pane
 *
 * Lists again; what is selected stays so, and the rows stay where they are. A folder that is being
 * gone to is not begun anew; one that is being listed again is: it may have changed since.
 */
void
waybill_ui_browser_pane_refresh (WaybillUiBrowserPane *self)
{
  g_return_if_fail (WAYBILL_IS_UI_BROWSER_PANE (self));

  if (self->place == NULL || (self->listing != NULL && !self->again))
    return;
  waybill_ui_browser_pane_load (self, self->error == NULL);
}

/**
 * waybill_ui_browser_pane_is_listing:
 * @self: a pane
 *
 * Returns: is a listing under way?
 */
gboolean
waybill_ui_browser_pane_is_listing (WaybillUiBrowserPane *self)
{
  g_return_val_if_fail (WAYBILL_IS_UI_BROWSER_PANE (self), FALSE);

  return self->listing != NULL;
}

char **
waybill_ui_browser_pane_dup_selected (WaybillUiBrowserPane *self)
{
  g_autoptr (GPtrArray) entries = waybill_ui_browser_model_dup_selected (self->model);
  char **paths = g_new0 (char *, entries->len + 1);

  for (guint i = 0; i < entries->len; i++)
    paths[i] = waybill_ui_browser_pane_dup_path (self, ((const WaybillRemoteEntry *) entries->pdata[i])->name);
  return paths;
}

void
waybill_ui_browser_pane_set_partner (WaybillUiBrowserPane *self, const char *name)
{
  g_return_if_fail (WAYBILL_IS_UI_BROWSER_PANE (self));

  g_free (self->partner);
  self->partner = g_strdup (name);
  if (!waybill_ui_browser_pane_is_remote (self))
    return;
  g_free (self->title);
  self->title = g_strdup (name);
  gtk_label_set_label (GTK_LABEL (self->title_label), name);
  waybill_ui_browser_pane_name_parts (self);
}

void
waybill_ui_browser_pane_focus_list (WaybillUiBrowserPane *self)
{
  const char *page = gtk_stack_get_visible_child_name (GTK_STACK (self->pages));

  if (g_strcmp0 (page, "list") == 0)
    waybill_ui_browser_list_grab (WAYBILL_UI_BROWSER_LIST (self->list));
  /* A status page without a button would give its scroller the focus. */
  else if ((g_strcmp0 (page, "empty") == 0 || !gtk_widget_child_focus (self->pages, GTK_DIR_TAB_FORWARD))
           && (!gtk_widget_get_mapped (self->refresh) || !gtk_widget_grab_focus (self->refresh)))
    gtk_widget_child_focus (self->path, GTK_DIR_TAB_FORWARD);
}

static void
waybill_ui_browser_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WaybillUiBrowserPane *self = WAYBILL_UI_BROWSER_PANE (object);

  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_PRIMARY:
      g_value_set_boolean (value, self->primary);
      break;
    case PROP_HIDDEN:
      g_value_set_boolean (value, self->hidden);
      break;
    case PROP_SORT:
      g_value_set_static_string (value, sorts[self->column]);
      break;
    case PROP_DESCENDING:
      g_value_set_boolean (value, self->descending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_browser_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WaybillUiBrowserPane *self = WAYBILL_UI_BROWSER_PANE (object);

  switch (id)
    {
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_HIDDEN:
      set_hidden (self, g_value_get_boolean (value));
      break;
    case PROP_SORT:
      sort_by_name (self, g_value_get_string (value));
      break;
    case PROP_DESCENDING:
      sort (self, self->column, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_browser_pane_dispose (GObject *object)
{
  WaybillUiBrowserPane *self = WAYBILL_UI_BROWSER_PANE (object);

  g_cancellable_cancel (self->changing);
  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->dialog != NULL)
    gtk_window_destroy (self->dialog);
  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->drop_row);
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->place);
  G_OBJECT_CLASS (waybill_ui_browser_pane_parent_class)->dispose (object);
}

static void
waybill_ui_browser_pane_finalize (GObject *object)
{
  WaybillUiBrowserPane *self = WAYBILL_UI_BROWSER_PANE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->changing);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->back);
  g_ptr_array_unref (self->forward);
  g_free (self->title);
  g_free (self->token);
  g_free (self->partner);
  g_free (self->home);
  g_free (self->folder);
  g_free (self->left);
  g_free (self->wanted);
  G_OBJECT_CLASS (waybill_ui_browser_pane_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_PRIMARY] = g_param_spec_boolean ("primary", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HIDDEN] = g_param_spec_boolean ("hidden", NULL, NULL, FALSE, flags);
  properties[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, "name", flags);
  properties[PROP_DESCENDING] = g_param_spec_boolean ("descending", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
install_signals (GType type)
{
  signals[TRANSFER] = g_signal_new ("transfer", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[DROPPED_FILES] = g_signal_new ("dropped-files", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_LIST_MODEL, G_TYPE_STRING);
  signals[DROPPED_REMOTE] = g_signal_new ("dropped-remote", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                          G_TYPE_STRV, G_TYPE_STRING);
  signals[FOLDER_CHANGED] = g_signal_new ("folder-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED]
      = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_STRING);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, WaybillUiBrowserPane, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-browser-pane.ui");
  BIND (head);
  BIND (icon);
  BIND (title_label);
  BIND (up);
  BIND (refresh);
  BIND (menu);
  BIND (path);
  BIND (filter_bar);
  BIND (filter_entry);
  BIND (note_revealer);
  BIND (note);
  BIND (pages);
  BIND (shell);
  BIND (spinner);
  BIND (stop);
  BIND (empty);
  BIND (nothing);
  BIND (show_all);
  BIND (error_page);
  BIND (error_box);
  BIND (try_again);
  BIND (go_back);
  BIND (go_back_label);
  BIND (raw_view);
  BIND (copy_raw);
  BIND (foot);
  BIND (sum);
  BIND (transfer);
  BIND (transfer_content);
}

static void
waybill_ui_browser_pane_class_init (WaybillUiBrowserPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = waybill_ui_browser_pane_get_property;
  object_class->set_property = waybill_ui_browser_pane_set_property;
  object_class->dispose = waybill_ui_browser_pane_dispose;
  object_class->finalize = waybill_ui_browser_pane_finalize;
  widget_class->root = waybill_ui_browser_pane_root;
  widget_class->unroot = waybill_ui_browser_pane_unroot;
  install_properties (object_class);
  install_signals (G_TYPE_FROM_CLASS (klass));
  g_type_ensure (WAYBILL_TYPE_UI_BROWSER_PATH);
  g_type_ensure (WAYBILL_TYPE_UI_BOX);
  g_type_ensure (WAYBILL_TYPE_UI_SHELL);
  bind_template (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  waybill_ui_browser_pane_install_actions (widget_class);
}

static void
listen (WaybillUiBrowserPane *self)
{
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (waybill_ui_browser_pane_open), self);
  g_signal_connect_swapped (self->list, "sorted", G_CALLBACK (list_sorted), self);
  g_signal_connect_swapped (self->path, "go", G_CALLBACK (path_chosen), self);
  g_signal_connect_swapped (self->path, "complete", G_CALLBACK (waybill_ui_browser_pane_complete), self);
  g_signal_connect_swapped (self->filter_entry, "search-changed", G_CALLBACK (filter_changed), self);
  g_signal_connect_swapped (self->filter_entry, "activate", G_CALLBACK (filter_entered), self);
  g_signal_connect_swapped (self->filter_bar, "notify::search-mode-enabled", G_CALLBACK (filter_shown), self);
  g_signal_connect_swapped (self->shell, "notify::narrow", G_CALLBACK (waybill_ui_browser_pane_show_narrow), self);
  g_signal_connect_object (self->model, "selection-changed", G_CALLBACK (waybill_ui_browser_pane_update_foot), self,
                           G_CONNECT_SWAPPED);
}

static void
waybill_ui_browser_pane_init (WaybillUiBrowserPane *self)
{
  self->back = g_ptr_array_new_with_free_func (g_free);
  self->forward = g_ptr_array_new_with_free_func (g_free);
  self->changing = g_cancellable_new ();
  self->model = waybill_ui_browser_model_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->list = waybill_ui_browser_list_new (self->model);
  adw_bin_set_child (ADW_BIN (self->shell), self->list);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->filter_bar), GTK_EDITABLE (self->filter_entry));
  g_object_bind_property (self->path, "filter", self->filter_bar, "search-mode-enabled",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  waybill_ui_browser_pane_add_note_button (self);
  listen (self);
  waybill_ui_browser_pane_install_drop (self);
  waybill_ui_browser_pane_forget (self);
  waybill_ui_browser_pane_show_place (self);
  waybill_ui_browser_pane_show_page (self);
}

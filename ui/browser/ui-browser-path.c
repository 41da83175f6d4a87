/* The path bar. Its buttons are made anew for each folder; a path that is longer than the bar shows its end. */

#include "ui-browser-path.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui-box.h"

#include "remote-path.h"

#define LONGEST_STEP 24

struct _WaybillUiBrowserPath
{
  GtkBox parent_instance;

  GtkWidget *looks, *scroller, *buttons, *entry, *filter, *menu;
  GtkListStore *names;
  char *folder;
  char *home;
  char *asked; /* (nullable) for whose names was asked last */
  guint end;   /* source id */
  gboolean remote;
};

G_DEFINE_FINAL_TYPE (WaybillUiBrowserPath, waybill_ui_browser_path, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_FILTER,
  PROP_NARROW,
  N_PROPERTIES,
};

enum
{
  GO,
  COMPLETE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void
step_free (gpointer data)
{
  WaybillUiBrowserStep *step = data;

  g_free (step->name);
  g_free (step->path);
  g_free (step);
}

static void
add_step (GPtrArray *steps, const char *name, const char *path, gsize length)
{
  WaybillUiBrowserStep *step = g_new0 (WaybillUiBrowserStep, 1);

  step->name = g_strdup (name);
  step->path = g_strndup (path, length);
  g_ptr_array_add (steps, step);
}

static gboolean
is_below (const char *folder, const char *home)
{
  gsize length = home != NULL ? strlen (home) : 0;

  return length > 1 && strncmp (folder, home, length) == 0 && (folder[length] == '/' || folder[length] == '\0');
}

/**
 * waybill_ui_browser_path_split:
 * @folder: a folder's path
 * @home: (nullable): where the way may begin
 *
 * Returns: (transfer full) (element-type WaybillUiBrowserStep): each folder on the way; the first has no name
 */
GPtrArray *
waybill_ui_browser_path_split (const char *folder, const char *home)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (step_free);
  gsize at = is_below (folder, home) ? strlen (home) : 1;

  if (folder[0] != '/')
    {
      add_step (steps, "", folder, strlen (folder));
      return steps;
    }
  add_step (steps, "", folder, at);
  while (folder[at] != '\0')
    {
      const char *start = folder + at + strspn (folder + at, "/");
      gsize length = strcspn (start, "/");
      g_autofree char *name = g_strndup (start, length);

      if (length == 0)
        break;
      at = (gsize) (start - folder) + length;
      add_step (steps, name, folder, at);
    }
  return steps;
}

/**
 * waybill_ui_browser_path_resolve:
 * @text: what was typed
 * @folder: where
 * @home: (nullable): what "~" stands for
 * @remote: it is a partner's
 *
 * Returns: (transfer full): the folder that is meant
 */
char *
waybill_ui_browser_path_resolve (const char *text, const char *folder, const char *home, gboolean remote)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  if (home != NULL && (g_str_equal (trimmed, "~") || g_str_has_prefix (trimmed, "~/")))
    {
      g_autofree char *full = g_build_filename (home, trimmed + 1, NULL);

      return g_canonicalize_filename (full, "/");
    }
  if (!remote || trimmed[0] == '/' || folder[0] == '/')
    return g_canonicalize_filename (trimmed, folder[0] == '/' ? folder : "/");
  return waybill_remote_path_join (folder, trimmed);
}

static void
step_clicked (GtkWidget *button, WaybillUiBrowserPath *self)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (button), "path"));

  g_signal_emit (self, signals[GO], 0, path);
}

static GtkWidget *
step_label_new (const char *name, gboolean last)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LONGEST_STEP);
  if (g_utf8_strlen (name, -1) <= LONGEST_STEP)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  else
    gtk_label_set_width_chars (GTK_LABEL (label), LONGEST_STEP);
  if (last)
    gtk_widget_add_css_class (label, "heading");
  return label;
}

static const char *
first_icon (WaybillUiBrowserPath *self, const WaybillUiBrowserStep *step)
{
  if (self->remote)
    return "folder-remote-symbolic";
  return g_strcmp0 (step->path, self->home) == 0 ? "go-home-symbolic" : "drive-harddisk-symbolic";
}

static char *
dup_step_name (WaybillUiBrowserPath *self, const WaybillUiBrowserStep *step)
{
  if (*step->name != '\0')
    return waybill_remote_path_dup_display (step->name);
  if (!self->remote && g_strcmp0 (step->path, self->home) == 0)
    return g_strdup (_ ("Home"));
  return waybill_remote_path_dup_display (step->path);
}

static void
add_button (WaybillUiBrowserPath *self, const WaybillUiBrowserStep *step, gboolean last)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *name = dup_step_name (self, step);
  g_autofree char *path = waybill_remote_path_dup_display (step->path);
  /* Translators: a button of the path bar; a folder's name. */
  g_autofree char *label = g_strdup_printf (_ ("Go to %s"), name);

  gtk_widget_add_css_class (button, "flat");
  if (*step->name == '\0')
    gtk_button_set_icon_name (GTK_BUTTON (button), first_icon (self, step));
  else
    gtk_button_set_child (GTK_BUTTON (button), step_label_new (name, last));
  gtk_widget_set_tooltip_text (button, path);
  waybill_ui_name_widget (button, label);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (step->path), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (step_clicked), self, 0);
  if (*step->name != '\0')
    {
      GtkWidget *slash
          = g_object_new (GTK_TYPE_LABEL, "label", "/", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_add_css_class (slash, "dim-label");
      gtk_box_append (GTK_BOX (self->buttons), slash);
    }
  gtk_box_append (GTK_BOX (self->buttons), button);
}

static gboolean
show_end (gpointer user_data)
{
  WaybillUiBrowserPath *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  self->end = 0;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
  return G_SOURCE_REMOVE;
}

/* The end of a long path is where somebody is. Not within the allocation that changed it, which would not notice. */
static void
room_changed (WaybillUiBrowserPath *self)
{
  if (self->end == 0 && !gtk_widget_in_destruction (GTK_WIDGET (self)))
    self->end = g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_end, self, NULL);
}

static void
fill_buttons (WaybillUiBrowserPath *self)
{
  g_autoptr (GPtrArray) steps = waybill_ui_browser_path_split (self->folder, self->remote ? NULL : self->home);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_box_remove (GTK_BOX (self->buttons), child);
  for (guint i = 0; i < steps->len; i++)
    add_button (self, steps->pdata[i], i == steps->len - 1);
}

static void
leave_entry (WaybillUiBrowserPath *self)
{
  gtk_stack_set_visible_child (GTK_STACK (self->looks), self->scroller);
}

/**
 * waybill_ui_browser_path_set_folder:
 * @self: a path bar
 * @folder: what is shown
 * @home: (nullable): where somebody is at home
 * @remote: it is a partner's
 *
 * Shows where somebody is.
 */
void
waybill_ui_browser_path_set_folder (WaybillUiBrowserPath *self, const char *folder, const char *home, gboolean remote)
{
  g_autofree char *old_folder = self->folder;
  g_autofree char *old_home = self->home;

  self->folder = g_strdup (folder);
  self->home = g_strdup (home);
  self->remote = remote;
  g_clear_pointer (&self->asked, g_free);
  fill_buttons (self);
  leave_entry (self);
}

/**
 * waybill_ui_browser_path_set_name:
 * @self: a path bar
 * @name: "This computer" or the partner's name
 *
 * Tells its parts from those of the other pane for who cannot see where they stand.
 */
void
waybill_ui_browser_path_set_name (WaybillUiBrowserPath *self, const char *name)
{
  const struct
  {
    GtkWidget *part;
    const char *label;
  } parts[] = {
    { self->buttons, _ ("Folders on the way") },
    { self->entry, _ ("Path of the folder") },
    { self->filter, _ ("Filter this list") },
    { self->menu, _ ("More for this folder") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      /* Translators: what a part of the path bar is, and whose: "Filter this list, This computer". */
      g_autofree char *label = g_strdup_printf (_ ("%s, %s"), parts[i].label, name);

      waybill_ui_name_widget (parts[i].part, label);
    }
}

void
waybill_ui_browser_path_set_menu (WaybillUiBrowserPath *self, GMenuModel *menu)
{
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
}

/**
 * waybill_ui_browser_path_edit:
 * @self: a path bar
 *
 * Shows the path as text, selected, with the focus.
 */
void
waybill_ui_browser_path_edit (WaybillUiBrowserPath *self)
{
  g_autofree char *text = self->folder != NULL ? g_utf8_make_valid (self->folder, -1) : g_strdup ("");

  gtk_stack_set_visible_child (GTK_STACK (self->looks), self->entry);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_widget_grab_focus (self->entry);
}

gboolean
waybill_ui_browser_path_is_edited (WaybillUiBrowserPath *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (self->looks)) == self->entry;
}

void
waybill_ui_browser_path_set_names (WaybillUiBrowserPath *self, const char *folder, const char *const *names)
{
  if (g_strcmp0 (folder, self->asked) != 0)
    return;
  gtk_list_store_clear (self->names);
  for (; *names != NULL; names++)
    {
      g_autofree char *path = waybill_remote_path_join (folder, *names);

      if (g_utf8_validate (path, -1, NULL))
        gtk_list_store_insert_with_values (self->names, NULL, -1, 0, path, -1);
    }
}

static void
entry_changed (WaybillUiBrowserPath *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folder = NULL;

  if (!waybill_ui_browser_path_is_edited (self) || text[0] != '/')
    return;
  folder = g_str_has_suffix (text, "/") && text[1] != '\0' ? g_strndup (text, strlen (text) - 1)
                                                           : waybill_remote_path_dup_folder (text);
  if (g_strcmp0 (folder, self->asked) == 0)
    return;
  g_free (self->asked);
  self->asked = g_strdup (folder);
  g_signal_emit (self, signals[COMPLETE], 0, folder);
}

static void
entry_activated (WaybillUiBrowserPath *self)
{
  g_autofree char *path = NULL;

  if (self->folder == NULL)
    return;
  path = waybill_ui_browser_path_resolve (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->folder, self->home,
                                          self->remote);
  leave_entry (self);
  g_signal_emit (self, signals[GO], 0, path);
}

static gboolean
entry_key (WaybillUiBrowserPath *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  leave_entry (self);
  gtk_widget_child_focus (self->buttons, GTK_DIR_TAB_FORWARD);
  return TRUE;
}

/* The popup with the completions takes the focus of the window, not of the entry. */
static void
entry_left (WaybillUiBrowserPath *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root == NULL || !GTK_IS_WINDOW (root) || gtk_window_is_active (GTK_WINDOW (root)))
    leave_entry (self);
}

static void
watch_entry (WaybillUiBrowserPath *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autoptr (GtkEntryCompletion) completion = gtk_entry_completion_new ();

  self->names = gtk_list_store_new (1, G_TYPE_STRING);
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (self->names));
  gtk_entry_completion_set_text_column (completion, 0);
  gtk_entry_completion_set_inline_completion (completion, TRUE);
  gtk_entry_completion_set_popup_single_match (completion, FALSE);
  gtk_entry_set_completion (GTK_ENTRY (self->entry), completion);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (entry_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activated), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (entry_key), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (entry_left), self);
  gtk_widget_add_controller (self->entry, focus);
}

static void
filter_toggled (WaybillUiBrowserPath *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

static void
waybill_ui_browser_path_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WaybillUiBrowserPath *self = WAYBILL_UI_BROWSER_PATH (object);

  if (id == PROP_FILTER)
    g_value_set_boolean (value, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->filter)));
  else if (id == PROP_NARROW)
    g_value_set_boolean (value, gtk_widget_get_visible (self->menu));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
waybill_ui_browser_path_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WaybillUiBrowserPath *self = WAYBILL_UI_BROWSER_PATH (object);

  if (id == PROP_FILTER)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->filter), g_value_get_boolean (value));
  else if (id == PROP_NARROW)
    gtk_widget_set_visible (self->menu, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
waybill_ui_browser_path_dispose (GObject *object)
{
  g_clear_handle_id (&WAYBILL_UI_BROWSER_PATH (object)->end, g_source_remove);
  G_OBJECT_CLASS (waybill_ui_browser_path_parent_class)->dispose (object);
}

static void
waybill_ui_browser_path_finalize (GObject *object)
{
  WaybillUiBrowserPath *self = WAYBILL_UI_BROWSER_PATH (object);

  g_clear_object (&self->names);
  g_free (self->folder);
  g_free (self->home);
  g_free (self->asked);
  G_OBJECT_CLASS (waybill_ui_browser_path_parent_class)->finalize (object);
}

static void
waybill_ui_browser_path_class_init (WaybillUiBrowserPathClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = waybill_ui_browser_path_get_property;
  object_class->set_property = waybill_ui_browser_path_set_property;
  object_class->dispose = waybill_ui_browser_path_dispose;
  object_class->finalize = waybill_ui_browser_path_finalize;
  properties[PROP_FILTER] = g_param_spec_boolean ("filter", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[GO] = g_signal_new ("go", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[COMPLETE] = g_signal_new ("complete", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-browser-path.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiBrowserPath, looks);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiBrowserPath, scroller);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiBrowserPath, buttons);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiBrowserPath, entry);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiBrowserPath, filter);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiBrowserPath, menu);
}

static void
waybill_ui_browser_path_init (WaybillUiBrowserPath *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (self->buttons, GTK_TEXT_DIR_LTR);
  g_signal_connect_swapped (self->filter, "toggled", G_CALLBACK (filter_toggled), self);
  adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (room_changed), self, G_CONNECT_SWAPPED);
  watch_entry (self);
}

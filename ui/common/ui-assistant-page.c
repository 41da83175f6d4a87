/* What the pages of an assistant have in common. It knows neither files nor certificates. */

#include "ui-assistant-page.h"

#include "remote-path.h"
#include "ui-name.h"

#include <glib/gi18n.h>

typedef struct
{
  char *title;
  char *text;
  gboolean ready;
  GtkImage *image;
  GtkLabel *title_label;
  GtkBox *content;
  GtkWidget *scrolled;
} WaybillUiAssistantPagePrivate;

enum
{
  PROP_TITLE = 1,
  PROP_TEXT,
  PROP_ICON_NAME,
  PROP_READY,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];
static GtkBuildableIface *parent_buildable;

static void
waybill_ui_assistant_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (WaybillUiAssistantPage,
                                  waybill_ui_assistant_page,
                                  ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (WaybillUiAssistantPage)
                                      G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, waybill_ui_assistant_page_buildable_init))

static WaybillUiAssistantPagePrivate *
get_private (WaybillUiAssistantPage *self)
{
  return waybill_ui_assistant_page_get_instance_private (self);
}

/**
 * waybill_ui_assistant_page_focus:
 * @self: a page that is shown
 *
 * Puts the keyboard into the first field, else on the title. Main thread.
 */
void
waybill_ui_assistant_page_focus (WaybillUiAssistantPage *self)
{
  WaybillUiAssistantPageClass *klass = WAYBILL_UI_ASSISTANT_PAGE_GET_CLASS (self);
  GtkWidget *field = klass->find_field != NULL ? klass->find_field (self) : NULL;

  if (field == NULL || !gtk_widget_grab_focus (field))
    gtk_widget_grab_focus (GTK_WIDGET (get_private (self)->title_label));
}

/**
 * waybill_ui_assistant_page_set_ready:
 * @self: a page
 * @ready: whether all is answered that has to be
 *
 * Main thread.
 */
void
waybill_ui_assistant_page_set_ready (WaybillUiAssistantPage *self, gboolean ready)
{
  WaybillUiAssistantPagePrivate *private = get_private (self);

  if (private->ready == ready)
    return;
  private->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/**
 * waybill_ui_assistant_page_is_ready:
 * @self: a page
 *
 * Returns: whether the primary button may be pressed
 */
gboolean
waybill_ui_assistant_page_is_ready (WaybillUiAssistantPage *self)
{
  return get_private (self)->ready;
}

/**
 * waybill_ui_assistant_page_new_row:
 * @icon_name: (nullable): an icon; the words say the same
 * @title: a name, shown with its controls escaped
 * @subtitle: (nullable): a sentence
 *
 * Returns: (transfer floating): a row that wraps
 */
GtkWidget *
waybill_ui_assistant_page_new_row (const char *icon_name, const char *title, const char *subtitle)
{
  g_autofree char *name = waybill_remote_path_dup_display (title);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);

  /* Only now: what is set together takes effect in another order, and the title would be markup for a moment. */
  g_object_set (row, "title", name, "subtitle", subtitle != NULL ? subtitle : "", NULL);
  if (icon_name != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                                                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  return row;
}

/**
 * waybill_ui_assistant_page_clear:
 * @list: a list of rows
 *
 * Removes all of them.
 */
void
waybill_ui_assistant_page_clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* What the templates of the pages hold comes below the text. */
static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  WaybillUiAssistantPagePrivate *private = get_private (WAYBILL_UI_ASSISTANT_PAGE (buildable));

  if (private->content != NULL && GTK_IS_WIDGET (child))
    gtk_box_append (private->content, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
waybill_ui_assistant_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
waybill_ui_assistant_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WaybillUiAssistantPagePrivate *private = get_private (WAYBILL_UI_ASSISTANT_PAGE (object));

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, private->title);
      break;
    case PROP_TEXT:
      g_value_set_string (value, private->text);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (private->image));
      break;
    case PROP_READY:
      g_value_set_boolean (value, private->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_assistant_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WaybillUiAssistantPagePrivate *private = get_private (WAYBILL_UI_ASSISTANT_PAGE (object));

  switch (id)
    {
    case PROP_TITLE:
      g_free (private->title);
      private->title = g_value_dup_string (value);
      break;
    case PROP_TEXT:
      g_free (private->text);
      private->text = g_value_dup_string (value);
      break;
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (private->image, g_value_get_string (value));
      gtk_widget_set_visible (GTK_WIDGET (private->image), g_value_get_string (value) != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
waybill_ui_assistant_page_finalize (GObject *object)
{
  WaybillUiAssistantPagePrivate *private = get_private (WAYBILL_UI_ASSISTANT_PAGE (object));

  g_free (private->title);
  g_free (private->text);
  G_OBJECT_CLASS (waybill_ui_assistant_page_parent_class)->finalize (object);
}

static void
waybill_ui_assistant_page_class_init (WaybillUiAssistantPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = waybill_ui_assistant_page_finalize;
  object_class->get_property = waybill_ui_assistant_page_get_property;
  object_class->set_property = waybill_ui_assistant_page_set_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-assistant-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistantPage, image);
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistantPage, title_label);
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistantPage, content);
  gtk_widget_class_bind_template_child_private (widget_class, WaybillUiAssistantPage, scrolled);
}

static void
waybill_ui_assistant_page_init (WaybillUiAssistantPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* It has the focus where there is nothing else on the page: the arrow keys scroll it. */
  waybill_ui_name_widget (get_private (self)->scrolled, _ ("Text of this page"));
}

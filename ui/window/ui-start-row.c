/* One line of the start page. It decides nothing: what it says and where its buttons lead is told. */

#include "ui-start-row.h"

#include <glib/gi18n.h>

#include "ui-box.h"
#include "ui-cert-row.h"

struct _WaybillUiStartRow
{
  AdwPreferencesRow parent_instance;

  GtkBox *box;
  GtkImage *image;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkBox *buttons;
  GtkLevelBar *life;
};

G_DEFINE_FINAL_TYPE (WaybillUiStartRow, waybill_ui_start_row, ADW_TYPE_PREFERENCES_ROW)

/* Where a button leads. */
typedef struct
{
  WaybillUiContext *context;
  WaybillUiPlace place;
  char *subject;
  char *detail;
} Way;

static void
way_free (gpointer data, GClosure *closure)
{
  Way *way = data;

  g_object_unref (way->context);
  g_free (way->subject);
  g_free (way->detail);
  g_free (way);
}

static void
clicked (GtkWidget *button, gpointer data)
{
  Way *way = data;

  waybill_ui_context_go (way->context, button, way->place, way->subject, way->detail);
}

/**
 * waybill_ui_start_row_set_state:
 * @self: a row
 * @state: shown in front; the words beside it say the same
 */
void
waybill_ui_start_row_set_state (WaybillUiStartRow *self, WaybillUiState state)
{
  waybill_ui_state_show (self->image, state, NULL);
}

/**
 * waybill_ui_start_row_set_icon:
 * @self: a row
 * @icon_name: shown in front
 */
void
waybill_ui_start_row_set_icon (WaybillUiStartRow *self, const char *icon_name)
{
  gtk_image_set_from_icon_name (self->image, icon_name);
}

/**
 * waybill_ui_start_row_add_button:
 * @self: a row
 * @context: whose window it leads to
 * @label: its label
 * @name: what it does, for screen readers: no two on a page are the same
 * @place: where it leads
 * @subject: (nullable): see %WaybillUiPlace
 * @detail: (nullable): see %WaybillUiPlace
 */
void
waybill_ui_start_row_add_button (WaybillUiStartRow *self,
                                 WaybillUiContext *context,
                                 const char *label,
                                 const char *name,
                                 WaybillUiPlace place,
                                 const char *subject,
                                 const char *detail)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  Way *way = g_new0 (Way, 1);

  way->context = g_object_ref (context);
  way->place = place;
  way->subject = g_strdup (subject);
  way->detail = g_strdup (detail);
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked), way, way_free, 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  waybill_ui_name_widget (button, name);
  gtk_box_append (self->buttons, button);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), TRUE);
}

/**
 * waybill_ui_start_row_set_life:
 * @self: a row
 * @certificate: whose life is shown as a bar
 */
void
waybill_ui_start_row_set_life (WaybillUiStartRow *self, WaybillCertCertificate *certificate)
{
  /* Translators: a certificate's name. */
  g_autofree char *name = g_strdup_printf (_ ("Life left of %s"), gtk_label_get_text (self->title));

  waybill_ui_cert_row_set_life (self->life, certificate);
  gtk_widget_set_visible (GTK_WIDGET (self->life), TRUE);
  waybill_ui_name_widget (GTK_WIDGET (self->life), name);
}

/**
 * waybill_ui_start_row_set_narrow:
 * @self: a row
 * @narrow: whether buttons and bar stand below the words
 */
void
waybill_ui_start_row_set_narrow (WaybillUiStartRow *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_widget_set_margin_start (GTK_WIDGET (self->buttons), narrow ? 28 : 0);
  gtk_widget_set_margin_start (GTK_WIDGET (self->life), narrow ? 28 : 0);
}

/**
 * waybill_ui_start_row_get_focus:
 * @self: a row
 *
 * Returns: where the focus is: 0: not here, 1: on the row, 2 and more: on one of its buttons
 */
guint
waybill_ui_start_row_get_focus (WaybillUiStartRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint at = 2;

  if (focus == NULL || (focus != GTK_WIDGET (self) && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    return 0;
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->buttons)); button != NULL;
       button = gtk_widget_get_next_sibling (button), at++)
    if (focus == button)
      return at;
  return 1;
}

/**
 * waybill_ui_start_row_set_focus:
 * @self: a row
 * @at: as waybill_ui_start_row_get_focus() says it of another row; a button that is not here is the row itself
 */
void
waybill_ui_start_row_set_focus (WaybillUiStartRow *self, guint at)
{
  GtkWidget *button = at > 1 ? gtk_widget_get_first_child (GTK_WIDGET (self->buttons)) : NULL;

  for (guint i = 2; i < at && button != NULL; i++)
    button = gtk_widget_get_next_sibling (button);
  gtk_widget_grab_focus (button != NULL ? button : GTK_WIDGET (self));
}

static GtkLabel *
new_label (GtkBox *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static GtkWidget *
new_head (WaybillUiStartRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->image
      = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  self->title = new_label (GTK_BOX (words));
  self->subtitle = new_label (GTK_BOX (words));
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (head), words);
  return head;
}

static void
waybill_ui_start_row_class_init (WaybillUiStartRowClass *klass)
{
}

static void
waybill_ui_start_row_init (WaybillUiStartRow *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 9);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 9);
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 12);
  gtk_box_append (self->box, new_head (self));
  self->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), FALSE);
  gtk_box_append (self->box, GTK_WIDGET (self->buttons));
  self->life = g_object_new (GTK_TYPE_LEVEL_BAR, "width-request", 150, "valign", GTK_ALIGN_CENTER, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->life), "wb-life");
  gtk_box_append (self->box, GTK_WIDGET (self->life));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->box));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

/**
 * waybill_ui_start_row_new:
 * @title: the sentence
 * @subtitle: why
 *
 * Returns: (transfer floating): a row without buttons
 */
GtkWidget *
waybill_ui_start_row_new (const char *title, const char *subtitle)
{
  WaybillUiStartRow *self = g_object_new (WAYBILL_TYPE_UI_START_ROW, NULL);
  g_autofree char *name = g_strdup_printf ("%s, %s", title, subtitle);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  waybill_ui_name_widget (GTK_WIDGET (self), name);
  return GTK_WIDGET (self);
}

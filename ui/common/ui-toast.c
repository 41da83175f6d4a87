/* What was done, at the window's foot, and its undo. One offer stands at a time: the newest.
 * It knows nothing of what is undone: the caller's function does. */

#include "ui-toast.h"

#include <glib/gi18n.h>

#include "ui-box.h"

/* A person has to read it, find the button and reach it. */
#define OFFER_SECONDS 10

/* How many letters stand on a line of a notice, by the width of its window: what its buttons take, and a letter's width. */
#define BUTTONS 216
#define LETTER 9
#define NARROW_CHARS 16
#define WIDE_CHARS 50

#define OVERLAY_KEY "waybill-toast-overlay"
#define OFFER_KEY "waybill-toast-offer"

typedef struct
{
  WaybillUiUndoFunc act;
  gpointer data;
  GDestroyNotify drop;
  gboolean by_key; /* Ctrl+Z takes it too */
} Offer;

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  if (offer->drop != NULL)
    offer->drop (offer->data);
  g_free (offer);
}

/* A modal window without an overlay, or one that is closing, lets the window below speak. */
static GtkWidget *
find_window (GtkWidget *from)
{
  GtkWidget *window = from == NULL ? NULL : GTK_WIDGET (gtk_widget_get_root (from));

  while (window != NULL && GTK_IS_WINDOW (window))
    {
      if (g_object_get_data (G_OBJECT (window), OVERLAY_KEY) != NULL && !gtk_widget_in_destruction (window)
          && gtk_widget_get_visible (window))
        return window;
      window = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (window)));
    }
  return NULL;
}

static void
name_close_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "window-close-symbolic") == 0)
    {
      waybill_ui_name_widget (widget, _ ("Dismiss this notice"));
      gtk_widget_set_tooltip_text (widget, _ ("Dismiss This Notice"));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_close_button (child);
}

/* libadwaita makes the notice when its turn comes, and gives its buttons no names. */
static void
title_mapped (GtkWidget *title)
{
  GtkWidget *notice = title;

  while (gtk_widget_get_parent (notice) != NULL && !ADW_IS_TOAST_OVERLAY (gtk_widget_get_parent (notice)))
    notice = gtk_widget_get_parent (notice);
  waybill_ui_name_buttons (notice);
  name_close_button (notice);
}

/* Breaking a word is the last resort. */
static PangoWrapMode
choose_wrap_mode (const char *title)
{
  g_auto (GStrv) words = g_strsplit (title, " ", -1);

  for (char **word = words; *word != NULL; word++)
    if (g_utf8_strlen (*word, -1) > NARROW_CHARS)
      return PANGO_WRAP_WORD_CHAR;
  return PANGO_WRAP_WORD;
}

/* The toast's own title is one line that is cut where the window is narrow; and this one would be, without a limit to its
 * length: the notice asks for its height before it knows its width. */
static AdwToast *
new_toast (GtkWidget *window, const char *title)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (title);
  int chars = CLAMP ((gtk_widget_get_width (window) - BUTTONS) / LETTER, NARROW_CHARS, WIDE_CHARS);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), choose_wrap_mode (title));
  gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
  /* Else the label is as narrow as two lines allow, for the notice is high enough for them. */
  if (g_utf8_strlen (title, -1) <= chars)
    gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_add_css_class (label, "heading");
  g_signal_connect (label, "map", G_CALLBACK (title_mapped), NULL);
  adw_toast_set_custom_title (toast, label);
  return toast;
}

static void
show_toast (GtkWidget *window, AdwToast *toast)
{
  adw_toast_overlay_add_toast (g_object_get_data (G_OBJECT (window), OVERLAY_KEY), toast);
}

/**
 * waybill_ui_toast_say:
 * @from: a widget of the window that shall say it
 * @title: what was done, in the past tense; plain text
 *
 * Says it. Main thread.
 */
void
waybill_ui_toast_say (GtkWidget *from, const char *title)
{
  GtkWidget *window = find_window (from);

  if (window != NULL)
    show_toast (window, new_toast (window, title));
}

static void
take_offer (AdwToast *toast)
{
  Offer *offer = g_object_get_data (G_OBJECT (toast), OFFER_KEY);

  if (offer == NULL || offer->act == NULL)
    return;
  /* Once: the toast may be told twice, by button and by key. */
  WaybillUiUndoFunc act = g_steal_pointer (&offer->act);
  act (offer->data);
}

static void
forget_offer (AdwToast *toast, gpointer window)
{
  if (g_object_get_data (window, OFFER_KEY) == toast)
    g_object_set_data (window, OFFER_KEY, NULL);
  /* Now, and not when the last reference of the toast happens to go. */
  g_object_set_data (G_OBJECT (toast), OFFER_KEY, NULL);
}

static void
offer (GtkWidget *from,
       const char *title,
       const char *button,
       gboolean by_key,
       WaybillUiUndoFunc act,
       gpointer data,
       GDestroyNotify drop)
{
  GtkWidget *window = find_window (from);
  AdwToast *toast;
  AdwToast *before;
  Offer *made;

  if (window == NULL)
    {
      if (drop != NULL)
        drop (data);
      return;
    }

  before = g_object_get_data (G_OBJECT (window), OFFER_KEY);
  if (before != NULL)
    adw_toast_dismiss (before);

  made = g_new0 (Offer, 1);
  made->act = act;
  made->data = data;
  made->drop = drop;
  made->by_key = by_key;
  toast = new_toast (window, title);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_timeout (toast, OFFER_SECONDS);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data_full (G_OBJECT (toast), OFFER_KEY, made, offer_free);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (take_offer), NULL);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (forget_offer), window, 0);
  g_object_set_data (G_OBJECT (window), OFFER_KEY, toast);
  show_toast (window, toast);
}

/**
 * waybill_ui_toast_offer_undo:
 * @from: a widget of the window that shall say it
 * @title: what was done, in the past tense; plain text
 * @undo: (scope notified): takes it back
 * @data: for @undo
 * @drop: (nullable): called when the offer is over, taken or not
 *
 * Says it, with the button Undo; Ctrl+Z does the same while it stands. Main thread.
 */
void
waybill_ui_toast_offer_undo (GtkWidget *from, const char *title, WaybillUiUndoFunc undo, gpointer data, GDestroyNotify drop)
{
  offer (from, title, _ ("_Undo"), TRUE, undo, data, drop);
}

/**
 * waybill_ui_toast_offer:
 * @from: a widget of the window that shall say it
 * @title: what is the matter; plain text
 * @button: a verb
 * @act: (scope notified): what the button does
 * @data: for @act
 * @drop: (nullable): called when the offer is over, taken or not
 *
 * Says it, with a button. Main thread.
 */
void
waybill_ui_toast_offer (
    GtkWidget *from, const char *title, const char *button, WaybillUiUndoFunc act, gpointer data, GDestroyNotify drop)
{
  offer (from, title, button, FALSE, act, data, drop);
}

/* Ctrl+Z in a text field is the field's: shortcuts of the window come after it. */
static gboolean
undo_pressed (GtkWidget *window, GVariant *arguments, gpointer user_data)
{
  AdwToast *toast = g_object_get_data (G_OBJECT (window), OFFER_KEY);
  Offer *standing = toast == NULL ? NULL : g_object_get_data (G_OBJECT (toast), OFFER_KEY);

  if (standing == NULL || !standing->by_key)
    return FALSE;
  g_object_ref (toast);
  take_offer (toast);
  adw_toast_dismiss (toast);
  g_object_unref (toast);
  return TRUE;
}

/**
 * waybill_ui_toast_install:
 * @window: a window
 * @overlay: its toast overlay
 *
 * Lets the window say what was done, and undo it by Ctrl+Z. Main thread.
 */
void
waybill_ui_toast_install (GtkWidget *window, AdwToastOverlay *overlay)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_object_set_data (G_OBJECT (window), OVERLAY_KEY, overlay);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>z"),
                                                          gtk_callback_action_new (undo_pressed, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
}

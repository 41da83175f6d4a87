/* A button with the day on it; behind it a field for those who type and a calendar for those who point. Both always show the
 * same day. */

#include "ui-day-row.h"

#include <glib/gi18n.h>

#include "partner-next.h"
#include "ui-name.h"
#include "words-next.h"

struct _WaybillUiDayRow
{
  AdwActionRow parent_instance;

  char *day;
  gboolean silent;
  GtkMenuButton *button;
  AdwButtonContent *content;
  GtkEditable *entry;
  GtkCalendar *calendar;
};

G_DEFINE_FINAL_TYPE (WaybillUiDayRow, waybill_ui_day_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_DAY_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_button (WaybillUiDayRow *self, gint64 begin)
{
  g_autofree char *words = waybill_words_next_day (begin);
  g_auto (GStrv) parts = g_strsplit (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), "_", -1);
  g_autofree char *title = g_strjoinv ("", parts);
  /* Translators: a row's title; a day. */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), title, words);

  adw_button_content_set_label (self->content, words);
  waybill_ui_name_widget (GTK_WIDGET (self->button), name);
}

static void
show_calendar (WaybillUiDayRow *self, gint64 begin)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (begin);

  if (date != NULL)
    gtk_calendar_select_day (self->calendar, date);
}

/**
 * waybill_ui_day_row_get_day:
 * @self: a row
 *
 * Returns: (transfer none): the day, as "2026-12-01"; "" before one was set
 */
const char *
waybill_ui_day_row_get_day (WaybillUiDayRow *self)
{
  return self->day;
}

/**
 * waybill_ui_day_row_set_day:
 * @self: a row
 * @day: a day, as "2026-12-01"; anything else is not taken
 *
 * Shows it, and emits nothing. Main thread.
 */
void
waybill_ui_day_row_set_day (WaybillUiDayRow *self, const char *day)
{
  gint64 begin;

  if (g_strcmp0 (self->day, day) == 0 || !waybill_partner_next_read_day (day, &begin))
    return;
  g_free (self->day);
  self->day = g_strdup (day);
  self->silent = TRUE;
  show_button (self, begin);
  show_calendar (self, begin);
  if (g_strcmp0 (gtk_editable_get_text (self->entry), day) != 0)
    gtk_editable_set_text (self->entry, day);
  self->silent = FALSE;
}

static void
take_day (WaybillUiDayRow *self, const char *day)
{
  g_autofree char *before = g_strdup (self->day);

  waybill_ui_day_row_set_day (self, day);
  if (g_strcmp0 (before, self->day) != 0)
    g_signal_emit (self, signals[SIGNAL_DAY_CHANGED], 0);
}

/* Half a day is being typed. */
static void
typed (WaybillUiDayRow *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (self->entry));

  if (!self->silent)
    take_day (self, text);
}

static void
pointed (WaybillUiDayRow *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char *day = g_date_time_format (date, "%Y-%m-%d");

  if (!self->silent)
    take_day (self, day);
}

static void
entry_activated (WaybillUiDayRow *self)
{
  gtk_menu_button_popdown (self->button);
}

/* GTK 4.8 draws arrows without names. */
static void
name_arrows (GtkWidget *widget, guint *n)
{
  static const char *const names[] = { N_ ("Previous month"), N_ ("Next month"), N_ ("Previous year"), N_ ("Next year") };

  if (GTK_IS_BUTTON (widget) && *n < G_N_ELEMENTS (names))
    {
      waybill_ui_name_widget (widget, _ (names[*n]));
      (*n)++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_arrows (child, n);
}

static GtkWidget *
new_popover (WaybillUiDayRow *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  guint n_arrows = 0;

  self->entry = GTK_EDITABLE (gtk_entry_new ());
  /* Translators: a day in the order year, month, day; digits alone are understood. */
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("2026-12-01"));
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 10);
  waybill_ui_name_widget (GTK_WIDGET (self->entry), _ ("Year, month and day"));
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  waybill_ui_name_widget (GTK_WIDGET (self->calendar), _ ("Calendar"));
  name_arrows (GTK_WIDGET (self->calendar), &n_arrows);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  waybill_ui_name_widget (popover, _ ("Choose a day"));
  return popover;
}

static void
waybill_ui_day_row_finalize (GObject *object)
{
  g_free (WAYBILL_UI_DAY_ROW (object)->day);

  G_OBJECT_CLASS (waybill_ui_day_row_parent_class)->finalize (object);
}

static void
waybill_ui_day_row_class_init (WaybillUiDayRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_day_row_finalize;

  /**
   * WaybillUiDayRow::day-changed:
   *
   * The person chose or typed another day.
   */
  signals[SIGNAL_DAY_CHANGED]
      = g_signal_new ("day-changed", WAYBILL_TYPE_UI_DAY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_ui_day_row_init (WaybillUiDayRow *self)
{
  /* Its arrows take the chosen day along to another month, which GTK 4.8 tells apart from choosing a day. */
  static const char *const moves[] = { "day-selected", "prev-month", "next-month", "prev-year", "next-year" };

  self->day = g_strdup ("");
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->content = ADW_BUTTON_CONTENT (adw_button_content_new ());
  adw_button_content_set_icon_name (self->content, "x-office-calendar-symbolic");
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->content));
  gtk_menu_button_set_popover (self->button, new_popover (self));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    g_signal_connect_object (self->calendar, moves[i], G_CALLBACK (pointed), self, G_CONNECT_SWAPPED);
}

/**
 * waybill_ui_day_row_new:
 * @title: its title, translated, with a mnemonic
 *
 * Returns: (transfer floating): a row without a day
 */
GtkWidget *
waybill_ui_day_row_new (const char *title)
{
  return g_object_new (WAYBILL_TYPE_UI_DAY_ROW, "title", title, "use-underline", TRUE, NULL);
}

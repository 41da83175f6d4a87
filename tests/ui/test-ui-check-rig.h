/* The check's window over a practice partner, for the tests of the check's window. Included by each test once. */
#pragma once

#include "practice-rig.h"
#include "ui-check.h"

#include "partner-learnt.h"
#include "remote-error.h"

#include <string.h>

typedef struct
{
  PracticeRig practice;
  GtkWindow *parent;
  WaybillUiCheck *check;
  gboolean gone;
  int place;
  char *page;
} Fixture;

static inline gboolean
is_row (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_EXPANDER_ROW (widget)
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static inline gboolean
check_says (Fixture *fixture, const char *text)
{
  return find (GTK_WIDGET (fixture->check), says, text) != NULL;
}

static inline void
click (Fixture *fixture, const char *label)
{
  GtkWidget *button = find (GTK_WIDGET (fixture->check), is_button, label);

  if (button == NULL)
    g_error ("no button says “%s”", label);
  g_signal_emit_by_name (button, "clicked");
}

static inline const char *
subtitle_of (Fixture *fixture, const char *title)
{
  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (find (GTK_WIDGET (fixture->check), is_row, title)));
}

static inline void
go_asked (Fixture *fixture, GtkWidget *from, int place, const char *subject, const char *detail)
{
  fixture->place = place;
  g_free (fixture->page);
  fixture->page = g_strdup (detail);
}

static inline void
check_gone (gpointer data, GObject *where)
{
  ((Fixture *) data)->gone = TRUE;
}

/* Not shown yet. */
static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  practice_rig_set_up (&fixture->practice, "Harbour Foods");
  g_signal_connect_swapped (fixture->practice.context, "go", G_CALLBACK (go_asked), fixture);
  fixture->parent = GTK_WINDOW (gtk_window_new ());
  gtk_window_present (fixture->parent);
}

static inline void
open_check (Fixture *fixture)
{
  fixture->check = waybill_ui_check_new (fixture->practice.context, fixture->parent, fixture->practice.partner);
  g_object_weak_ref (G_OBJECT (fixture->check), check_gone, fixture);
  fixture->gone = FALSE;
  gtk_window_present (GTK_WINDOW (fixture->check));
}

static inline void
close_check (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->check)));
  WAIT_FOR (fixture->gone);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->check != NULL)
    close_check (fixture);
  gtk_window_destroy (fixture->parent);
  settle ();
  practice_rig_tear_down (&fixture->practice);
  g_free (fixture->page);
}

static inline WaybillPartnerHistory *
load_history (Fixture *fixture)
{
  return waybill_partner_learnt_load_history (waybill_ui_context_get_learnt_folder (fixture->practice.context),
                                              waybill_partner_get_uuid (fixture->practice.partner));
}

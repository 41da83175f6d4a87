/* What tests of the window share: a display or none, waiting with a deadline, finding widgets and dialogs. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* FALSE: there is no display, and this was said. */
gboolean          rig_begin       (int *argc, char ***argv);

gboolean          rig_too_late    (gpointer what);

/* Seconds. A build with AddressSanitizer is several times slower. */
#ifdef __SANITIZE_ADDRESS__
#define RIG_PATIENCE 180
#else
#define RIG_PATIENCE 60
#endif

/* Lets the main loop run until the condition holds. */
#define WAIT_FOR(condition)                                                                                                 \
  do                                                                                                                        \
    {                                                                                                                       \
      guint deadline_ = g_timeout_add_seconds (RIG_PATIENCE, rig_too_late, (gpointer) #condition);                          \
      while (!(condition))                                                                                                  \
        g_main_context_iteration (NULL, TRUE);                                                                              \
      g_source_remove (deadline_);                                                                                          \
    }                                                                                                                       \
  while (FALSE)

/* Until nothing is due. */
void              settle          (void);

typedef gboolean (*Matches) (GtkWidget *widget, gconstpointer data);

/* (nullable): the first below widget, or itself. */
GtkWidget        *find            (GtkWidget *widget, Matches matches, gconstpointer data);
/* The nth that fits, counted down from 0. */
GtkWidget        *find_nth        (GtkWidget *widget, Matches matches, gconstpointer data, guint *n);

/* A label that is shown and holds the text; one that says it and no more. */
gboolean          says            (GtkWidget *widget, gconstpointer text);
gboolean          is_label        (GtkWidget *widget, gconstpointer text);
gboolean          is_button       (GtkWidget *widget, gconstpointer label);
gboolean          is_named        (GtkWidget *widget, gconstpointer type_name);
gboolean          is_password     (GtkWidget *widget, gconstpointer unused);

/* (nullable): the message dialog that is open. */
AdwMessageDialog *get_dialog      (void);
AdwMessageDialog *wait_for_dialog (void);

G_END_DECLS

/* The window's pages and dialogs with sample data: as pictures, to be looked at, and one after the other for the tests that
 * walk them.
 *
 *   pages list                       what there is
 *   pages picture FOLDER [NAME...]   PNGs of each in all its variants
 *   pages show NAME [--narrow]       one page, until it is closed
 *   pages serve                      obeys lines: "show NAME", "narrow NAME", "settle", "texts", "clipped", "unmade",
 * "quit"; each answer ends with a line "."
 *
 * WAYBILL_PAGES_LOCALEDIR: where translations lie, for the test that looks for untranslated text. */

#include "pages.h"

#include <glib/gi18n.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base-log.h"

static const Page pages[] = {
  { "first-start", 1100, 720, page_first_start, PAGES_EMPTY },
  { "first-start-needs", 1100, 720, page_first_start_needs, PAGES_EMPTY },
  { "main", 1180, 820, page_main, PAGES_ONLY_WIDE },
  { "main-narrow", 360, 720, page_main, PAGES_ONLY_NARROW },
  { "queue-narrow", 360, 720, page_queue_narrow, PAGES_ONLY_NARROW },
  { "start", 1100, 900, page_start, 0 },
  { "start-in-order", 1100, 720, page_start_in_order, 0 },
  { "sidebar-search", 1100, 720, page_sidebar_search, 0 },
  { "not-connected", 1100, 720, page_not_connected, 0 },
  { "connecting", 1100, 720, page_connecting, 0 },
  { "failed-login", 1100, 720, page_failed_login, 0 },
  { "failed-unreachable", 1100, 720, page_failed_unreachable, 0 },
  { "failed-queue", 1100, 720, page_failed_queue, 0 },
  { "connection", 0, 0, page_connection, 0 },
  { "editor-new", 1000, 740, page_editor_new, PAGES_EMPTY },
  { "editor-connection", 1000, 740, page_editor_connection, 0 },
  { "editor-network", 1000, 900, page_editor_network, 0 },
  { "editor-older", 1000, 900, page_editor_older, 0 },
  { "editor-names", 1000, 900, page_editor_names, 0 },
  { "editor-help", 1000, 740, page_editor_help, 0 },
  { "editor-login", 1000, 740, page_editor_login, 0 },
  { "editor-certificate", 1000, 740, page_editor_certificate, 0 },
  { "editor-next", 1000, 900, page_editor_next, 0 },
  { "editor-certificate-empty", 1000, 740, page_editor_certificate_empty, 0 },
  { "editor-trust", 1000, 880, page_editor_trust, 0 },
  { "editor-trust-asked", 1000, 880, page_editor_trust_asked, 0 },
  { "editor-trust-refused", 1000, 880, page_editor_trust_refused, 0 },
  { "editor-trust-pin", 0, 0, page_editor_trust_pin, 0 },
  { "editor-folders", 1000, 860, page_editor_folders, 0 },
  { "import-empty", 680, 640, page_import_empty, 0 },
  { "import-files", 680, 640, page_import_files, 0 },
  { "import-password", 680, 640, page_import_password, 0 },
  { "import-password-wrong", 680, 640, page_import_password_wrong, 0 },
  { "import-inside", 680, 800, page_import_inside, 0 },
  { "import-names", 680, 800, page_import_names, 0 },
  { "import-assign", 680, 820, page_import_assign, 0 },
  { "import-assign-day", 680, 960, page_import_assign_day, 0 },
  { "import-done", 680, 680, page_import_done, 0 },
  { "import-answer", 680, 700, page_import_answer, 0 },
  { "import-stranger", 680, 820, page_import_stranger, 0 },
  { "request-have", 680, 800, page_request_have, 0 },
  { "request-found", 680, 900, page_request_found, 0 },
  { "request-none", 680, 800, page_request_none, PAGES_EMPTY },
  { "request-who", 680, 800, page_request_who, 0 },
  { "request-who-more", 680, 1100, page_request_who_more, 0 },
  { "request-send", 680, 700, page_request_send, 0 },
  { "request-self-signed", 680, 700, page_request_self_signed, 0 },
  { "export-what", 680, 700, page_export_what, 0 },
  { "export-empty", 680, 640, page_export_empty, PAGES_EMPTY },
  { "export-files", 680, 860, page_export_files, 0 },
  { "export-authority", 680, 760, page_export_authority, 0 },
  { "export-password", 680, 700, page_export_password, 0 },
  { "export-own", 680, 760, page_export_own, 0 },
  { "export-made", 680, 700, page_export_made, 0 },
  { "export-taken", 0, 0, page_export_taken, 0 },
  { "export-done", 680, 680, page_export_done, 0 },
  { "export-guide", 640, 900, page_export_guide, 0 },
  { "upload-where", 680, 700, page_upload_where, 0 },
  { "upload-dcm", 680, 900, page_upload_dcm, 0 },
  { "trust-unknown", 0, 0, page_trust_unknown, 0 },
  { "trust-renewed", 0, 0, page_trust_renewed, 0 },
  { "trust-wrong", 0, 0, page_trust_wrong, 0 },
  { "clock", 0, 0, page_clock, 0 },
  { "clock-days", 0, 0, page_clock_days, 0 },
  { "clock-unknown", 0, 0, page_clock_unknown, 0 },
  { "password-question", 0, 0, page_password_question, 0 },
  { "pin-question", 0, 0, page_pin_question, 0 },
  { "check-running", 740, 940, page_check_running, 0 },
  { "check-good", 740, 940, page_check_good, 0 },
  { "check-failed", 740, 940, page_check_failed, 0 },
  { "certificates-authorities", 1140, 800, page_certificates_authorities, 0 },
  { "certificates-identities", 1140, 800, page_certificates_identities, 0 },
  { "certificates-partners", 1140, 800, page_certificates_partners, 0 },
  { "certificates-waiting", 1140, 800, page_certificates_waiting, 0 },
  { "certificates-empty", 1140, 800, page_certificates_empty, PAGES_EMPTY },
  { "certificates-cards", 1140, 800, page_certificates_cards, 0 },
  { "certificates-passwords", 1140, 800, page_certificates_passwords, 0 },
  { "certificates-no-keyring", 1140, 800, page_certificates_no_keyring, 0 },
  { "certificates-password", 0, 0, page_certificates_password, 0 },
  { "conflict", 0, 0, page_conflict, 0 },
  { "delete-question", 0, 0, page_delete_question, 0 },
  { "rehearsal", 1100, 780, page_rehearsal, PAGES_EMPTY },
  { "sheet", 0, 0, page_sheet, PAGES_EMPTY },
  { "shortcuts", 0, 0, page_shortcuts, 0 },
  { "planted-unnamed", 300, 200, page_planted_unnamed, PAGES_PLANTED },
  { "planted-class-name", 300, 200, page_planted_class_name, PAGES_PLANTED },
  { "planted-mnemonic", 300, 200, page_planted_mnemonic, PAGES_PLANTED },
  { "planted-twins", 300, 200, page_planted_twins, PAGES_PLANTED },
  { "planted-image", 300, 200, page_planted_image, PAGES_PLANTED },
  { "planted-trap", 300, 200, page_planted_trap, PAGES_PLANTED },
  { "planted-order", 300, 200, page_planted_order, PAGES_PLANTED },
  { "planted-unreachable", 300, 200, page_planted_unreachable, PAGES_PLANTED },
  { "planted-text", 300, 200, page_planted_text, PAGES_PLANTED },
  { "planted-wide", 400, 200, page_planted_wide, PAGES_PLANTED },
  { "planted-high", 300, 400, page_planted_high, PAGES_PLANTED },
  { "planted-clipped", 300, 400, page_planted_clipped, PAGES_PLANTED },
};

const Page *
pages_get (guint index)
{
  return index < G_N_ELEMENTS (pages) ? &pages[index] : NULL;
}

const Page *
pages_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (strcmp (pages[i].name, name) == 0)
      return &pages[i];
  return NULL;
}

static int
list (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if ((pages[i].flags & PAGES_PLANTED) == 0)
      g_print ("%s\n", pages[i].name);
  return 0;
}

static gboolean
is_wanted (const Page *page, char **names)
{
  return *names == NULL ? (page->flags & PAGES_PLANTED) == 0 : g_strv_contains ((const char *const *) names, page->name);
}

static int
take_pictures (PagesSample *sample, const char *folder, char **names)
{
  guint n = 0;

  for (char **name = names; *name != NULL; name++)
    if (pages_find (*name) == NULL)
      {
        g_printerr ("There is no page “%s”. “pages list” says what there is.\n", *name);
        return 2;
      }
  g_mkdir_with_parents (folder, 0755);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (is_wanted (&pages[i], names))
      n += pages_take_pictures (sample, &pages[i], folder);
  g_print ("%u pictures in %s\n", n, folder);
  return 0;
}

static gboolean
is_gone (gpointer data)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ()) == 0;
}

static int
show (PagesSample *sample, const char *name, gboolean narrow)
{
  const Page *page = pages_find (name);

  if (page == NULL)
    {
      g_printerr ("There is no page “%s”. “pages list” says what there is.\n", name);
      return 2;
    }
  pages_open (sample, page, narrow || (page->flags & PAGES_ONLY_NARROW) != 0);
  while (!is_gone (NULL))
    g_main_context_iteration (NULL, TRUE);
  pages_close (sample);
  return 0;
}

/* Serving */

typedef struct
{
  PagesSample *sample;
  GtkWindow *window; /* NULL: no page stands */
  GString *input;
  gboolean ended; /* no further line will come */
  gboolean over;
} Service;

static void
serve_page (Service *self, const char *name, gboolean narrow)
{
  const Page *page = pages_find (name);

  if (self->window != NULL)
    pages_close (self->sample);
  self->window = NULL;
  if (page == NULL)
    g_print ("unknown\t%s\n", name);
  else
    self->window = pages_open (self->sample, page, narrow || (page->flags & PAGES_ONLY_NARROW) != 0);
  if (self->window != NULL)
    pages_hide_unmapped (self->window);
}

static void
obey (Service *self, const char *line)
{
  if (g_str_has_prefix (line, "show "))
    serve_page (self, line + 5, FALSE);
  else if (g_str_has_prefix (line, "narrow "))
    serve_page (self, line + 7, TRUE);
  else if (strcmp (line, "texts") == 0 && self->window != NULL)
    pages_print_texts (self->window);
  else if (strcmp (line, "clipped") == 0 && self->window != NULL)
    pages_print_clipped (self->window);
  else if (strcmp (line, "hide") == 0 && self->window != NULL)
    pages_hide_unmapped (self->window);
  else if (strcmp (line, "settle") == 0)
    pages_settle (20);
  else if (strcmp (line, "unmade") == 0)
    pages_print_unmade ();
  else if (strcmp (line, "quit") == 0)
    self->over = TRUE;
  else
    g_print ("unknown\t%s\n", line);
  g_print (".\n");
  fflush (stdout);
}

static gboolean
line_came (int fd, GIOCondition condition, gpointer user_data)
{
  Service *self = user_data;
  char buffer[256];
  gssize n = read (fd, buffer, sizeof buffer);

  if (n <= 0)
    self->ended = TRUE;
  else
    g_string_append_len (self->input, buffer, n);
  return n > 0;
}

static int
serve (PagesSample *sample)
{
  Service self = { .sample = sample, .input = g_string_new (NULL) };

  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, line_came, &self);
  while (!self.over)
    {
      char *end = strchr (self.input->str, '\n');

      if (end == NULL && self.ended)
        self.over = TRUE;
      else if (end == NULL)
        g_main_context_iteration (NULL, TRUE);
      else
        {
          g_autofree char *line = g_strndup (self.input->str, (gsize) (end - self.input->str));

          g_string_erase (self.input, 0, end - self.input->str + 1);
          obey (&self, line);
        }
    }
  if (self.window != NULL)
    pages_close (sample);
  g_string_free (self.input, TRUE);
  return 0;
}

/* As the drawings are, whatever this machine is set to. */
static void
dress_all (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", "gtk-icon-theme-name", "Adwaita",
                "gtk-enable-animations", FALSE, "gtk-xft-dpi", 96 * 1024, "gtk-decoration-layout", ":close",
                "gtk-cursor-blink", FALSE, NULL);
}

static WaybillUiApplication *
start_application (void)
{
  WaybillUiApplication *application = waybill_ui_application_new ();
  g_autoptr (GError) error = NULL;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    g_error ("%s", error->message);
  g_application_set_default (G_APPLICATION (application));
  g_application_hold (G_APPLICATION (application));
  return application;
}

static int
run (int argc, char **argv)
{
  PagesSample *sample = pages_sample_new ();
  int status = 2;

  if (!gtk_init_check ())
    {
      g_printerr ("No display can be opened.\n");
      pages_sample_free (sample);
      return 77;
    }
  pages_engine_register ();
  sample->application = start_application ();
  dress_all ();
  if (argc > 2 && strcmp (argv[1], "picture") == 0)
    status = take_pictures (sample, argv[2], argv + 3);
  else if (argc > 2 && strcmp (argv[1], "show") == 0)
    status = show (sample, argv[2], argc > 3 && strcmp (argv[3], "--narrow") == 0);
  else if (argc == 2 && strcmp (argv[1], "serve") == 0)
    status = serve (sample);
  else
    g_printerr ("pages list | picture FOLDER [NAME...] | show NAME [--narrow] | serve\n");
  g_object_unref (sample->application);
  pages_sample_free (sample);
  return status;
}

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("WAYBILL_PAGES_LOCALEDIR");
  const WaybillBaseLogOptions log = { .to_stderr = FALSE, .file = -1 };

  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "");
  if (locale_dir != NULL)
    bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (argc == 2 && strcmp (argv[1], "list") == 0)
    return list ();
  waybill_base_log_start (&log);
  return run (argc, argv);
}

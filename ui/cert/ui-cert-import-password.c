/* One password row for each locked file, whether to keep it, and what may be wrong with one that does not open. */

#include "ui-cert-import-password.h"

#include "remote-path.h"
#include "ui-box.h"
#include "words-import.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WaybillUiCertImportPassword
{
  WaybillUiAssistantPage parent_instance;

  GPtrArray *rows;    /* AdwPasswordEntryRow, as shown */
  GPtrArray *sources; /* the file of each */
  GdkDevice *keyboard;
  GtkWidget *box_place;
  GtkWidget *box;
  GtkWidget *files;
  GtkWidget *caps_label;
  GtkListBox *keep_list;
  AdwActionRow *keep_row;
  GtkSwitch *keep_switch;
  gboolean keep_wished; /* as the person left the switch while there was a keyring */
  gboolean is_absent;   /* the keyring */
};

G_DEFINE_FINAL_TYPE (WaybillUiCertImportPassword, waybill_ui_cert_import_password, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static void
rows_changed (WaybillUiCertImportPassword *self)
{
  gboolean typed = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    typed = typed || *gtk_editable_get_text (self->rows->pdata[i]) != '\0';
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), typed);
}

static gboolean
is_caps_lock_on (WaybillUiCertImportPassword *self)
{
  return self->keyboard != NULL && gdk_device_get_caps_lock_state (self->keyboard);
}

static void
show_caps_lock (WaybillUiCertImportPassword *self)
{
  gtk_widget_set_visible (self->caps_label, is_caps_lock_on (self));
}

/* What is longer than a password can be is never tried: it opens nothing. */
static gboolean
is_too_long (GtkEditable *row)
{
  return strlen (gtk_editable_get_text (row)) > WAYBILL_SECRET_TEXT_MAX;
}

static gboolean
was_refused (WaybillUiCertImportPassword *self, guint row)
{
  return waybill_cert_source_was_refused (self->sources->pdata[row]) || is_too_long (self->rows->pdata[row]);
}

/* The typed text stays in the widget: selected, so that the next one replaces it. */
static void
show_refusal (WaybillUiCertImportPassword *self, guint n_refused)
{
  g_autoptr (GString) text = g_string_new (_ ("Nothing is lost: the files stay chosen."));

  gtk_widget_set_visible (self->box_place, n_refused > 0);
  if (n_refused == 0)
    return;
  g_string_append_c (text, ' ');
  g_string_append (text, is_caps_lock_on (self) ? _ ("Check capital letters: Caps Lock is on.")
                                                : _ ("Check capital and small letters."));
  g_string_append_c (text, ' ');
  g_string_append (text, _ ("If the sheet and the letter name two passwords, the file needs the one typed when it was "
                            "exported, not the one for logging in."));
  waybill_ui_box_set (WAYBILL_UI_BOX (self->box), WAYBILL_UI_BOX_WARN,
                      g_dngettext (GETTEXT_PACKAGE, "That password does not open the file.",
                                   "Those passwords do not open the files.", n_refused),
                      text->str);
}

static void
row_activated (WaybillUiCertImportPassword *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.next", NULL);
}

static void
add_rows (WaybillUiCertImportPassword *self, WaybillCertSource *source, const char *typed)
{
  g_autofree char *shown = waybill_remote_path_dup_display (waybill_cert_source_get_name (source));
  g_autofree char *holds = waybill_words_import_locked (source);
  g_autofree char *name = g_strdup_printf (_ ("Password of %s"), shown);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = g_object_new (ADW_TYPE_PASSWORD_ENTRY_ROW, "use-underline", TRUE, "title",
                                   self->rows->len == 0 ? _ ("_Password of this file") : _ ("Password of this file"), NULL);

  /* Not as a property: its value would be copied where nobody wipes it. */
  gtk_editable_set_text (GTK_EDITABLE (entry), typed);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), waybill_ui_assistant_page_new_row ("dialog-password-symbolic", shown, holds));
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  waybill_ui_name_password (entry, name);
  waybill_ui_name_buttons (list);
  gtk_box_append (GTK_BOX (self->files), list);
  g_ptr_array_add (self->rows, g_object_ref (entry));
  g_ptr_array_add (self->sources, waybill_cert_source_ref (source));
  if (was_refused (self, self->rows->len - 1))
    {
      gtk_widget_add_css_class (entry, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (rows_changed), self);
  g_signal_connect_swapped (entry, "entry-activated", G_CALLBACK (row_activated), self);
}

/* The same file after an attempt is another value: files are told apart by where they are, else by name. */
static gboolean
is_same_file (WaybillCertSource *one, WaybillCertSource *other)
{
  GFile *a = waybill_cert_source_get_file (one), *b = waybill_cert_source_get_file (other);

  if (a != NULL && b != NULL)
    return g_file_equal (a, b);
  return g_str_equal (waybill_cert_source_get_name (one), waybill_cert_source_get_name (other));
}

static GtkEditable *
find_row (WaybillUiCertImportPassword *self, WaybillCertSource *source)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (is_same_file (self->sources->pdata[i], source))
      return self->rows->pdata[i];
  return NULL;
}

static void
empty_row (gpointer row, gpointer user_data)
{
  gtk_editable_set_text (GTK_EDITABLE (row), "");
}

static void
keep_switched (WaybillUiCertImportPassword *self)
{
  if (!self->is_absent)
    self->keep_wished = gtk_switch_get_active (self->keep_switch);
}

static void
place_switch (WaybillUiCertImportPassword *self, GtkListBox *place)
{
  GtkWidget *row = GTK_WIDGET (self->keep_row);

  g_object_ref (row);
  gtk_list_box_remove (GTK_LIST_BOX (gtk_widget_get_parent (row)), row);
  gtk_list_box_append (place, row);
  g_object_unref (row);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_list), place == self->keep_list);
}

/**
 * waybill_ui_cert_import_password_show:
 * @self: the page
 * @plan: the files; those that are locked get a row
 *
 * Shows the files that want a password, and that one was refused. What was typed stays, selected. Main thread.
 */
void
waybill_ui_cert_import_password_show (WaybillUiCertImportPassword *self, WaybillCertPlan *plan)
{
  GPtrArray *sources = waybill_cert_plan_get_sources (plan);
  g_autoptr (GPtrArray) old_rows = g_steal_pointer (&self->rows);
  g_autoptr (GPtrArray) old_sources = g_steal_pointer (&self->sources);
  GtkWidget *child;
  guint n_refused = 0;

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  place_switch (self, self->keep_list);
  while ((child = gtk_widget_get_first_child (self->files)) != NULL)
    gtk_box_remove (GTK_BOX (self->files), child);
  for (guint i = 0; i < sources->len; i++)
    {
      const char *typed = "";

      if (!waybill_cert_source_is_locked (sources->pdata[i]))
        continue;
      for (guint j = 0; j < old_rows->len; j++)
        if (is_same_file (old_sources->pdata[j], sources->pdata[i]))
          typed = gtk_editable_get_text (old_rows->pdata[j]);
      add_rows (self, sources->pdata[i], typed);
      n_refused += was_refused (self, self->rows->len - 1);
    }
  g_ptr_array_foreach (old_rows, empty_row, NULL);
  /* With one file the switch belongs to it; with several it is for all of them. */
  if (self->rows->len == 1)
    place_switch (self, GTK_LIST_BOX (gtk_widget_get_first_child (self->files)));
  show_refusal (self, n_refused);
  show_caps_lock (self);
  rows_changed (self);
}

/**
 * waybill_ui_cert_import_password_set_keyring:
 * @self: the page
 * @keyring: how it is
 *
 * Says where the password can be kept. Without a keyring it is not; with one again, as was wished. Main thread.
 */
void
waybill_ui_cert_import_password_set_keyring (WaybillUiCertImportPassword *self, WaybillSecretKeyring keyring)
{
  const char *sentence = _ ("So that nobody has to type it again");

  self->is_absent = keyring == WAYBILL_SECRET_KEYRING_ABSENT;
  if (self->is_absent)
    sentence = _ ("No keyring is running here: the password is asked for each time Waybill starts");
  else if (keyring == WAYBILL_SECRET_KEYRING_LOCKED)
    sentence = _ ("The keyring is locked: it will ask for its own password first");
  adw_action_row_set_subtitle (self->keep_row, sentence);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep_switch), !self->is_absent);
  gtk_switch_set_active (self->keep_switch, !self->is_absent && self->keep_wished);
}

/**
 * waybill_ui_cert_import_password_dup_password:
 * @self: the page
 * @source: a file
 *
 * Returns: (transfer full) (nullable): what was typed for it
 */
WaybillSecretText *
waybill_ui_cert_import_password_dup_password (WaybillUiCertImportPassword *self, WaybillCertSource *source)
{
  GtkEditable *row = find_row (self, source);
  const char *typed = row != NULL ? gtk_editable_get_text (row) : "";

  return *typed != '\0' ? waybill_secret_text_new (typed) : NULL;
}

/**
 * waybill_ui_cert_import_password_get_keep:
 * @self: the page
 *
 * Returns: whether the passwords shall be kept in the keyring
 */
gboolean
waybill_ui_cert_import_password_get_keep (WaybillUiCertImportPassword *self)
{
  return gtk_switch_get_active (self->keep_switch);
}

/**
 * waybill_ui_cert_import_password_forget:
 * @self: the page
 *
 * Empties the fields. Main thread.
 */
void
waybill_ui_cert_import_password_forget (WaybillUiCertImportPassword *self)
{
  g_ptr_array_foreach (self->rows, empty_row, NULL);
}

/* The first that is empty or was refused. */
static GtkWidget *
waybill_ui_cert_import_password_find_field (WaybillUiAssistantPage *page)
{
  WaybillUiCertImportPassword *self = WAYBILL_UI_CERT_IMPORT_PASSWORD (page);

  for (guint i = 0; i < self->rows->len; i++)
    if (*gtk_editable_get_text (self->rows->pdata[i]) == '\0' || was_refused (self, i))
      {
        gtk_editable_select_region (self->rows->pdata[i], 0, -1);
        return self->rows->pdata[i];
      }
  return self->rows->len > 0 ? self->rows->pdata[0] : NULL;
}

static void
waybill_ui_cert_import_password_realize (GtkWidget *widget)
{
  WaybillUiCertImportPassword *self = WAYBILL_UI_CERT_IMPORT_PASSWORD (widget);
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));

  GTK_WIDGET_CLASS (waybill_ui_cert_import_password_parent_class)->realize (widget);
  self->keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
  if (self->keyboard == NULL)
    return;
  g_object_ref (self->keyboard);
  g_signal_connect_object (self->keyboard, "notify::caps-lock-state", G_CALLBACK (show_caps_lock), self, G_CONNECT_SWAPPED);
  show_caps_lock (self);
}

static void
waybill_ui_cert_import_password_unrealize (GtkWidget *widget)
{
  WaybillUiCertImportPassword *self = WAYBILL_UI_CERT_IMPORT_PASSWORD (widget);

  if (self->keyboard != NULL)
    g_signal_handlers_disconnect_by_func (self->keyboard, show_caps_lock, self);
  g_clear_object (&self->keyboard);
  GTK_WIDGET_CLASS (waybill_ui_cert_import_password_parent_class)->unrealize (widget);
}

static void
waybill_ui_cert_import_password_dispose (GObject *object)
{
  WaybillUiCertImportPassword *self = WAYBILL_UI_CERT_IMPORT_PASSWORD (object);

  if (self->rows != NULL)
    for (guint i = 0; i < self->rows->len; i++)
      {
        g_signal_handlers_disconnect_by_data (self->rows->pdata[i], self);
        empty_row (self->rows->pdata[i], NULL);
      }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  G_OBJECT_CLASS (waybill_ui_cert_import_password_parent_class)->dispose (object);
}

static void
waybill_ui_cert_import_password_class_init (WaybillUiCertImportPasswordClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_import_password_dispose;
  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_import_password_find_field;
  widget_class->realize = waybill_ui_cert_import_password_realize;
  widget_class->unrealize = waybill_ui_cert_import_password_unrealize;
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-import-password.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportPassword, box_place);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportPassword, files);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportPassword, caps_label);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportPassword, keep_list);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportPassword, keep_row);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportPassword, keep_switch);
}

static void
waybill_ui_cert_import_password_init (WaybillUiCertImportPassword *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->keep_wished = gtk_switch_get_active (self->keep_switch);
  g_signal_connect_swapped (self->keep_switch, "notify::active", G_CALLBACK (keep_switched), self);
  /* The row names it too, with the mnemonic's underline. */
  waybill_ui_name_widget (GTK_WIDGET (self->keep_switch), _ ("Keep the password in the keyring"));
  self->box = waybill_ui_box_new (WAYBILL_UI_BOX_WARN, "", "");
  gtk_box_append (GTK_BOX (self->box_place), self->box);
}

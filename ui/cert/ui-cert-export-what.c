/* Which certificate is handed on: identities first, because theirs is the usual case. A store of thousands shows its first
 * rows, and a search finds the others. */

#include "ui-cert-export-what.h"

#include "remote-path.h"
#include "ui-name.h"
#include "words-cert.h"
#include "words-export.h"

#include <glib/gi18n.h>
#include <string.h>

/* Rows of one list; more are found by typing. */
#define MAX_ROWS 50
/* So many certificates are looked through at a glance. */
#define FEW 12

#define FINGERPRINT_KEY "waybill-fingerprint"

struct _WaybillUiCertExportWhat
{
  WaybillUiAssistantPage parent_instance;

  GtkSearchEntry *search;
  GtkWidget *empty;
  AdwPreferencesGroup *identities_group;
  GtkListBox *identities;
  AdwPreferencesGroup *authorities_group;
  GtkListBox *authorities;
  GtkLabel *more;

  WaybillUiContext *context;
  char *fingerprint; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WaybillUiCertExportWhat, waybill_ui_cert_export_what, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static WaybillCertStore *
get_store (WaybillUiCertExportWhat *self)
{
  return waybill_ui_context_get_certificates (self->context);
}

/**
 * waybill_ui_cert_export_what_get_fingerprint:
 * @self: the page
 *
 * Returns: (nullable): of the certificate chosen, if the store still has it
 */
const char *
waybill_ui_cert_export_what_get_fingerprint (WaybillUiCertExportWhat *self)
{
  if (self->fingerprint == NULL || waybill_cert_store_find_fingerprint (get_store (self), self->fingerprint) == NULL)
    return NULL;
  return self->fingerprint;
}

static void
chosen (GtkCheckButton *check, GParamSpec *spec, WaybillUiCertExportWhat *self)
{
  if (!gtk_check_button_get_active (check))
    return;
  g_free (self->fingerprint);
  self->fingerprint = g_strdup (g_object_get_data (G_OBJECT (check), FINGERPRINT_KEY));
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), TRUE);
}

/* "Good for logging in (client authentication) · Good for 12 months". */
static char *
dup_subtitle (const WaybillCertEntry *entry)
{
  g_autofree char *expiry = waybill_words_cert_expiry (entry->certificate);
  gboolean is_good;

  if (entry->token != NULL)
    return g_strdup_printf ("%s · %s", _ ("Its key is on a card and stays there"), expiry);
  if (!entry->is_identity)
    return g_steal_pointer (&expiry);
  waybill_words_export_purpose (entry->certificate, &is_good);
  return g_strdup_printf ("%s · %s", is_good ? _ ("Good for client authentication") : _ ("Not for client authentication"),
                          expiry);
}

/* group: (nullable): any other radio of the page. */
static GtkCheckButton *
add_row (WaybillUiCertExportWhat *self, GtkListBox *list, const WaybillCertEntry *entry, GtkCheckButton *group)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);
  g_autofree char *subtitle = dup_subtitle (entry);
  g_autofree char *shown = waybill_remote_path_dup_display (entry->label);
  GtkWidget *row = waybill_ui_assistant_page_new_row (NULL, entry->label, subtitle);
  GtkWidget *check = g_object_new (GTK_TYPE_CHECK_BUTTON, "valign", GTK_ALIGN_CENTER, NULL);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  g_object_set_data_full (G_OBJECT (check), FINGERPRINT_KEY, g_strdup (fingerprint), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strcmp0 (fingerprint, self->fingerprint) == 0);
  g_signal_connect_object (check, "notify::active", G_CALLBACK (chosen), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  waybill_ui_name_widget (check, shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  gtk_list_box_append (list, row);
  return GTK_CHECK_BUTTON (check);
}

static gboolean
is_found (const WaybillCertEntry *entry, const char *wanted)
{
  g_autofree char *label = g_utf8_casefold (entry->label, -1);
  g_autofree char *name = g_utf8_casefold (waybill_cert_certificate_get_name (entry->certificate), -1);

  return strstr (label, wanted) != NULL || strstr (name, wanted) != NULL
         || g_str_has_prefix (waybill_cert_certificate_get_fingerprint (entry->certificate), wanted);
}

static gboolean
is_chosen (WaybillUiCertExportWhat *self, const WaybillCertEntry *entry)
{
  return g_strcmp0 (waybill_cert_certificate_get_fingerprint (entry->certificate), self->fingerprint) == 0;
}

/* The one that is chosen is always among the rows. Returns how many have no row. */
static guint
fill (WaybillUiCertExportWhat *self, GPtrArray *entries, gboolean identities, GtkCheckButton **group)
{
  GtkListBox *list = identities ? self->identities : self->authorities;
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  guint n_rows = 0, n_more = 0;

  waybill_ui_assistant_page_clear (list);
  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];

      if (entry->is_identity != identities || (*wanted != '\0' && !is_found (entry, wanted) && !is_chosen (self, entry)))
        continue;
      if (n_rows < MAX_ROWS || is_chosen (self, entry))
        {
          *group = add_row (self, list, entry, *group);
          n_rows++;
        }
      else
        n_more++;
    }
  gtk_widget_set_visible (GTK_WIDGET (identities ? self->identities_group : self->authorities_group), n_rows > 0);
  return n_more;
}

static void
show_more (WaybillUiCertExportWhat *self, guint n_more)
{
  g_autofree char *text
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more is in the store: type a part of its name above.",
                                      "%u more are in the store: type a part of their names above.", n_more),
                         n_more);

  gtk_label_set_text (self->more, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
}

static void
refresh (WaybillUiCertExportWhat *self)
{
  g_autoptr (GPtrArray) entries = NULL;
  GtkCheckButton *group = NULL;
  guint n_more;

  if (self->context == NULL)
    return;
  entries = waybill_cert_store_list (get_store (self));
  n_more = fill (self, entries, TRUE, &group);
  n_more += fill (self, entries, FALSE, &group);
  show_more (self, n_more);
  gtk_widget_set_visible (self->empty, entries->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->search), entries->len > FEW);
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self),
                                       waybill_ui_cert_export_what_get_fingerprint (self) != NULL);
}

/* What was chosen by hand stays; where there is but one certificate with its key it is meant. */
static void
choose_first (WaybillUiCertExportWhat *self)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (get_store (self));
  const WaybillCertEntry *only = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];

      if (!entry->is_identity)
        continue;
      if (only != NULL)
        return;
      only = entry;
    }
  if (only != NULL)
    self->fingerprint = g_strdup (waybill_cert_certificate_get_fingerprint (only->certificate));
}

/**
 * waybill_ui_cert_export_what_show:
 * @self: the page
 * @context: the stores
 * @fingerprint: (nullable): chosen beforehand
 *
 * Called once. Main thread.
 */
void
waybill_ui_cert_export_what_show (WaybillUiCertExportWhat *self, WaybillUiContext *context, const char *fingerprint)
{
  g_set_object (&self->context, context);
  self->fingerprint = g_strdup (fingerprint);
  if (fingerprint == NULL)
    choose_first (self);
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static gboolean
is_active_check (GtkWidget *widget)
{
  return GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_active (GTK_CHECK_BUTTON (widget));
}

static GtkWidget *
find_active (GtkWidget *widget)
{
  if (is_active_check (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_active (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_first (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_CHECK_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_first (child);
  return found;
}

static GtkWidget *
waybill_ui_cert_export_what_find_field (WaybillUiAssistantPage *page)
{
  WaybillUiCertExportWhat *self = WAYBILL_UI_CERT_EXPORT_WHAT (page);
  GtkWidget *found = find_active (GTK_WIDGET (self->identities));

  if (found == NULL)
    found = find_active (GTK_WIDGET (self->authorities));
  if (found == NULL && gtk_widget_get_visible (GTK_WIDGET (self->search)))
    return GTK_WIDGET (self->search);
  if (found == NULL)
    found = find_first (GTK_WIDGET (self->identities));
  return found != NULL ? found : find_first (GTK_WIDGET (self->authorities));
}

static void
waybill_ui_cert_export_what_dispose (GObject *object)
{
  WaybillUiCertExportWhat *self = WAYBILL_UI_CERT_EXPORT_WHAT (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->fingerprint, g_free);
  G_OBJECT_CLASS (waybill_ui_cert_export_what_parent_class)->dispose (object);
}

static void
waybill_ui_cert_export_what_class_init (WaybillUiCertExportWhatClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_export_what_dispose;
  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_export_what_find_field;
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-export-what.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportWhat, search);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportWhat, empty);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportWhat, identities_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportWhat, identities);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportWhat, authorities_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportWhat, authorities);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertExportWhat, more);
}

static void
waybill_ui_cert_export_what_init (WaybillUiCertExportWhat *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

/* The form of a new certificate. What is wrong is said below the fields when the focus leaves one, never while typing. */

#include "ui-cert-request-who.h"

#include "ui-box.h"
#include "ui-cert-request-defaults.h"
#include "ui-help.h"
#include "words-request.h"
#include "words-subject.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WaybillUiCertRequestWho
{
  WaybillUiAssistantPage parent_instance;

  gboolean is_typed;
  gboolean filling;

  GtkWidget *failure_place;
  GtkWidget *subject_group;
  GtkEditable *company_row;
  GtkEditable *name_row;
  GtkEditable *country_row;
  AdwExpanderRow *more_row;
  GtkEditable *department_row;
  GtkEditable *place_row;
  GtkEditable *state_row;
  GtkEditable *mail_row;
  GtkEditable *names_row;
  GtkLabel *problem;
  GtkWidget *key_group;
  AdwActionRow *rsa_row;
  GtkCheckButton *rsa_check;
  AdwActionRow *curve_row;
  GtkCheckButton *curve_check;
  GtkWidget *signer_group;
  AdwActionRow *partner_row;
  GtkCheckButton *partner_check;
  AdwActionRow *self_row;
  GtkCheckButton *self_check;
  AdwComboRow *days_row;
  GtkWidget *making;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertRequestWho, waybill_ui_cert_request_who, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static guint signer_signal;

/* As they stand in the list. */
static const guint days[] = { 365, 730, 1826, 3652 };

/* Each with its record for F1. */
#define ROW(name) G_STRUCT_OFFSET (WaybillUiCertRequestWho, name)
static const struct
{
  goffset row;
  const char *help;
} fields[] = {
  { ROW (company_row), "request-company" }, { ROW (name_row), "request-name" },
  { ROW (country_row), "request-country" }, { ROW (department_row), "request-department" },
  { ROW (place_row), "request-place" },     { ROW (state_row), "request-state" },
  { ROW (mail_row), "request-mail" },       { ROW (names_row), "request-names" },
  { ROW (rsa_row), "request-key" },         { ROW (curve_row), "request-key" },
  { ROW (partner_row), "request-signer" },  { ROW (self_row), "request-signer" },
  { ROW (days_row), "request-days" },
};

static GtkWidget *
get_row (WaybillUiCertRequestWho *self, gsize field)
{
  return G_STRUCT_MEMBER (GtkWidget *, self, fields[field].row);
}

static char *
dup_typed (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

/* What was typed */

/**
 * waybill_ui_cert_request_who_dup_subject:
 * @self: the page
 *
 * Returns: (transfer full): the subject (RFC 4514), without the fields that are empty
 */
char *
waybill_ui_cert_request_who_dup_subject (WaybillUiCertRequestWho *self)
{
  g_autofree char *name = dup_typed (self->name_row), *department = dup_typed (self->department_row);
  g_autofree char *company = dup_typed (self->company_row), *place = dup_typed (self->place_row);
  g_autofree char *state = dup_typed (self->state_row), *typed = dup_typed (self->country_row);
  g_autofree char *country = g_ascii_strup (typed, -1);

  return waybill_cert_request_make_subject ("CN", name, "OU", department, "O", company, "L", place, "ST", state, "C",
                                            country, NULL);
}

/**
 * waybill_ui_cert_request_who_dup_names:
 * @self: the page
 *
 * Returns: (transfer full) (array zero-terminated=1): the mail address and the other names, one each
 */
char **
waybill_ui_cert_request_who_dup_names (WaybillUiCertRequestWho *self)
{
  g_autofree char *text
      = g_strdup_printf ("%s,%s", gtk_editable_get_text (self->mail_row), gtk_editable_get_text (self->names_row));
  g_auto (GStrv) parts = g_strsplit_set (text, ",; \t", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_strv_builder_add (names, *part);
  return g_strv_builder_end (names);
}

/**
 * waybill_ui_cert_request_who_dup_name:
 * @self: the page
 *
 * Returns: (transfer full): the name in the certificate
 */
char *
waybill_ui_cert_request_who_dup_name (WaybillUiCertRequestWho *self)
{
  return dup_typed (self->name_row);
}

/**
 * waybill_ui_cert_request_who_get_key_kind:
 * @self: the page
 *
 * Returns: which key is wanted
 */
WaybillCertKeyKind
waybill_ui_cert_request_who_get_key_kind (WaybillUiCertRequestWho *self)
{
  return gtk_check_button_get_active (self->curve_check) ? WAYBILL_CERT_KEY_KIND_EC256 : WAYBILL_CERT_KEY_KIND_RSA3072;
}

/**
 * waybill_ui_cert_request_who_get_days:
 * @self: the page
 *
 * Returns: how long a self-signed certificate shall be good, days; 0: somebody else signs it
 */
guint
waybill_ui_cert_request_who_get_days (WaybillUiCertRequestWho *self)
{
  guint selected = adw_combo_row_get_selected (self->days_row);

  if (!gtk_check_button_get_active (self->self_check))
    return 0;
  return selected < G_N_ELEMENTS (days) ? days[selected] : days[1];
}

/**
 * waybill_ui_cert_request_who_is_typed:
 * @self: the page
 *
 * Returns: whether the person changed anything
 */
gboolean
waybill_ui_cert_request_who_is_typed (WaybillUiCertRequestWho *self)
{
  return self->is_typed;
}

/* What is wrong with it */

static void
say (WaybillUiCertRequestWho *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

/* (transfer full) (nullable): what is wrong, in words. */
static char *
dup_fault (WaybillUiCertRequestWho *self)
{
  g_autofree char *subject = waybill_ui_cert_request_who_dup_subject (self);
  g_auto (GStrv) names = waybill_ui_cert_request_who_dup_names (self);
  char *fault = waybill_words_subject_fault (subject);

  for (char **name = names; fault == NULL && *name != NULL; name++)
    fault = waybill_words_subject_name_fault (*name);
  if (fault == NULL && g_strv_length (names) > WAYBILL_CERT_REQUEST_MAX_NAMES)
    fault = g_strdup_printf (_ ("A request can have %d further names."), WAYBILL_CERT_REQUEST_MAX_NAMES);
  return fault;
}

/* The certificate of whom nobody can name is of no use: the one field that has to be there. */
static void
update_ready (WaybillUiCertRequestWho *self)
{
  g_autofree char *name = dup_typed (self->name_row);

  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), *name != '\0');
}

/**
 * waybill_ui_cert_request_who_check:
 * @self: the page
 *
 * Looks at what was typed, and says what is wrong with it. Main thread.
 *
 * Returns: whether nothing is
 */
gboolean
waybill_ui_cert_request_who_check (WaybillUiCertRequestWho *self)
{
  g_autofree char *fault = dup_fault (self);

  say (self, fault);
  return fault == NULL;
}

static void
focus_left (GtkEventControllerFocus *controller, WaybillUiCertRequestWho *self)
{
  g_autofree char *name = dup_typed (self->name_row);

  if (*name != '\0')
    waybill_ui_cert_request_who_check (self);
}

static void
typed (WaybillUiCertRequestWho *self)
{
  if (self->filling)
    return;
  self->is_typed = TRUE;
  say (self, NULL);
  update_ready (self);
}

static void
activated (WaybillUiCertRequestWho *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.next", NULL);
}

static void
signer_changed (WaybillUiCertRequestWho *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->days_row), gtk_check_button_get_active (self->self_check));
  /* The window's button says what is made. */
  g_signal_emit (self, signer_signal, 0);
}

/**
 * waybill_ui_cert_request_who_fill:
 * @self: the page
 * @context: the stores
 * @partner: (nullable): whom it is for
 *
 * Begins with what is known. Main thread.
 */
void
waybill_ui_cert_request_who_fill (WaybillUiCertRequestWho *self, WaybillUiContext *context, WaybillPartner *partner)
{
  g_autoptr (WaybillUiCertRequestDefaults) defaults
      = waybill_ui_cert_request_defaults_new (waybill_ui_context_get_certificates (context), partner, g_get_user_name (),
                                              g_get_real_name (), g_get_host_name (), g_get_language_names ());

  self->filling = TRUE;
  gtk_editable_set_text (self->company_row, defaults->company);
  gtk_editable_set_text (self->name_row, defaults->name);
  gtk_editable_set_text (self->country_row, defaults->country);
  self->filling = FALSE;
  update_ready (self);
}

/**
 * waybill_ui_cert_request_who_set_busy:
 * @self: the page
 * @busy: whether the key is being made
 *
 * Main thread.
 */
void
waybill_ui_cert_request_who_set_busy (WaybillUiCertRequestWho *self, gboolean busy)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* GTK 4.8 complains of a field that is greyed out while it has the focus. */
  if (busy && root != NULL)
    gtk_root_set_focus (root, NULL);
  gtk_widget_set_visible (self->making, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->subject_group, !busy);
  gtk_widget_set_sensitive (self->key_group, !busy);
  gtk_widget_set_sensitive (self->signer_group, !busy);
}

/**
 * waybill_ui_cert_request_who_set_failure:
 * @self: the page
 * @words: (nullable): why nothing was made; %NULL: nothing failed
 *
 * Main thread.
 */
void
waybill_ui_cert_request_who_set_failure (WaybillUiCertRequestWho *self, const WaybillWords *words)
{
  GtkWidget *old = gtk_widget_get_first_child (self->failure_place);
  g_autofree char *text = words != NULL ? waybill_words_to_body (words, " ") : NULL;
  g_autofree char *whole = words != NULL ? g_strdup_printf (_ ("%s Nothing was stored."), text) : NULL;

  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->failure_place), old);
  if (words != NULL)
    gtk_box_append (GTK_BOX (self->failure_place), waybill_ui_box_new (WAYBILL_UI_BOX_SHARP, words->title, whole));
  gtk_widget_set_visible (self->failure_place, words != NULL);
}

static GtkWidget *
waybill_ui_cert_request_who_find_field (WaybillUiAssistantPage *page)
{
  WaybillUiCertRequestWho *self = WAYBILL_UI_CERT_REQUEST_WHO (page);
  GtkEditable *rows[] = { self->company_row, self->name_row, self->country_row };

  if (gtk_widget_get_visible (self->failure_place))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (*gtk_editable_get_text (rows[i]) == '\0')
      return GTK_WIDGET (rows[i]);
  return GTK_WIDGET (self->company_row);
}

static void
waybill_ui_cert_request_who_class_init (WaybillUiCertRequestWhoClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_request_who_find_field;
  signer_signal
      = g_signal_new ("signer-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WaybillUiCertRequestWho, name)
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-request-who.ui");
  BIND (failure_place);
  BIND (subject_group);
  BIND (company_row);
  BIND (name_row);
  BIND (country_row);
  BIND (more_row);
  BIND (department_row);
  BIND (place_row);
  BIND (state_row);
  BIND (mail_row);
  BIND (names_row);
  BIND (problem);
  BIND (key_group);
  BIND (rsa_row);
  BIND (rsa_check);
  BIND (curve_row);
  BIND (curve_check);
  BIND (signer_group);
  BIND (partner_row);
  BIND (partner_check);
  BIND (self_row);
  BIND (self_check);
  BIND (days_row);
  BIND (making);
  BIND (spinner);
#undef BIND
}

static void
watch_row (WaybillUiCertRequestWho *self, GtkWidget *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (row, "changed", G_CALLBACK (typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left), self, 0);
  gtk_widget_add_controller (row, focus);
}

static void
name_key (AdwActionRow *row, GtkCheckButton *check, WaybillCertKeyKind kind)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), waybill_words_request_key_title (kind));
  adw_action_row_set_subtitle (row, waybill_words_request_key_text (kind));
  waybill_ui_name_widget (GTK_WIDGET (check), waybill_words_request_key_title (kind));
}

static void
waybill_ui_cert_request_who_init (WaybillUiCertRequestWho *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      waybill_ui_help_attach (get_row (self, i), fields[i].help);
      if (ADW_IS_ENTRY_ROW (get_row (self, i)))
        watch_row (self, get_row (self, i));
    }
  name_key (self->rsa_row, self->rsa_check, WAYBILL_CERT_KEY_KIND_RSA3072);
  name_key (self->curve_row, self->curve_check, WAYBILL_CERT_KEY_KIND_EC256);
  waybill_ui_name_expander (GTK_WIDGET (self->more_row), _ ("More of the subject"));
  waybill_ui_name_widget (GTK_WIDGET (self->partner_check), _ ("The partner or their authority signs it"));
  waybill_ui_name_widget (GTK_WIDGET (self->self_check), _ ("Nobody signs it"));
  g_signal_connect_object (self->self_check, "toggled", G_CALLBACK (signer_changed), self, G_CONNECT_SWAPPED);
}

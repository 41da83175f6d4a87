/* The names of what is to be stored, checked while they are typed, and for each authority that renews one of the store the
 * choice between replacing it and keeping both. */

#include "ui-cert-import-names.h"

#include "remote-path.h"
#include "ui-box.h"
#include "words-import.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_LABEL 256

typedef struct
{
  GtkWidget *entry;   /* (nullable): nothing to name */
  char *older;        /* (nullable): fingerprint */
  GtkWidget *replace; /* (nullable) */
} Item;

struct _WaybillUiCertImportNames
{
  WaybillUiAssistantPage parent_instance;

  WaybillUiContext *context;
  WaybillCertPlan *plan;
  GPtrArray *items;
  GHashTable *typed; /* fingerprint to the name that a person gave */
  gboolean filling;
  AdwPreferencesGroup *identities_group;
  GtkListBox *identities;
  AdwPreferencesGroup *authorities_group;
  GtkListBox *authorities;
  GtkLabel *problem;
  GtkWidget *older;
};

G_DEFINE_FINAL_TYPE (WaybillUiCertImportNames, waybill_ui_cert_import_names, WAYBILL_TYPE_UI_ASSISTANT_PAGE)

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_object (&item->entry);
  g_clear_object (&item->replace);
  g_free (item->older);
  g_free (item);
}

static char *
fold (const char *label)
{
  g_autofree char *stripped = g_strstrip (g_strdup (label));
  g_autofree char *composed = g_utf8_normalize (stripped, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (composed != NULL ? composed : "", -1);
}

static gboolean
is_replaced (WaybillUiCertImportNames *self, const WaybillCertEntry *entry)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (entry->certificate);

  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (waybill_ui_cert_import_names_get_older (self, i), fingerprint) == 0)
      return TRUE;
  return FALSE;
}

/* (transfer full): the names in the store that stay, folded. Once for all items: there may be many of both, and a key is
 * pressed. */
static GHashTable *
list_taken (WaybillUiCertImportNames *self)
{
  g_autoptr (GPtrArray) entries = waybill_cert_store_list (waybill_ui_context_get_certificates (self->context));
  GHashTable *taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const WaybillCertEntry *entry = entries->pdata[i];

      if (!is_replaced (self, entry))
        g_hash_table_add (taken, fold (entry->label));
    }
  return taken;
}

/* (nullable): what is wrong with the name of an item. */
static const char *
find_problem (WaybillUiCertImportNames *self, guint index, GHashTable *taken, GHashTable *seen)
{
  const char *label = waybill_ui_cert_import_names_get_label (self, index);
  g_autofree char *folded = label != NULL ? fold (label) : NULL;

  if (label == NULL)
    return NULL;
  if (*folded == '\0')
    return _ ("A name is missing.");
  if (strlen (label) > MAX_LABEL)
    return _ ("This name is too long.");
  if (g_hash_table_contains (taken, folded))
    return _ ("Another certificate in the store has this name already. Choose another one.");
  if (!g_hash_table_add (seen, g_steal_pointer (&folded)))
    return _ ("Two of these names are the same. Change one of them.");
  return NULL;
}

/**
 * waybill_ui_cert_import_names_check:
 * @self: the page
 *
 * Looks at every name, marks those that cannot be one, and says what is wrong with the first. Main thread.
 *
 * Returns: whether all are good
 */
gboolean
waybill_ui_cert_import_names_check (WaybillUiCertImportNames *self)
{
  g_autoptr (GHashTable) taken = list_taken (self);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *first = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = self->items->pdata[i];
      const char *problem = find_problem (self, i, taken, seen);

      if (item->entry == NULL)
        continue;
      if (problem != NULL)
        gtk_widget_add_css_class (item->entry, "error");
      else
        gtk_widget_remove_css_class (item->entry, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (item->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
      if (first == NULL)
        first = problem;
    }
  gtk_label_set_text (self->problem, first != NULL ? first : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), first != NULL);
  waybill_ui_assistant_page_set_ready (WAYBILL_UI_ASSISTANT_PAGE (self), first == NULL);
  return first == NULL;
}

static void
label_changed (WaybillUiCertImportNames *self, GtkEditable *entry)
{
  GPtrArray *items = waybill_cert_plan_get_items (self->plan);

  if (self->filling)
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = self->items->pdata[i];
      WaybillCertPlanItem *planned = items->pdata[i];

      if (item->entry == GTK_WIDGET (entry))
        g_hash_table_replace (self->typed, g_strdup (waybill_cert_certificate_get_fingerprint (planned->certificate)),
                              g_strdup (gtk_editable_get_text (entry)));
    }
  waybill_ui_cert_import_names_check (self);
}

static void
choice_changed (WaybillUiCertImportNames *self)
{
  if (!self->filling)
    waybill_ui_cert_import_names_check (self);
}

static void
row_activated (WaybillUiCertImportNames *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.next", NULL);
}

static GtkWidget *
add_entry (WaybillUiCertImportNames *self, WaybillCertPlanItem *planned, const char *label)
{
  const char *typed = g_hash_table_lookup (self->typed, waybill_cert_certificate_get_fingerprint (planned->certificate));
  g_autofree char *subject = waybill_remote_path_dup_display (waybill_cert_certificate_get_name (planned->certificate));
  g_autofree char *name = g_strdup_printf (_ ("Name of %s"), subject);
  gboolean is_ours = waybill_cert_plan_item_is_ours (planned);
  GtkListBox *list = is_ours ? self->identities : self->authorities;
  gboolean is_first = gtk_list_box_get_row_at_index (list, 0) == NULL;
  const char *titles[] = { _ ("Name of the authority"), _ ("Name of the _authority"), _ ("Name of your certificate"),
                           _ ("Name of _your certificate") };
  GtkWidget *entry
      = g_object_new (ADW_TYPE_ENTRY_ROW, "use-underline", TRUE, "title", titles[(is_ours ? 2 : 0) + (is_first ? 1 : 0)],
                      "text", typed != NULL ? typed : label, NULL);
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (entry));

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (delegate != NULL)
    waybill_ui_name_widget (GTK_WIDGET (delegate), name);
  g_signal_connect_object (entry, "changed", G_CALLBACK (label_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "entry-activated", G_CALLBACK (row_activated), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (list, entry);
  return g_object_ref (entry);
}

static char **
dup_trusting (WaybillUiCertImportNames *self, const char *fingerprint)
{
  WaybillPartnerStore *store = waybill_ui_context_get_partners (self->context);
  g_autoptr (GPtrArray) users = waybill_partner_store_users_of_certificate (store, fingerprint);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < users->len; i++)
    if (g_strv_contains (waybill_partner_get_authorities (users->pdata[i]), fingerprint))
      g_strv_builder_add (names, waybill_partner_get_name (users->pdata[i]));
  return g_strv_builder_end (names);
}

static GtkWidget *
add_choice (GtkListBox *list, const char *title, const char *subtitle, const char *name)
{
  GtkWidget *row = waybill_ui_assistant_page_new_row (NULL, title, subtitle);
  GtkWidget *check = g_object_new (GTK_TYPE_CHECK_BUTTON, "valign", GTK_ALIGN_CENTER, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  waybill_ui_name_widget (check, name);
  gtk_list_box_append (list, row);
  return check;
}

static void
add_older (WaybillUiCertImportNames *self, Item *item, const WaybillCertEntry *older, WaybillCertCertificate *newer)
{
  const char *fingerprint = waybill_cert_certificate_get_fingerprint (older->certificate);
  g_auto (GStrv) trusting = dup_trusting (self, fingerprint);
  guint n = g_strv_length (trusting);
  g_autofree char *what = waybill_words_import_older (older, newer, (const char *const *) trusting);
  g_autofree char *carried
      = n == 1
            ? g_strdup (_ ("The partner that trusts it will trust the new one. You can undo this."))
            : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "The %u partner that trusts it will trust the new one. You can undo this.",
                                            "The %u partners that trust it will trust the new one. You can undo this.", n),
                               n);
  g_autofree char *replace_name = g_strdup_printf (_ ("Replace %s"), older->label);
  g_autofree char *keep_name = g_strdup_printf (_ ("Keep %s too"), older->label);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  GtkWidget *replace, *keep;

  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("An older authority was found"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_list_box_append (GTK_LIST_BOX (list),
                       waybill_ui_assistant_page_new_row ("document-open-recent-symbolic", older->label, what));
  replace = add_choice (GTK_LIST_BOX (list), _ ("Replace the older one (recommended)"),
                        n > 0 ? carried : _ ("No partner trusts it by name. You can undo this."), replace_name);
  keep = add_choice (GTK_LIST_BOX (list), _ ("Keep both"), _ ("Use this if the partner changes over on a later date."),
                     keep_name);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (keep), GTK_CHECK_BUTTON (replace));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (replace), TRUE);
  g_signal_connect_object (replace, "toggled", G_CALLBACK (choice_changed), self, G_CONNECT_SWAPPED);
  waybill_ui_name_lists (group);
  gtk_box_append (GTK_BOX (self->older), group);
  item->older = g_strdup (fingerprint);
  item->replace = g_object_ref (replace);
}

static void
add_item (WaybillUiCertImportNames *self, WaybillCertPlanItem *planned, const char *label)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);
  const WaybillCertEntry *older = NULL;
  Item *item = g_new0 (Item, 1);

  g_ptr_array_add (self->items, item);
  if (label == NULL)
    return;
  item->entry = add_entry (self, planned, label);
  if (!waybill_cert_plan_item_is_ours (planned))
    older = waybill_cert_store_find_older (store, planned->certificate);
  if (older != NULL)
    add_older (self, item, older, planned->certificate);
}

/**
 * waybill_ui_cert_import_names_show:
 * @self: the page
 * @context: the stores
 * @plan: what is to be stored
 * @labels: (element-type utf8): what is suggested for each item; %NULL: nothing to name
 *
 * Shows a field for each new item. Names typed before stay. Main thread.
 */
void
waybill_ui_cert_import_names_show (WaybillUiCertImportNames *self,
                                   WaybillUiContext *context,
                                   WaybillCertPlan *plan,
                                   GPtrArray *labels)
{
  GPtrArray *items = waybill_cert_plan_get_items (plan);
  guint n_identities = waybill_cert_plan_get_n_identities (plan);
  GtkWidget *child;

  if (self->plan == plan)
    {
      waybill_ui_cert_import_names_check (self);
      return;
    }
  g_clear_pointer (&self->plan, waybill_cert_plan_unref);
  self->plan = waybill_cert_plan_ref (plan);
  g_set_object (&self->context, context);
  self->filling = TRUE;
  g_ptr_array_set_size (self->items, 0);
  waybill_ui_assistant_page_clear (self->identities);
  waybill_ui_assistant_page_clear (self->authorities);
  while ((child = gtk_widget_get_first_child (self->older)) != NULL)
    gtk_box_remove (GTK_BOX (self->older), child);
  for (guint i = 0; i < items->len; i++)
    add_item (self, items->pdata[i], labels->pdata[i]);
  self->filling = FALSE;
  adw_preferences_group_set_title (self->identities_group,
                                   n_identities > 1 ? _ ("Your certificates") : _ ("Your certificate"));
  gtk_widget_set_visible (GTK_WIDGET (self->identities_group), gtk_list_box_get_row_at_index (self->identities, 0) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->authorities_group),
                          gtk_list_box_get_row_at_index (self->authorities, 0) != NULL);
  gtk_widget_set_visible (self->older, gtk_widget_get_first_child (self->older) != NULL);
  waybill_ui_cert_import_names_check (self);
}

/**
 * waybill_ui_cert_import_names_get_label:
 * @self: the page
 * @item: index in the plan's items
 *
 * Returns: (nullable): its name as typed; %NULL when the store has it already
 */
const char *
waybill_ui_cert_import_names_get_label (WaybillUiCertImportNames *self, guint item)
{
  Item *found = item < self->items->len ? self->items->pdata[item] : NULL;

  return found != NULL && found->entry != NULL ? gtk_editable_get_text (GTK_EDITABLE (found->entry)) : NULL;
}

/**
 * waybill_ui_cert_import_names_get_older:
 * @self: the page
 * @item: index in the plan's items
 *
 * Returns: (nullable): the fingerprint of the older authority that it replaces
 */
const char *
waybill_ui_cert_import_names_get_older (WaybillUiCertImportNames *self, guint item)
{
  Item *found = item < self->items->len ? self->items->pdata[item] : NULL;

  if (found == NULL || found->replace == NULL || !gtk_check_button_get_active (GTK_CHECK_BUTTON (found->replace)))
    return NULL;
  return found->older;
}

static GtkWidget *
waybill_ui_cert_import_names_find_field (WaybillUiAssistantPage *page)
{
  WaybillUiCertImportNames *self = WAYBILL_UI_CERT_IMPORT_NAMES (page);
  GtkWidget *first = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = self->items->pdata[i];

      if (item->entry != NULL && gtk_widget_has_css_class (item->entry, "error"))
        return item->entry;
      if (first == NULL)
        first = item->entry;
    }
  return first;
}

static void
waybill_ui_cert_import_names_dispose (GObject *object)
{
  WaybillUiCertImportNames *self = WAYBILL_UI_CERT_IMPORT_NAMES (object);

  g_ptr_array_set_size (self->items, 0);
  g_clear_object (&self->context);
  g_clear_pointer (&self->plan, waybill_cert_plan_unref);
  G_OBJECT_CLASS (waybill_ui_cert_import_names_parent_class)->dispose (object);
}

static void
waybill_ui_cert_import_names_finalize (GObject *object)
{
  WaybillUiCertImportNames *self = WAYBILL_UI_CERT_IMPORT_NAMES (object);

  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->typed);
  G_OBJECT_CLASS (waybill_ui_cert_import_names_parent_class)->finalize (object);
}

static void
waybill_ui_cert_import_names_class_init (WaybillUiCertImportNamesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = waybill_ui_cert_import_names_dispose;
  G_OBJECT_CLASS (klass)->finalize = waybill_ui_cert_import_names_finalize;
  WAYBILL_UI_ASSISTANT_PAGE_CLASS (klass)->find_field = waybill_ui_cert_import_names_find_field;
  gtk_widget_class_set_template_from_resource (widget_class, WAYBILL_RESOURCE_PATH "/ui-cert-import-names.ui");
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportNames, identities_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportNames, identities);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportNames, authorities_group);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportNames, authorities);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportNames, problem);
  gtk_widget_class_bind_template_child (widget_class, WaybillUiCertImportNames, older);
}

static void
waybill_ui_cert_import_names_init (WaybillUiCertImportNames *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

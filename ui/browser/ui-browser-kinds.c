/* Icon and word for a name. No file is looked into: a partner's cannot be, and this computer's would take too long. */

#include "ui-browser-kinds.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST 500

struct _WaybillUiBrowserKinds
{
  GHashTable *by_ending; /* "csv" -> kind */
  WaybillUiBrowserKind *by_type[WAYBILL_REMOTE_ENTRY_UNREADABLE + 1];
};

static const struct
{
  WaybillRemoteEntryType type;
  const char *icon;
  const char *word;
} types[] = {
  { WAYBILL_REMOTE_ENTRY_DIR, "folder-symbolic", N_ ("folder") },
  { WAYBILL_REMOTE_ENTRY_LINK, "insert-link-symbolic", N_ ("link") },
  { WAYBILL_REMOTE_ENTRY_OTHER, "text-x-generic-symbolic", N_ ("special file") },
  { WAYBILL_REMOTE_ENTRY_UNREADABLE, "dialog-question-symbolic", N_ ("line that cannot be read") },
};

/* Where Adwaita has a shape that says more than the type's own icon. */
static const struct
{
  const char *type;
  const char *icon;
} icons[] = {
  { "text/csv", "x-office-spreadsheet-symbolic" },
  { "text/tab-separated-values", "x-office-spreadsheet-symbolic" },
  { "application/x-pkcs12", "application-certificate-symbolic" },
  { "application/pkix-cert", "application-certificate-symbolic" },
  { "application/x-x509-ca-cert", "application-certificate-symbolic" },
  { "application/x-pkcs7-certificates", "application-certificate-symbolic" },
};

static WaybillUiBrowserKind *
kind_new (GIcon *icon, const char *word)
{
  WaybillUiBrowserKind *kind = g_new0 (WaybillUiBrowserKind, 1);

  kind->icon = icon;
  kind->word = g_strdup (word);
  return kind;
}

static void
kind_free (gpointer data)
{
  WaybillUiBrowserKind *kind = data;

  if (kind == NULL)
    return;
  g_object_unref (kind->icon);
  g_free (kind->word);
  g_free (kind);
}

/* The theme may lack the icon of the type and of its group: a sheet of paper is always there. Coloured ones of other themes
 * stay out. */
static GIcon *
icon_of (const char *content_type)
{
  g_autoptr (GIcon) icon = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_content_type_is_a (content_type, icons[i].type))
      return g_themed_icon_new (icons[i].icon);
  icon = g_content_type_get_symbolic_icon (content_type);
  if (G_IS_THEMED_ICON (icon))
    for (const char *const *name = g_themed_icon_get_names (G_THEMED_ICON (icon)); *name != NULL; name++)
      if (g_str_has_suffix (*name, "-symbolic"))
        g_ptr_array_add (names, (gpointer) *name);
  g_ptr_array_add (names, (gpointer) "text-x-generic-symbolic");
  return g_themed_icon_new_from_names ((char **) names->pdata, (int) names->len);
}

static WaybillUiBrowserKind *
guess (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *type = g_content_type_guess (valid, NULL, 0, NULL);
  g_autofree char *word = NULL;

  if (g_content_type_is_unknown (type))
    return kind_new (g_themed_icon_new ("text-x-generic-symbolic"), _ ("file"));
  word = g_content_type_get_description (type);
  return kind_new (icon_of (type), word);
}

/**
 * waybill_ui_browser_kinds_get:
 * @self: kinds
 * @entry: an entry of a listing
 *
 * Returns: (transfer none): its icon, and what it is in a word or two
 */
const WaybillUiBrowserKind *
waybill_ui_browser_kinds_get (WaybillUiBrowserKinds *self, const WaybillRemoteEntry *entry)
{
  const char *dot = entry->name != NULL ? strrchr (entry->name, '.') : NULL;
  g_autofree char *ending = NULL;
  WaybillUiBrowserKind *kind;

  if (entry->type != WAYBILL_REMOTE_ENTRY_FILE)
    return self->by_type[entry->type];
  ending = g_ascii_strdown (dot != NULL ? dot : "", -1);
  kind = g_hash_table_lookup (self->by_ending, ending);
  if (kind != NULL)
    return kind;
  /* A server may make endings up without end. */
  if (g_hash_table_size (self->by_ending) >= MOST)
    return self->by_type[WAYBILL_REMOTE_ENTRY_FILE];
  kind = guess (dot != NULL ? entry->name : "");
  g_hash_table_insert (self->by_ending, g_steal_pointer (&ending), kind);
  return kind;
}

WaybillUiBrowserKinds *
waybill_ui_browser_kinds_new (void)
{
  WaybillUiBrowserKinds *self = g_new0 (WaybillUiBrowserKinds, 1);

  self->by_ending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kind_free);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    self->by_type[types[i].type] = kind_new (g_themed_icon_new (types[i].icon), _ (types[i].word));
  self->by_type[WAYBILL_REMOTE_ENTRY_FILE] = kind_new (g_themed_icon_new ("text-x-generic-symbolic"), _ ("file"));
  return self;
}

void
waybill_ui_browser_kinds_free (WaybillUiBrowserKinds *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_ending);
  for (gsize i = 0; i < G_N_ELEMENTS (self->by_type); i++)
    kind_free (self->by_type[i]);
  g_free (self);
}

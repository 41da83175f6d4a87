/* Reads every file once, keeps the partners, writes what is saved. Two programs at once: the last one to save a partner
 * wins, a file at a time. */
#include "partner-store.h"

#include "base-file.h"
#include "partner-near-private.h"
#include "partner-private.h"

#include <string.h>

#define SUFFIX ".partner"
#define FILE_MAX_BYTES (256 * 1024)
#define MOST_SUGGESTIONS 5

struct _WaybillPartnerStore
{
  GObject parent_instance;

  char *folder;
  GPtrArray *partners; /* WaybillPartner, sorted by name */
  guint n_unreadable;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WaybillPartnerStore, waybill_partner_store, G_TYPE_OBJECT)

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *name_a = waybill_partner_get_name (*(WaybillPartner *const *) a);
  const char *name_b = waybill_partner_get_name (*(WaybillPartner *const *) b);
  g_autofree char *key_a = g_utf8_casefold (name_a, -1), *key_b = g_utf8_casefold (name_b, -1);
  int order = g_utf8_collate (key_a, key_b);

  return order != 0 ? order : strcmp (name_a, name_b);
}

static gboolean
same_without_case (const char *a, const char *b)
{
  g_autofree char *key_a = g_utf8_casefold (a, -1), *key_b = g_utf8_casefold (b, -1);

  return strcmp (key_a, key_b) == 0;
}

static WaybillPartner *
load_file (const char *path, const char *file_name, GError **error)
{
  g_autofree char *uuid = g_strndup (file_name, strlen (file_name) - strlen (SUFFIX));
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GBytes) bytes = waybill_base_file_read (path, FILE_MAX_BYTES, error);

  if (bytes == NULL
      || !g_key_file_load_from_bytes (key_file, bytes, G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, error))
    return NULL;
  return waybill_partner_new_from_key_file (uuid, key_file, error);
}

/* One broken file never hides the others. */
static void
store_load_one (WaybillPartnerStore *self, const char *file_name)
{
  g_autofree char *path = g_build_filename (self->folder, file_name, NULL);
  g_autoptr (GError) error = NULL;
  WaybillPartner *partner = load_file (path, file_name, &error);

  if (partner != NULL)
    {
      g_ptr_array_add (self->partners, partner);
      return;
    }
  self->n_unreadable++;
  g_warning ("Partner file %s cannot be read: %s", path, error->message);
}

static gboolean
store_load (WaybillPartnerStore *self, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  const char *file_name;

  if (waybill_base_file_ensure_folder (self->folder, error))
    dir = g_dir_open (self->folder, 0, error);
  if (dir == NULL)
    return FALSE;

  while ((file_name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file_name, SUFFIX) && file_name[0] != '.')
      store_load_one (self, file_name);
  g_ptr_array_sort (self->partners, compare_names);
  return TRUE;
}

/* error: (transfer full), as it came from below. */
static void
propagate_store_error (GError **error, GError *cause)
{
  gboolean is_full = g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE);

  g_set_error_literal (error, WAYBILL_PARTNER_ERROR, is_full ? WAYBILL_PARTNER_ERROR_NO_SPACE : WAYBILL_PARTNER_ERROR_STORE,
                       cause->message);
  g_error_free (cause);
}

/**
 * waybill_partner_store_dup_folder:
 *
 * Returns: (transfer full): where a person's partners lie
 */
char *
waybill_partner_store_dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "waybill", "partners", NULL);
}

/**
 * waybill_partner_store_new:
 * @folder: the folder, made when missing
 * @error: return location
 *
 * Reads every partner. Main thread, as everything of the store.
 *
 * Returns: (transfer full) (nullable): the store, or %NULL with %WAYBILL_PARTNER_ERROR_STORE
 */
WaybillPartnerStore *
waybill_partner_store_new (const char *folder, GError **error)
{
  g_autoptr (WaybillPartnerStore) self = g_object_new (WAYBILL_TYPE_PARTNER_STORE, NULL);
  GError *cause = NULL;

  self->folder = g_strdup (folder);
  if (store_load (self, &cause))
    return g_steal_pointer (&self);

  propagate_store_error (error, cause);
  return NULL;
}

/**
 * waybill_partner_store_get_n_unreadable:
 * @self: a store
 *
 * Returns: how many files were left alone
 */
guint
waybill_partner_store_get_n_unreadable (WaybillPartnerStore *self)
{
  return self->n_unreadable;
}

/**
 * waybill_partner_store_list:
 * @self: a store
 *
 * Returns: (transfer container) (element-type WaybillPartner): every partner, by name
 */
GPtrArray *
waybill_partner_store_list (WaybillPartnerStore *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->partners->len; i++)
    g_ptr_array_add (list, g_object_ref (g_ptr_array_index (self->partners, i)));
  return list;
}

/* How many partners have this name without case, not counting one; the first of them in match. */
static guint
store_match (WaybillPartnerStore *self, const char *name, WaybillPartner *but, WaybillPartner **match)
{
  guint n = 0;

  for (guint i = 0; i < self->partners->len; i++)
    {
      WaybillPartner *partner = g_ptr_array_index (self->partners, i);

      if (partner != but && same_without_case (waybill_partner_get_name (partner), name) && n++ == 0)
        *match = partner;
    }
  return n;
}

static WaybillPartner *
store_find_exact (WaybillPartnerStore *self, const char *name)
{
  for (guint i = 0; i < self->partners->len; i++)
    {
      WaybillPartner *partner = g_ptr_array_index (self->partners, i);

      if (strcmp (waybill_partner_get_name (partner), name) == 0)
        return partner;
    }
  for (guint i = 0; i < self->partners->len; i++)
    {
      WaybillPartner *partner = g_ptr_array_index (self->partners, i);

      if (g_ascii_strcasecmp (waybill_partner_get_uuid (partner), name) == 0)
        return partner;
    }
  return NULL;
}

/**
 * waybill_partner_store_find:
 * @self: a store
 * @name: what somebody typed: a name, or a UUID
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the partner, or %NULL with %WAYBILL_PARTNER_ERROR_NOT_FOUND or
 * %WAYBILL_PARTNER_ERROR_AMBIGUOUS; waybill_partner_store_suggest() gives the near names for both
 */
WaybillPartner *
waybill_partner_store_find (WaybillPartnerStore *self, const char *name, GError **error)
{
  WaybillPartner *partner = NULL;
  guint n = 1;

  if (!g_utf8_validate (name, -1, NULL))
    n = 0;
  else if ((partner = store_find_exact (self, name)) == NULL)
    n = store_match (self, name, NULL, &partner);
  if (n == 1)
    return partner;

  if (n == 0)
    g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_NOT_FOUND, "There is no partner \"%s\"", name);
  else
    g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_AMBIGUOUS, "%u partners are called \"%s\"", n, name);
  return NULL;
}

/**
 * waybill_partner_store_suggest:
 * @self: a store
 * @name: what somebody typed
 *
 * Returns: (transfer full): up to five names near to it, the nearest first; empty when none is
 */
char **
waybill_partner_store_suggest (WaybillPartnerStore *self, const char *name)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  gboolean valid = g_utf8_validate (name, -1, NULL) && strlen (name) <= WAYBILL_PARTNER_NAME_MAX;
  guint most = valid ? (guint) MAX (2, g_utf8_strlen (name, -1) / 3) : 0, n = 0;
  char **names;

  for (guint wanted = 0; valid && wanted <= most; wanted++)
    for (guint i = 0; i < self->partners->len && n < MOST_SUGGESTIONS; i++)
      {
        const char *near = waybill_partner_get_name (g_ptr_array_index (self->partners, i));

        if (waybill_partner_near_distance (name, near) != wanted)
          continue;
        g_strv_builder_add (builder, near);
        n++;
      }
  names = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return names;
}

static gboolean
store_check_name (WaybillPartnerStore *self, WaybillPartner *partner, GError **error)
{
  WaybillPartner *other;

  if (store_match (self, waybill_partner_get_name (partner), partner, &other) == 0)
    return TRUE;

  g_set_error (error, WAYBILL_PARTNER_ERROR, WAYBILL_PARTNER_ERROR_NAME_TAKEN, "There is already a partner \"%s\"",
               waybill_partner_get_name (other));
  return FALSE;
}

static char *
dup_path (WaybillPartnerStore *self, WaybillPartner *partner)
{
  g_autofree char *file_name = g_strconcat (waybill_partner_get_uuid (partner), SUFFIX, NULL);

  return g_build_filename (self->folder, file_name, NULL);
}

static gboolean
store_write (WaybillPartnerStore *self, WaybillPartner *partner, GError **error)
{
  g_autofree char *path = dup_path (self, partner);
  g_autoptr (GKeyFile) key_file = waybill_partner_to_key_file (partner);
  gsize length;
  g_autofree char *text = g_key_file_to_data (key_file, &length, NULL);
  GError *cause = NULL;

  if (!waybill_base_file_write (path, text, length, &cause))
    {
      propagate_store_error (error, cause);
      return FALSE;
    }
  return TRUE;
}

static void
store_changed (WaybillPartnerStore *self)
{
  g_ptr_array_sort (self->partners, compare_names);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * waybill_partner_store_add:
 * @self: a store
 * @partner: a partner that is not in it yet
 * @error: return location
 *
 * Returns: %TRUE when it is on disk; else %FALSE with %WAYBILL_PARTNER_ERROR_NAME_TAKEN or STORE
 */
gboolean
waybill_partner_store_add (WaybillPartnerStore *self, WaybillPartner *partner, GError **error)
{
  g_return_val_if_fail (!g_ptr_array_find (self->partners, partner, NULL), FALSE);

  if (!store_check_name (self, partner, error) || !store_write (self, partner, error))
    return FALSE;

  g_ptr_array_add (self->partners, g_object_ref (partner));
  store_changed (self);
  return TRUE;
}

/**
 * waybill_partner_store_save:
 * @self: a store
 * @partner: one of its partners
 * @error: return location
 *
 * Returns: %TRUE when its values are on disk; else %FALSE with %WAYBILL_PARTNER_ERROR_NAME_TAKEN (after a rename) or STORE
 */
gboolean
waybill_partner_store_save (WaybillPartnerStore *self, WaybillPartner *partner, GError **error)
{
  g_return_val_if_fail (g_ptr_array_find (self->partners, partner, NULL), FALSE);

  if (!store_check_name (self, partner, error) || !store_write (self, partner, error))
    return FALSE;

  store_changed (self);
  return TRUE;
}

/* What another program wrote meanwhile is taken over. */
static gboolean
store_refresh (WaybillPartnerStore *self, WaybillPartner *partner, GError **error)
{
  g_autofree char *path = dup_path (self, partner);
  g_autofree char *file_name = g_path_get_basename (path);
  GError *cause = NULL;
  g_autoptr (WaybillPartner) kept = load_file (path, file_name, &cause);

  if (kept == NULL)
    {
      propagate_store_error (error, cause);
      return FALSE;
    }
  if (waybill_partner_take_values (partner, kept))
    store_changed (self);
  return TRUE;
}

/**
 * waybill_partner_store_take_over:
 * @self: a store
 * @partner: one of its partners, for which waybill_partner_next_judge() says %WAYBILL_PARTNER_NEXT_DUE
 * @error: return location
 *
 * Makes the next certificate the present one, in the file first. Nobody asked for it at this moment, so the file is read
 * anew: what another program changed in it meanwhile stays, and another plan is not carried out.
 *
 * Returns: %TRUE when the partner is as its file is; else %FALSE with %WAYBILL_PARTNER_ERROR_STORE or NO_SPACE, and nothing
 *   changed
 */
gboolean
waybill_partner_store_take_over (WaybillPartnerStore *self, WaybillPartner *partner, GError **error)
{
  g_autofree char *next = g_strdup (waybill_partner_get_next_identity (partner));
  g_autofree char *from = g_strdup (waybill_partner_get_next_from (partner));
  g_autofree char *before = NULL;

  if (!store_refresh (self, partner, error))
    return FALSE;
  if (next == NULL || g_strcmp0 (waybill_partner_get_next_identity (partner), next) != 0
      || g_strcmp0 (waybill_partner_get_next_from (partner), from) != 0)
    return TRUE;
  before = g_strdup (waybill_partner_get_identity (partner));
  waybill_partner_set_identity (partner, next, NULL);
  waybill_partner_set_next (partner, NULL, NULL, NULL);
  if (!store_write (self, partner, error))
    {
      waybill_partner_set_identity (partner, before, NULL);
      waybill_partner_set_next (partner, next, from, NULL);
      return FALSE;
    }
  store_changed (self);
  return TRUE;
}

/**
 * waybill_partner_store_remove:
 * @self: a store
 * @partner: one of its partners
 * @error: return location
 *
 * Its file goes; secrets and what was learnt are the caller's to forget. A file that is gone already is no error.
 *
 * Returns: %TRUE, or %FALSE with %WAYBILL_PARTNER_ERROR_STORE
 */
gboolean
waybill_partner_store_remove (WaybillPartnerStore *self, WaybillPartner *partner, GError **error)
{
  g_autofree char *path = dup_path (self, partner);
  GError *cause = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS) && !waybill_base_file_remove (path, &cause))
    {
      propagate_store_error (error, cause);
      return FALSE;
    }
  g_ptr_array_remove (self->partners, partner);
  store_changed (self);
  return TRUE;
}

/**
 * waybill_partner_store_users_of_certificate:
 * @self: a store
 * @fingerprint: lower-case SHA-256 hex
 *
 * Returns: (transfer container) (element-type WaybillPartner): the partners that show it, will show it, trust it
 *   or pinned it, by name
 */
GPtrArray *
waybill_partner_store_users_of_certificate (WaybillPartnerStore *self, const char *fingerprint)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->partners->len; i++)
    {
      WaybillPartner *partner = g_ptr_array_index (self->partners, i);

      if (g_strcmp0 (waybill_partner_get_identity (partner), fingerprint) == 0
          || g_strcmp0 (waybill_partner_get_next_identity (partner), fingerprint) == 0
          || g_strv_contains (waybill_partner_get_authorities (partner), fingerprint)
          || g_strv_contains (waybill_partner_get_pins (partner), fingerprint))
        g_ptr_array_add (list, g_object_ref (partner));
    }
  return list;
}

static void
waybill_partner_store_finalize (GObject *object)
{
  WaybillPartnerStore *self = WAYBILL_PARTNER_STORE (object);

  g_free (self->folder);
  g_ptr_array_unref (self->partners);
  G_OBJECT_CLASS (waybill_partner_store_parent_class)->finalize (object);
}

static void
waybill_partner_store_class_init (WaybillPartnerStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = waybill_partner_store_finalize;

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", WAYBILL_TYPE_PARTNER_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
waybill_partner_store_init (WaybillPartnerStore *self)
{
  self->partners = g_ptr_array_new_with_free_func (g_object_unref);
}

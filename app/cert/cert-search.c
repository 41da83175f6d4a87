/* The walk goes folder by folder, near ones first, and looks at the beginning of each file before it reads one as a whole. A
 * key and its certificate may lie in two files of one folder. Bounds are kept everywhere: somebody's home is no small thing.
 */

#include "cert-search.h"

#include "base-clock.h"
#include "cert-plan.h"

#include <string.h>

/* Enough for the armour of PEM behind the attributes that OpenSSL writes in front of it. */
#define HEAD_BYTES 16384
/* Each may be a pair with each. */
#define MAX_LOOSE 64

static const WaybillCertSearchLimits usual = { 4, 20000, 500, 200, 20000 };

/* NSS keeps private keys in these; what is in them is locked to the browser's profile. */
static const char *const browser_files[] = { "key4.db", "key3.db" };

typedef struct
{
  GFile *folder;
  guint depth;
} Place;

typedef struct
{
  WaybillCertSearch *result;
  WaybillCertSearchLimits limits;
  const char *const *waiting; /* (nullable) */
  GCancellable *cancellable;
  gint64 deadline; /* monotonic */
  GQueue places;
  GHashTable *seen;  /* GFile: folders */
  GHashTable *found; /* utf8: fingerprints of hits */
  guint n_entries;
  guint n_opened;
  gboolean is_cut; /* a folder holds more entries than may be looked at */
  /* Of the folder at hand. */
  GPtrArray *keys;         /* WaybillCertSource */
  GPtrArray *certificates; /* WaybillCertSource */
} Walk;

static void
hit_free (gpointer data)
{
  WaybillCertHit *hit = data;

  g_ptr_array_unref (hit->files);
  g_free (hit->name);
  g_free (hit->folder);
  g_clear_pointer (&hit->certificate, waybill_cert_certificate_unref);
  g_free (hit);
}

static void
place_free (gpointer data)
{
  Place *place = data;

  g_object_unref (place->folder);
  g_free (place);
}

/* Whether the search is over; the first reason stays. How many entries there may be is the listing's business: what was
 * listed is looked at. */
static gboolean
is_over (Walk *self)
{
  if (self->result->end != WAYBILL_CERT_SEARCH_END_DONE)
    return TRUE;
  if (g_cancellable_is_cancelled (self->cancellable))
    self->result->end = WAYBILL_CERT_SEARCH_END_CANCELLED;
  else if (g_get_monotonic_time () >= self->deadline)
    self->result->end = WAYBILL_CERT_SEARCH_END_TIME;
  else if (self->n_opened >= self->limits.n_opened || self->result->hits->len >= self->limits.n_hits)
    self->result->end = WAYBILL_CERT_SEARCH_END_NUMBER;
  return self->result->end != WAYBILL_CERT_SEARCH_END_DONE;
}

/* Hits */

static char *
dup_folder (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  return path != NULL ? g_filename_display_name (path) : g_file_get_parse_name (folder != NULL ? folder : file);
}

static WaybillCertHit *
add_hit (Walk *self, WaybillCertHitKind kind, const char *name, GFile *file, WaybillCertCertificate *certificate)
{
  WaybillCertHit *hit;

  if (certificate != NULL
      && !g_hash_table_add (self->found, g_strdup (waybill_cert_certificate_get_fingerprint (certificate))))
    return NULL;
  hit = g_new0 (WaybillCertHit, 1);
  hit->kind = kind;
  hit->files = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (hit->files, g_object_ref (file));
  hit->name = g_strdup (name);
  hit->folder = dup_folder (file);
  hit->certificate = certificate != NULL ? waybill_cert_certificate_ref (certificate) : NULL;
  g_ptr_array_add (self->result->hits, hit);
  return hit;
}

static WaybillCertHit *
add_source (Walk *self, WaybillCertHitKind kind, WaybillCertSource *source, WaybillCertCertificate *certificate)
{
  WaybillCertHit *hit
      = add_hit (self, kind, waybill_cert_source_get_name (source), waybill_cert_source_get_file (source), certificate);

  if (hit != NULL)
    hit->modified = waybill_cert_source_get_modified (source);
  return hit;
}

static void
add_identities (Walk *self, WaybillCertSource *source)
{
  GPtrArray *identities = waybill_cert_source_get_import (source)->identities;

  for (guint i = 0; i < identities->len; i++)
    add_source (self, WAYBILL_CERT_HIT_IDENTITY, source, waybill_cert_identity_get_certificate (identities->pdata[i]));
}

static void
add_answers (Walk *self, WaybillCertSource *source, GPtrArray *certificates)
{
  for (guint i = 0; self->waiting != NULL && i < certificates->len; i++)
    if (g_strv_contains (self->waiting, waybill_cert_certificate_get_key_id (certificates->pdata[i])))
      add_source (self, WAYBILL_CERT_HIT_ANSWER, source, certificates->pdata[i]);
}

static void
sort_source (Walk *self, WaybillCertSource *source)
{
  const WaybillCertImport *import = waybill_cert_source_get_import (source);

  if (waybill_cert_source_is_locked (source))
    add_source (self, WAYBILL_CERT_HIT_LOCKED, source, NULL);
  else if (waybill_cert_source_get_finding (source) == WAYBILL_CERT_FINDING_UNREADABLE)
    self->result->n_unreadable++;
  else if (import == NULL)
    return;
  else if (waybill_cert_source_get_finding (source) == WAYBILL_CERT_FINDING_IDENTITY)
    add_identities (self, source);
  else if (waybill_cert_source_get_finding (source) == WAYBILL_CERT_FINDING_KEY)
    {
      if (self->keys->len < MAX_LOOSE)
        g_ptr_array_add (self->keys, waybill_cert_source_ref (source));
    }
  else if (waybill_cert_source_get_n (source) > 0)
    {
      add_answers (self, source, import->others);
      add_answers (self, source, import->authorities);
      if (self->certificates->len < MAX_LOOSE)
        g_ptr_array_add (self->certificates, waybill_cert_source_ref (source));
    }
}

/* Two files, as an import would join them. */
static WaybillCertPlan *
join (WaybillCertSource *certificate, WaybillCertSource *key)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();

  g_ptr_array_add (sources, certificate);
  g_ptr_array_add (sources, key);
  return waybill_cert_plan_new (sources, NULL);
}

static void
find_pairs (Walk *self)
{
  for (guint k = 0; k < self->keys->len; k++)
    for (guint c = 0; c < self->certificates->len && !is_over (self); c++)
      {
        g_autoptr (WaybillCertPlan) plan = join (self->certificates->pdata[c], self->keys->pdata[k]);
        WaybillCertPlanItem *item;
        WaybillCertHit *hit;

        if (waybill_cert_plan_get_n_identities (plan) == 0)
          continue;
        item = waybill_cert_plan_get_items (plan)->pdata[0];
        hit = add_source (self, WAYBILL_CERT_HIT_IDENTITY, self->certificates->pdata[c], item->certificate);
        if (hit != NULL)
          g_ptr_array_add (hit->files, g_object_ref (waybill_cert_source_get_file (self->keys->pdata[k])));
      }
  g_ptr_array_set_size (self->keys, 0);
  g_ptr_array_set_size (self->certificates, 0);
}

/* Files */

static gboolean
is_browser_file (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (browser_files); i++)
    if (g_str_equal (browser_files[i], name))
      return TRUE;
  return FALSE;
}

static gsize
read_head (Walk *self, GFile *file, guint8 *head)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, self->cancellable, NULL);
  gsize length = 0;

  if (stream == NULL)
    {
      self->result->n_unreadable++;
      return 0;
    }
  g_input_stream_read_all (G_INPUT_STREAM (stream), head, HEAD_BYTES, &length, self->cancellable, NULL);
  return length;
}

static void
look_at_file (Walk *self, GFile *file, GFileInfo *info)
{
  guint8 head[HEAD_BYTES];
  gsize length;

  self->result->n_files++;
  if (is_browser_file (g_file_info_get_name (info)))
    {
      add_hit (self, WAYBILL_CERT_HIT_BROWSER, g_file_info_get_display_name (info), file, NULL);
      return;
    }
  if (g_file_info_get_size (info) <= 0 || g_file_info_get_size (info) > WAYBILL_CERT_IMPORT_MAX_BYTES)
    return;
  length = read_head (self, file, head);
  if (length > 0 && waybill_cert_import_recognise (head, length, NULL) != WAYBILL_CERT_KIND_UNKNOWN)
    {
      g_autoptr (WaybillCertSource) source = waybill_cert_source_read (file);

      self->n_opened++;
      sort_source (self, source);
    }
}

/* Folders */

static void
add_place (Walk *self, GFile *folder, guint depth)
{
  Place *place;

  if (!g_hash_table_add (self->seen, g_object_ref (folder)))
    return;
  place = g_new0 (Place, 1);
  place->folder = g_object_ref (folder);
  place->depth = depth;
  g_queue_push_tail (&self->places, place);
}

static int
compare_infos (gconstpointer one, gconstpointer other)
{
  return g_strcmp0 (g_file_info_get_name (*(GFileInfo *const *) one), g_file_info_get_name (*(GFileInfo *const *) other));
}

/* Neither links nor what is hidden nor other file systems: a share that does not answer would hold everything up. */
static gboolean
is_wanted (GFileInfo *info)
{
  GFileType type = g_file_info_get_file_type (info);

  return (type == G_FILE_TYPE_REGULAR || type == G_FILE_TYPE_DIRECTORY) && !g_file_info_get_is_hidden (info)
         && !g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_UNIX_IS_MOUNTPOINT);
}

/* (transfer full) (element-type GFileInfo): sorted, so that two searches find the same. */
static GPtrArray *
list_folder (Walk *self, GFile *folder)
{
  g_autoptr (GFileEnumerator) entries
      = g_file_enumerate_children (folder,
                                   G_FILE_ATTRIBUTE_STANDARD_NAME
                                   "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                   "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN
                                   "," G_FILE_ATTRIBUTE_UNIX_IS_MOUNTPOINT,
                                   G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, self->cancellable, NULL);
  GPtrArray *infos = g_ptr_array_new_with_free_func (g_object_unref);
  GFileInfo *info;

  if (entries == NULL && !g_cancellable_is_cancelled (self->cancellable))
    self->result->n_unreadable++;
  while (entries != NULL && !is_over (self) && g_file_enumerator_iterate (entries, &info, NULL, self->cancellable, NULL)
         && info != NULL)
    {
      if (self->n_entries == self->limits.n_entries)
        {
          self->is_cut = TRUE;
          break;
        }
      self->n_entries++;
      if (is_wanted (info))
        g_ptr_array_add (infos, g_object_ref (info));
    }
  g_ptr_array_sort (infos, compare_infos);
  return infos;
}

static void
look_at_place (Walk *self, Place *place)
{
  g_autoptr (GPtrArray) infos = list_folder (self, place->folder);

  for (guint i = 0; i < infos->len && !is_over (self); i++)
    {
      GFileInfo *info = infos->pdata[i];
      g_autoptr (GFile) child = g_file_get_child (place->folder, g_file_info_get_name (info));

      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
        look_at_file (self, child, info);
      else if (place->depth < self->limits.depth)
        add_place (self, child, place->depth + 1);
      else
        self->result->is_deep = TRUE;
    }
  find_pairs (self);
}

static void
look_everywhere (Walk *self)
{
  Place *place;

  while (!is_over (self) && !self->is_cut && (place = g_queue_pop_head (&self->places)) != NULL)
    {
      look_at_place (self, place);
      place_free (place);
    }
  if (self->is_cut && self->result->end == WAYBILL_CERT_SEARCH_END_DONE)
    self->result->end = WAYBILL_CERT_SEARCH_END_NUMBER;
}

/**
 * waybill_cert_search_run:
 * @folders: (element-type GFile): where to look; each is opened as it was named, links within are not followed
 * @waiting: (nullable) (array zero-terminated=1): ids of requests that wait for their certificate
 * @limits: (nullable): %NULL: 4 folders deep, 20,000 entries, 500 files as a whole, 200 hits, 20 seconds
 * @cancellable: (nullable): ends it between two files
 *
 * Looks for identities, for what a password may open, for answers to @waiting and for browsers' keys. Hidden entries, other
 * file systems and files above %WAYBILL_CERT_IMPORT_MAX_BYTES are left out; the same certificate is told once. Blocks: off
 * the main thread.
 *
 * Returns: (transfer full): what was found, as far as it came
 */
WaybillCertSearch *
waybill_cert_search_run (GPtrArray *folders,
                         const char *const *waiting,
                         const WaybillCertSearchLimits *limits,
                         GCancellable *cancellable)
{
  Walk walk = { .result = g_new0 (WaybillCertSearch, 1), .waiting = waiting, .cancellable = cancellable };

  walk.limits = limits != NULL ? *limits : usual;
  walk.deadline = g_get_monotonic_time () + (gint64) walk.limits.milliseconds * G_TIME_SPAN_MILLISECOND;
  walk.seen = g_hash_table_new_full (g_file_hash, (GEqualFunc) g_file_equal, g_object_unref, NULL);
  walk.found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  walk.keys = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  walk.certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_source_unref);
  walk.result->hits = g_ptr_array_new_with_free_func (hit_free);
  g_queue_init (&walk.places);
  for (guint i = 0; i < folders->len; i++)
    add_place (&walk, folders->pdata[i], 0);
  look_everywhere (&walk);
  g_queue_clear_full (&walk.places, place_free);
  g_ptr_array_unref (walk.keys);
  g_ptr_array_unref (walk.certificates);
  g_hash_table_unref (walk.seen);
  g_hash_table_unref (walk.found);
  return walk.result;
}

/**
 * waybill_cert_search_free:
 * @self: (transfer full): what was found
 *
 * Any thread.
 */
void
waybill_cert_search_free (WaybillCertSearch *self)
{
  g_ptr_array_unref (self->hits);
  g_free (self);
}

/**
 * waybill_cert_search_judge:
 * @certificate: a certificate of ours
 *
 * Whether it can log us in at the clock's time: valid, and good for client authentication (RFC 5280, 4.2.1.12). Whether a
 * partner takes it, only the partner knows. Any thread.
 *
 * Returns: #WaybillCertUnfit flags; 0: nothing speaks against it
 */
guint
waybill_cert_search_judge (WaybillCertCertificate *certificate)
{
  gint64 now = waybill_base_clock_now ();
  guint unfit = 0;

  if (!waybill_cert_certificate_is_for_clients (certificate))
    unfit |= WAYBILL_CERT_UNFIT_PURPOSE;
  if (waybill_cert_certificate_get_not_before (certificate) > now)
    unfit |= WAYBILL_CERT_UNFIT_FUTURE;
  if (waybill_cert_certificate_get_not_after (certificate) < now)
    unfit |= WAYBILL_CERT_UNFIT_OVER;
  return unfit;
}

static void
suggest (GPtrArray *folders, const char *path)
{
  g_autoptr (GFile) folder = path != NULL ? g_file_new_for_path (path) : NULL;

  if (folder != NULL && g_file_test (path, G_FILE_TEST_IS_DIR)
      && !g_ptr_array_find_with_equal_func (folders, folder, (GEqualFunc) g_file_equal, NULL))
    g_ptr_array_add (folders, g_steal_pointer (&folder));
}

/**
 * waybill_cert_search_suggest:
 * @home: the home folder
 * @downloads: (nullable): where downloads go
 * @documents: (nullable): where documents lie
 *
 * Where certificates lie on most computers; nothing there is looked at until somebody says so. The home folder itself is
 * never suggested. Any thread.
 *
 * Returns: (transfer full) (element-type GFile): those that exist
 */
GPtrArray *
waybill_cert_search_suggest (const char *home, const char *downloads, const char *documents)
{
  static const char *const browsers[] = { ".pki", ".mozilla" };
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_object_unref);

  if (g_strcmp0 (downloads, home) != 0)
    suggest (folders, downloads);
  if (g_strcmp0 (documents, home) != 0)
    suggest (folders, documents);
  for (gsize i = 0; i < G_N_ELEMENTS (browsers); i++)
    {
      g_autofree char *path = g_build_filename (home, browsers[i], NULL);

      suggest (folders, path);
    }
  return folders;
}

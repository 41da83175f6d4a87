/* A place in memory. */

#include "fake-place.h"

#include "remote-path.h"

#include <string.h>

typedef struct
{
  WaybillRemoteEntryType type;
  char *name;
  char *raw;
  gint64 size;
  gint64 mtime;
} Thing;

struct _FakePlace
{
  WaybillUiBrowserPlace parent_instance;

  GHashTable *folders; /* path -> GPtrArray of Thing */
  GHashTable *filled;  /* path -> how many */
  GError *error;
  gboolean held;
  GPtrArray *waiting; /* (element-type GTask) */
  GString *told;
  GSourceOnceFunc on_answer;
  gpointer on_answer_data;
};

typedef struct
{
  WaybillUiBrowserPlaceClass parent_class;
} FakePlaceClass;

static GType
fake_remote_place_get_type (void);

G_DEFINE_TYPE (FakePlace, fake_place, WAYBILL_TYPE_UI_BROWSER_PLACE)

typedef FakePlace FakeRemotePlace;
typedef FakePlaceClass FakeRemotePlaceClass;
G_DEFINE_TYPE (FakeRemotePlace, fake_remote_place, TYPE_FAKE_PLACE)

static void
thing_free (gpointer data)
{
  Thing *thing = data;

  g_free (thing->name);
  g_free (thing->raw);
  g_free (thing);
}

static GPtrArray *
get_folder (FakePlace *self, const char *folder)
{
  GPtrArray *things = g_hash_table_lookup (self->folders, folder);

  if (things == NULL)
    {
      things = g_ptr_array_new_with_free_func (thing_free);
      g_hash_table_insert (self->folders, g_strdup (folder), things);
    }
  return things;
}

void
fake_place_add (FakePlace *self, const char *folder, const char *name, gint64 size, gint64 mtime)
{
  Thing *thing = g_new0 (Thing, 1);

  thing->type = size < 0 ? WAYBILL_REMOTE_ENTRY_DIR : WAYBILL_REMOTE_ENTRY_FILE;
  thing->name = g_strdup (name);
  thing->size = size;
  thing->mtime = mtime;
  g_ptr_array_add (get_folder (self, folder), thing);
  if (size < 0)
    {
      g_autofree char *path = waybill_remote_path_join (folder, name);

      get_folder (self, path);
    }
}

void
fake_place_add_line (FakePlace *self, const char *folder, const char *line)
{
  Thing *thing = g_new0 (Thing, 1);

  thing->type = WAYBILL_REMOTE_ENTRY_UNREADABLE;
  thing->raw = g_strdup (line);
  g_ptr_array_add (get_folder (self, folder), thing);
}

static Thing *
find_thing (GPtrArray *things, const char *name)
{
  for (guint i = 0; i < things->len; i++)
    if (g_strcmp0 (((Thing *) things->pdata[i])->name, name) == 0)
      return things->pdata[i];
  return NULL;
}

void
fake_place_remove (FakePlace *self, const char *folder, const char *name)
{
  GPtrArray *things = get_folder (self, folder);

  g_ptr_array_remove (things, find_thing (things, name));
}

void
fake_place_fill (FakePlace *self, const char *folder, guint n)
{
  get_folder (self, folder);
  g_hash_table_insert (self->filled, g_strdup (folder), GUINT_TO_POINTER (n));
}

void
fake_place_set_error (FakePlace *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
}

void
fake_place_hold (FakePlace *self)
{
  self->held = TRUE;
}

guint
fake_place_get_n_held (FakePlace *self)
{
  return self->waiting->len;
}

void
fake_place_on_answer (FakePlace *self, GSourceOnceFunc func, gpointer data)
{
  self->on_answer = func;
  self->on_answer_data = data;
}

const char *
fake_place_get_told (FakePlace *self)
{
  return self->told->str;
}

void
fake_place_clear_told (FakePlace *self)
{
  g_string_truncate (self->told, 0);
}

/* In an order that nobody would call sorted, with lines as long as servers send them. */
static void
list_filled (WaybillRemoteListing *listing, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint number = (guint) (((guint64) i * 7919) % n);
      gboolean folder = number % 100 == 0;
      g_autofree char *name
          = folder ? g_strdup_printf ("archive-%u", number / 100)
                   : g_strdup_printf ("Orders_%u_%08u.%s", number % 37, number, number % 3 == 0 ? "xml" : "csv");
      g_autofree char *raw
          = g_strdup_printf ("type=%s;size=%u;modify=20261119083200;perm=adfr;UNIX.mode=0644;UNIX.owner=500; %s",
                             folder ? "dir" : "file", number * 13, name);
      WaybillRemoteEntry entry = {
        .type = folder ? WAYBILL_REMOTE_ENTRY_DIR : WAYBILL_REMOTE_ENTRY_FILE,
        .name = name,
        .size = folder ? -1 : (gint64) number * 13,
        .mtime = 1763541120 + number * 60,
        .mode = "adfr",
        .raw = raw,
      };

      waybill_remote_listing_add (listing, &entry);
    }
}

static WaybillRemoteListing *
make_listing (FakePlace *self, const char *folder)
{
  WaybillRemoteListing *listing = waybill_remote_listing_new ();
  GPtrArray *things = g_hash_table_lookup (self->folders, folder);

  for (guint i = 0; i < things->len; i++)
    {
      Thing *thing = things->pdata[i];
      WaybillRemoteEntry entry
          = { .type = thing->type, .name = thing->name, .raw = thing->raw, .size = thing->size, .mtime = thing->mtime };

      waybill_remote_listing_add (listing, &entry);
    }
  list_filled (listing, GPOINTER_TO_UINT (g_hash_table_lookup (self->filled, folder)));
  return listing;
}

typedef struct
{
  char *verb;
  char *path;
  char *new_path;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->verb);
  g_free (call->path);
  g_free (call->new_path);
  g_free (call);
}

static void
change (FakePlace *self, Call *call)
{
  g_autofree char *folder = waybill_remote_path_dup_folder (call->path);
  g_autofree char *name = waybill_remote_path_dup_name (call->path);
  GPtrArray *things = get_folder (self, folder);

  if (g_str_equal (call->verb, "fetch"))
    return;
  if (g_str_equal (call->verb, "make"))
    fake_place_add (self, folder, name, -1, 0);
  else if (g_str_equal (call->verb, "remove"))
    fake_place_remove (self, folder, name);
  else
    {
      Thing *thing = find_thing (things, name);

      g_free (thing->name);
      thing->name = waybill_remote_path_dup_name (call->new_path);
    }
}

static void
answer (FakePlace *self, GTask *task)
{
  Call *call = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else if (!g_str_equal (call->verb, "list"))
    {
      change (self, call);
      g_task_return_boolean (task, TRUE);
    }
  else if (!g_hash_table_contains (self->folders, call->path))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no folder %s", call->path);
  else
    {
      WaybillRemoteListing *listing = make_listing (self, call->path);

      if (self->on_answer != NULL)
        self->on_answer (self->on_answer_data);
      g_task_return_pointer (task, listing, (GDestroyNotify) waybill_remote_listing_free);
    }
}

static void
answer_soon (gpointer data)
{
  g_autoptr (GTask) task = data;

  answer (g_task_get_source_object (task), task);
}

static void
begin (WaybillUiBrowserPlace *place,
       const char *verb,
       const char *path,
       const char *new_path,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  FakePlace *self = FAKE_PLACE (place);
  GTask *task = g_task_new (place, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->verb = g_strdup (verb);
  call->path = g_strdup (path != NULL ? path : "/");
  call->new_path = g_strdup (new_path);
  g_task_set_task_data (task, call, call_free);
  g_string_append_printf (self->told, "%s %s%s%s\n", verb, call->path, new_path != NULL ? " " : "",
                          new_path != NULL ? new_path : "");
  if (self->held)
    g_ptr_array_add (self->waiting, task);
  else
    g_idle_add_once (answer_soon, task);
}

void
fake_place_let_go (FakePlace *self)
{
  self->held = FALSE;
  while (self->waiting->len > 0)
    {
      g_autoptr (GTask) task = g_object_ref (self->waiting->pdata[0]);

      g_ptr_array_remove_index (self->waiting, 0);
      answer (self, task);
    }
}

static void
list_async (
    WaybillUiBrowserPlace *place, const char *folder, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  begin (place, "list", folder, NULL, cancellable, callback, data);
}

static WaybillRemoteListing *
list_finish (WaybillUiBrowserPlace *place, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
make_folder_async (
    WaybillUiBrowserPlace *place, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  begin (place, "make", path, NULL, cancellable, callback, data);
}

static void
rename_async (WaybillUiBrowserPlace *place,
              const char *path,
              const char *new_path,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  begin (place, "rename", path, new_path, cancellable, callback, data);
}

static void
remove_async (WaybillUiBrowserPlace *place,
              const char *path,
              gboolean folder,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  begin (place, "remove", path, NULL, cancellable, callback, data);
}

/* Writes what the others only remember: each path's name as its content, into the folder. */
static void
fetch_async (WaybillUiBrowserPlace *place,
             const char *const *paths,
             const char *folder,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer data)
{
  g_autofree char *all = g_strjoinv (" ", (char **) paths);

  for (const char *const *path = paths; *path != NULL; path++)
    {
      g_autofree char *name = waybill_remote_path_dup_name (*path);
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_assert_true (g_file_set_contents (file, *path, -1, NULL));
    }
  begin (place, "fetch", all, NULL, cancellable, callback, data);
}

static gboolean
change_finish (WaybillUiBrowserPlace *place, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

FakePlace *
fake_place_new (gboolean remote)
{
  return g_object_new (remote ? fake_remote_place_get_type () : TYPE_FAKE_PLACE, NULL);
}

static void
fake_place_finalize (GObject *object)
{
  FakePlace *self = FAKE_PLACE (object);

  g_hash_table_unref (self->folders);
  g_hash_table_unref (self->filled);
  g_ptr_array_unref (self->waiting);
  g_clear_error (&self->error);
  g_string_free (self->told, TRUE);
  G_OBJECT_CLASS (fake_place_parent_class)->finalize (object);
}

static void
fake_place_class_init (FakePlaceClass *klass)
{
  WaybillUiBrowserPlaceClass *place_class = WAYBILL_UI_BROWSER_PLACE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fake_place_finalize;
  place_class->list_async = list_async;
  place_class->list_finish = list_finish;
  place_class->make_folder_async = make_folder_async;
  place_class->rename_async = rename_async;
  place_class->remove_async = remove_async;
  place_class->change_finish = change_finish;
}

static void
fake_place_init (FakePlace *self)
{
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->filled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->told = g_string_new (NULL);
  get_folder (self, "/");
}

static void
fake_remote_place_class_init (FakeRemotePlaceClass *klass)
{
  WaybillUiBrowserPlaceClass *place_class = WAYBILL_UI_BROWSER_PLACE_CLASS (klass);

  place_class->is_remote = TRUE;
  place_class->fetch_async = fetch_async;
  place_class->fetch_finish = change_finish;
}

static void
fake_remote_place_init (FakeRemotePlace *self)
{
}

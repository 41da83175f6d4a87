/* Reads --secrets files and credentials directories. A key file of its own dialect, not GKeyFile: values are raw, and no
 * copy of a secret may stay behind in the heap. Knows no keyring. */
#include "secret-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A thousand partners with a screenful of comments each. */
#define FILE_MAX_BYTES (1024 * 1024)
#define BASE64_SUFFIX "-base64"

typedef struct
{
  WaybillSecretOwner owner;
  WaybillSecretField field;
  char *name; /* as the group has it: a name, a label, a UUID or a fingerprint */
  WaybillSecretText *text;
} Entry;

struct _WaybillSecretFile
{
  GPtrArray *entries; /* Entry, in the order of the file */
};

/* What is being read, and where in it we are. */
typedef struct
{
  WaybillSecretFile *file;
  guint line;
  gboolean in_group;
  gboolean known_group;
  WaybillSecretOwner owner;
  char *name;
} Reader;

/* A whole file in memory, wiped when it goes. */
typedef struct
{
  char *data;
  gsize length;
  gsize size;
} Content;

static void
content_clear (Content *self)
{
  if (self->data != NULL)
    explicit_bzero (self->data, self->size);
  g_clear_pointer (&self->data, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Content, content_clear)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  waybill_secret_text_unref (entry->text);
  g_free (entry);
}

/* Never realloc'ed: that would leave a copy behind. */
static gboolean
content_read (Content *self, int descriptor, gsize bound)
{
  self->size = bound + 1;
  self->data = g_malloc (self->size);
  while (self->length < self->size)
    {
      gssize n = read (descriptor, self->data + self->length, self->size - self->length);

      if (n == 0)
        return TRUE;
      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        self->length += (gsize) n;
    }
  errno = EFBIG;
  return FALSE;
}

static WaybillSecretText *
text_from_base64 (const char *value, gsize length)
{
  char copy[WAYBILL_SECRET_TEXT_MAX * 4 / 3 + 8] = { 0 };
  WaybillSecretText *text = NULL;
  g_autofree guchar *bytes = NULL;
  gsize n_bytes = 0;

  if (length == 0 || length % 4 != 0 || length >= sizeof copy)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (value[i]) && strchr ("+/", value[i]) == NULL && !(value[i] == '=' && i + 2 >= length))
      return NULL;

  memcpy (copy, value, length);
  bytes = g_base64_decode (copy, &n_bytes);
  text = waybill_secret_text_new_length ((const char *) bytes, n_bytes);
  explicit_bzero (bytes, n_bytes);
  explicit_bzero (copy, sizeof copy);
  return text;
}

/* The message names the line's number and nothing of what stands in it. */
static gboolean
reader_fail (Reader *self, const char *what, GError **error)
{
  g_set_error (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_FILE, "Line %u: %s", self->line, what);
  return FALSE;
}

/* `[partner NAME]`, `[certificate LABEL]`, `[token LABEL]`. Other groups are left alone: they may be a later version's. */
static gboolean
reader_take_group (Reader *self, const char *line, gsize length, GError **error)
{
  g_autofree char *group = NULL;

  if (length < 3 || line[length - 1] != ']')
    return reader_fail (self, "a group that does not end in ]", error);

  group = g_strndup (line + 1, length - 2);
  g_strstrip (group);
  self->in_group = TRUE;
  self->known_group = FALSE;
  g_clear_pointer (&self->name, g_free);
  for (guint i = 0; i <= WAYBILL_SECRET_OWNER_TOKEN; i++)
    {
      const char *word = waybill_secret_owner_get_name (i);
      gsize n = strlen (word);

      if (g_str_has_prefix (group, word) && g_ascii_isspace (group[n]))
        {
          self->known_group = TRUE;
          self->owner = (WaybillSecretOwner) i;
          self->name = g_strdup (g_strchug (group + n));
          return TRUE;
        }
    }
  g_message ("Line %u of the secrets file: a group that is neither a partner's nor a certificate's nor a token's",
             self->line);
  return TRUE;
}

static gboolean
find_field (const char *key, gsize length, WaybillSecretField *field, gboolean *base64)
{
  gsize suffix = strlen (BASE64_SUFFIX);

  *base64 = length > suffix && memcmp (key + length - suffix, BASE64_SUFFIX, suffix) == 0;
  if (*base64)
    length -= suffix;
  for (guint i = 0; i <= WAYBILL_SECRET_FIELD_PIN; i++)
    {
      const char *word = waybill_secret_field_get_name (i);

      if (strlen (word) == length && memcmp (word, key, length) == 0)
        {
          *field = (WaybillSecretField) i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
reader_take_value (Reader *self, const char *line, gsize length, GError **error)
{
  const char *equals = memchr (line, '=', length);
  const char *value, *end = line + length;
  gsize key_length;
  gboolean base64;
  WaybillSecretField field;
  WaybillSecretText *text;
  Entry *entry;

  if (equals == NULL)
    return reader_fail (self, "neither a group nor KEY=VALUE", error);
  if (!self->in_group)
    return reader_fail (self, "a value before the first group", error);

  for (key_length = (gsize) (equals - line); key_length > 0 && g_ascii_isspace (line[key_length - 1]);)
    key_length--;
  for (value = equals + 1; value < end && g_ascii_isspace (*value);)
    value++;
  if (!self->known_group)
    return TRUE;
  if (!find_field (line, key_length, &field, &base64))
    {
      g_message ("Line %u of the secrets file: an unknown key", self->line);
      return TRUE;
    }

  text = base64 ? text_from_base64 (value, (gsize) (end - value))
                : waybill_secret_text_new_length (value, (gsize) (end - value));
  if (text == NULL)
    return reader_fail (self, base64 ? "not base64, or too long" : "a value that is too long", error);

  entry = g_new0 (Entry, 1);
  *entry = (Entry){ .owner = self->owner, .field = field, .name = g_strdup (self->name), .text = text };
  g_ptr_array_add (self->file->entries, entry);
  return TRUE;
}

/* Blanks at both ends are not part of a line: `password-base64` is there for passwords that have them. */
static gboolean
reader_take_line (Reader *self, const char *line, gsize length, GError **error)
{
  self->line++;
  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*line))
    line++, length--;

  if (length == 0 || *line == '#')
    return TRUE;
  if (*line == '[')
    return reader_take_group (self, line, length, error);
  return reader_take_value (self, line, length, error);
}

static gboolean
file_parse (WaybillSecretFile *self, const Content *content, GError **error)
{
  Reader reader = { .file = self };
  const char *line = content->data, *end = content->data + content->length;
  gboolean ok = TRUE;

  if (content->length >= 3 && memcmp (line, "\357\273\277", 3) == 0) /* Notepad's byte order mark */
    line += 3;
  while (ok && line < end)
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));

      ok = reader_take_line (&reader, line, (gsize) ((next != NULL ? next : end) - line), error);
      line = next != NULL ? next + 1 : end;
    }
  g_free (reader.name);
  return ok;
}

static gboolean
set_file_error (GError **error, const char *path, const char *reason)
{
  g_set_error (error, WAYBILL_SECRET_ERROR, WAYBILL_SECRET_ERROR_FILE, "%s: %s", path, reason);
  return FALSE;
}

/* The descriptor is asked, not the name: what was checked is what is read. */
static gboolean
content_read_private (Content *self, const char *path, GError **error)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  struct stat status;
  gboolean ok = TRUE;

  if (descriptor < 0)
    return set_file_error (error, path, g_strerror (errno));
  if (fstat (descriptor, &status) != 0)
    ok = set_file_error (error, path, g_strerror (errno));
  else if ((status.st_mode & 077) != 0)
    ok = set_file_error (error, path, "others can read or write it; its mode must be 0600 or 0400");
  else if (!content_read (self, descriptor, FILE_MAX_BYTES))
    ok = set_file_error (error, path, g_strerror (errno));
  close (descriptor);
  return ok;
}

/**
 * waybill_secret_file_new:
 * @path: a --secrets file
 * @error: return location
 *
 * Reads the whole file. It is refused when anybody but its owner has any right to it. Main thread.
 *
 * Returns: (transfer full) (nullable): its secrets, or %NULL with %WAYBILL_SECRET_ERROR_FILE
 */
WaybillSecretFile *
waybill_secret_file_new (const char *path, GError **error)
{
  g_autoptr (WaybillSecretFile) self = NULL;
  g_auto (Content) content = { 0 };

  if (!content_read_private (&content, path, error))
    return NULL;

  self = g_new0 (WaybillSecretFile, 1);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  if (!file_parse (self, &content, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * waybill_secret_file_free:
 * @self: (transfer full): a file
 *
 * Wipes and frees what nobody else holds.
 */
void
waybill_secret_file_free (WaybillSecretFile *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* How well a group's name fits: UUID or fingerprint, the name itself, the name without case; 0 not at all. */
static guint
rate_name (const char *name, const WaybillSecretKey *key)
{
  g_autofree char *ours = NULL, *theirs = NULL;

  if (key->id != NULL && g_ascii_strcasecmp (name, key->id) == 0)
    return 3;
  if (key->name == NULL)
    return 0;
  if (strcmp (name, key->name) == 0)
    return 2;
  if (!g_utf8_validate (name, -1, NULL) || !g_utf8_validate (key->name, -1, NULL))
    return 0;
  ours = g_utf8_casefold (key->name, -1);
  theirs = g_utf8_casefold (name, -1);
  return strcmp (ours, theirs) == 0 ? 1 : 0;
}

/**
 * waybill_secret_file_lookup:
 * @self: a file
 * @key: which secret; its id wins over its name, the exact name over one that differs in case, a later line over an earlier
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL when the file has none
 */
WaybillSecretText *
waybill_secret_file_lookup (WaybillSecretFile *self, const WaybillSecretKey *key)
{
  const Entry *best = NULL;
  guint best_rate = 1;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      guint rate;

      if (entry->owner != key->owner || entry->field != key->field)
        continue;
      rate = rate_name (entry->name, key);
      if (rate >= best_rate)
        {
          best = entry;
          best_rate = rate;
        }
    }
  return best != NULL ? waybill_secret_text_ref (best->text) : NULL;
}

/* A credential is a file as systemd lays it: regular, small. A newline at its end comes from an editor or echo. */
static WaybillSecretText *
read_credential (const char *folder, const char *file_name, gboolean base64)
{
  g_autofree char *name = g_strconcat (file_name, base64 ? BASE64_SUFFIX : "", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_auto (Content) content = { 0 };
  WaybillSecretText *text = NULL;
  struct stat status;
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  if (descriptor < 0)
    {
      if (errno != ENOENT && errno != ENAMETOOLONG && errno != ENOTDIR)
        g_warning ("Credential %s cannot be read: %s", path, g_strerror (errno));
      return NULL;
    }
  if (fstat (descriptor, &status) == 0 && S_ISREG (status.st_mode)
      && content_read (&content, descriptor, WAYBILL_SECRET_TEXT_MAX * 2))
    {
      if (content.length > 0 && content.data[content.length - 1] == '\n')
        content.length--;
      if (content.length > 0 && content.data[content.length - 1] == '\r')
        content.length--;
      text = base64 ? text_from_base64 (content.data, content.length)
                    : waybill_secret_text_new_length (content.data, content.length);
    }
  close (descriptor);
  if (text == NULL)
    g_warning ("Credential %s is no file with a secret in it", path);
  return text;
}

/**
 * waybill_secret_file_lookup_folder:
 * @folder: a credentials directory
 * @key: which secret: looked for by name, then by id, in base64 too
 *
 * What cannot be read is logged and counts as absent. Main thread.
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL when there is none
 */
WaybillSecretText *
waybill_secret_file_lookup_folder (const char *folder, const WaybillSecretKey *key)
{
  const char *names[] = { key->name, key->id };

  for (guint i = 0; i < G_N_ELEMENTS (names) * 2; i++)
    {
      const char *name = names[i / 2];
      g_autofree char *file_name = NULL;
      WaybillSecretText *text;

      if (name == NULL)
        continue;
      file_name = waybill_secret_vault_dup_file_name (key->owner, name, key->field);
      text = read_credential (folder, file_name, i % 2 == 1);
      if (text != NULL)
        return text;
    }
  return NULL;
}

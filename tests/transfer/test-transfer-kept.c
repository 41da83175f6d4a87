/* Going on with a fetched file: nothing is put behind what is there before its tail came again and agreed. */
#include "transfer-target-private.h"

#include "base-file.h"
#include "base-hash.h"
#include "remote-entry.h"
#include "remote-error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SIZE (300 * 1024)
#define HAVE (200 * 1024)
#define TAIL (64 * 1024)
#define TIME 1700000000

typedef struct
{
  char *folder;
  char *path;
  char *content; /* SIZE bytes, no two places alike */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("waybill-kept-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "order.edi", NULL);
  self->content = g_malloc (SIZE);
  for (guint i = 0; i < SIZE / 4; i++)
    memcpy (self->content + i * 4, &i, 4);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  waybill_base_file_remove_tree (self->folder, NULL);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->content);
}

static WaybillTransferTarget *
open_target (Fixture *self)
{
  WaybillTransferTarget *target = waybill_transfer_target_new (self->path, NULL);

  g_assert_nonnull (target);
  waybill_transfer_target_keep (target);
  return target;
}

/* From start to the end of what is written. */
static gboolean
receive (
    WaybillTransferTarget *target, gint64 size, gint64 mtime, gint64 start, const char *bytes, gsize length, GError **error)
{
  WaybillRemoteSink sink = waybill_transfer_target_get_sink (target);

  return sink.klass->begin (sink.self, size, mtime, start, error) && sink.klass->write (sink.self, bytes, length, error)
         && sink.klass->end (sink.self, error);
}

static guint
count_names (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
leave_part_beside (Fixture *self)
{
  WaybillTransferTarget *target = open_target (self);

  g_assert_true (receive (target, SIZE, TIME, 0, self->content, HAVE, NULL));
  waybill_transfer_target_free (target);
}

static void
leave_part (Fixture *self)
{
  leave_part_beside (self);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_names (self), ==, 1);
}

static void
expect_whole (Fixture *self, WaybillTransferTarget *target)
{
  g_autofree char *expected = waybill_base_hash_dup_hex (self->content, SIZE);
  g_autofree char *sha256 = waybill_transfer_target_dup_sha256 (target);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_cmpstr (sha256, ==, expected);
  g_assert_true (waybill_transfer_target_commit (target, TRUE, FALSE, NULL));
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  g_assert_cmpmem (content, length, self->content, SIZE);
  g_assert_cmpuint (count_names (self), ==, 1);
}

static void
test_goes_on (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = NULL;
  gint64 offset;

  leave_part (self);
  target = open_target (self);
  waybill_transfer_target_find_kept (target, SIZE, TIME);
  offset = waybill_transfer_target_get_offset (target);
  g_assert_cmpint (offset, ==, HAVE - TAIL);
  g_assert_true (receive (target, SIZE, TIME, offset, self->content + offset, (gsize) (SIZE - offset), NULL));
  expect_whole (self, target);
}

/* Of another size or time it is another file. */
static void
test_another_source (Fixture *self, gconstpointer data)
{
  static const gint64 sources[][2] = { { SIZE + 1, TIME }, { SIZE, TIME + 1 }, { SIZE, WAYBILL_REMOTE_NO_TIME } };

  leave_part (self);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autoptr (WaybillTransferTarget) target = open_target (self);

      waybill_transfer_target_find_kept (target, sources[i][0], sources[i][1]);
      g_assert_cmpint (waybill_transfer_target_get_offset (target), ==, 0);
    }
}

/* A server that is off by 16 bytes, or whose file changed with its size and time as they were. */
static void
test_refuted (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = NULL;
  g_autoptr (GError) error = NULL;
  gint64 offset;

  leave_part (self);
  target = open_target (self);
  waybill_transfer_target_find_kept (target, SIZE, TIME);
  offset = waybill_transfer_target_get_offset (target);
  g_assert_false (receive (target, SIZE, TIME, offset, self->content + offset + 16, (gsize) (SIZE - offset - 16), &error));
  g_assert_true (waybill_transfer_target_is_refuted (target));
  waybill_transfer_target_forget_beginning (target);
  g_assert_cmpint (waybill_transfer_target_get_offset (target), ==, 0);
  g_assert_true (receive (target, SIZE, TIME, 0, self->content, SIZE, NULL));
  expect_whole (self, target);
}

/* The server tells another size or time when it goes on than it did when it was asked. */
static void
test_changed_meanwhile (Fixture *self, gconstpointer data)
{
  leave_part (self);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WaybillTransferTarget) target = open_target (self);
      gint64 offset;

      waybill_transfer_target_find_kept (target, SIZE, TIME);
      offset = waybill_transfer_target_get_offset (target);
      g_assert_cmpint (offset, >, 0);
      g_assert_false (receive (target, SIZE + i, TIME + 1 - i, offset, self->content + offset, TAIL, NULL));
      g_assert_true (waybill_transfer_target_is_refuted (target));
    }
}

/* Another program left it under the final name: that stays until the whole is there. */
static void
test_beginning (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = open_target (self);
  g_autofree char *content = NULL;
  gint64 offset;
  gsize length;

  g_assert_true (g_file_set_contents (self->path, self->content, HAVE, NULL));
  g_assert_true (waybill_transfer_target_find_beginning (target, SIZE, TIME));
  offset = waybill_transfer_target_get_offset (target);
  g_assert_true (receive (target, SIZE, TIME, offset, self->content + offset, (gsize) (SIZE - offset), NULL));
  g_assert_false (waybill_transfer_target_is_same (target));
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  g_assert_cmpuint (length, ==, HAVE);
  expect_whole (self, target);
}

/* REST was refused: all comes from the start, and all is compared. */
static void
test_beginning_without_rest (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = open_target (self);

  g_assert_true (g_file_set_contents (self->path, self->content, HAVE, NULL));
  g_assert_true (waybill_transfer_target_find_beginning (target, SIZE, TIME));
  g_assert_true (receive (target, SIZE, TIME, 0, self->content, SIZE, NULL));
  expect_whole (self, target);
}

static void
test_same (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = open_target (self);
  gint64 offset;

  g_assert_true (g_file_set_contents (self->path, self->content, SIZE, NULL));
  g_assert_true (waybill_transfer_target_find_beginning (target, SIZE, TIME));
  g_assert_true (waybill_transfer_target_has_all (target));
  offset = waybill_transfer_target_get_offset (target);
  g_assert_cmpint (offset, ==, SIZE - TAIL);
  g_assert_true (receive (target, SIZE, TIME, offset, self->content + offset, TAIL, NULL));
  g_assert_true (waybill_transfer_target_is_same (target));
  g_assert_cmpuint (count_names (self), ==, 1);
}

static void
test_other_content (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = open_target (self);
  g_autofree char *other = g_malloc0 (HAVE);
  gint64 offset;

  g_assert_true (g_file_set_contents (self->path, other, HAVE, NULL));
  g_assert_true (waybill_transfer_target_find_beginning (target, SIZE, TIME));
  offset = waybill_transfer_target_get_offset (target);
  g_assert_false (receive (target, SIZE, TIME, offset, self->content + offset, (gsize) (SIZE - offset), NULL));
  g_assert_true (waybill_transfer_target_is_refuted (target));
  g_assert_cmpuint (count_names (self), ==, 1);
}

static void
test_longer (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = open_target (self);

  g_assert_true (g_file_set_contents (self->path, self->content, SIZE, NULL));
  g_assert_false (waybill_transfer_target_find_beginning (target, HAVE, TIME));
  g_assert_cmpint (waybill_transfer_target_get_offset (target), ==, 0);
}

/* Two runs at once: the second writes a file of its own. */
static void
test_two_at_once (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) one = open_target (self);
  g_autoptr (WaybillTransferTarget) two = open_target (self);

  g_assert_true (receive (one, SIZE, TIME, 0, self->content, HAVE, NULL));
  waybill_transfer_target_find_kept (two, SIZE, TIME);
  g_assert_cmpint (waybill_transfer_target_get_offset (two), ==, 0);
  g_assert_true (receive (two, SIZE, TIME, 0, self->content, HAVE, NULL));
  g_assert_cmpuint (count_names (self), ==, 2);
}

/* As long as the source, of another time, and its tail is right: all of it is compared. */
static void
test_same_tail (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) target = open_target (self);
  g_autofree char *other = g_memdup2 (self->content, SIZE);

  other[10]++;
  g_assert_true (g_file_set_contents (self->path, other, SIZE, NULL));
  waybill_transfer_target_compare_all (target);
  g_assert_true (waybill_transfer_target_find_beginning (target, SIZE, TIME));
  g_assert_cmpint (waybill_transfer_target_get_offset (target), ==, 0);
  g_assert_false (receive (target, SIZE, TIME, 0, self->content, SIZE, NULL));
  g_assert_true (waybill_transfer_target_is_refuted (target));
}

/* Between opening and locking it another run has given the part its final name: it is no part any more, and not written. */
static void
test_named_meanwhile (Fixture *self, gconstpointer data)
{
  g_autoptr (WaybillTransferTarget) other = open_target (self);
  g_autofree char *name = NULL;
  int opened;

  g_assert_true (receive (other, SIZE, TIME, 0, self->content, SIZE, NULL));
  name = g_strdup (other->temporary);
  opened = openat (other->folder, name, O_RDWR | O_CLOEXEC);
  g_assert_true (waybill_transfer_target_is_named (opened, other->folder, name));
  g_assert_true (waybill_transfer_target_commit (other, TRUE, FALSE, NULL));
  g_assert_false (waybill_transfer_target_is_named (opened, other->folder, name));
  leave_part_beside (self);
  g_assert_false (waybill_transfer_target_is_named (opened, other->folder, name));
  close (opened);
}

/* Who did not ask to go on finds nothing left. */
static void
test_not_kept (Fixture *self, gconstpointer data)
{
  WaybillTransferTarget *target = waybill_transfer_target_new (self->path, NULL);

  g_assert_true (receive (target, SIZE, TIME, 0, self->content, HAVE, NULL));
  waybill_transfer_target_free (target);
  g_assert_cmpuint (count_names (self), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "goes-on-behind-a-proven-tail", test_goes_on },
    { "another-size-or-time-is-another-source", test_another_source },
    { "a-refuted-tail-begins-anew", test_refuted },
    { "a-source-that-changed-is-refuted", test_changed_meanwhile },
    { "a-beginning-under-the-final-name", test_beginning },
    { "a-beginning-compared-from-the-start", test_beginning_without_rest },
    { "the-same-is-left", test_same },
    { "other-content-is-refuted", test_other_content },
    { "longer-than-the-source-is-none", test_longer },
    { "two-at-once-share-nothing", test_two_at_once },
    { "not-kept-unless-asked", test_not_kept },
    { "the-same-tail-is-no-proof", test_same_tail },
    { "named-meanwhile-is-no-part", test_named_meanwhile },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/transfer/kept/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].run, tear_down);
    }
  return g_test_run ();
}

/* Whole runs against a scripted peer: the proofs that a file is right, what follows when there is none, and what is left of
 * a file that did not become whole. */
#include "ftp-remote.h"
#include "peer.h"
#include "remote-error.h"
#include "test-identities.h"
#include "transfer-append.h"
#include "transfer-checksum-private.h"
#include "transfer-run.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

/* FEAT of a server that makes checksums, and what it says of /home/f. */
#define FEAT(lines) "ON FEAT\nS: 211-Features\nS:  MLST type*;size*;modify*;\nS:  SIZE\n" lines "S: 211 End\nEND\n"
#define MD5_OF_HELLO "5d41402abc4b2a76b9719d911017c592"
#define MD5_OF_OTHER "5d41402abc4b2a76b9719d911017c593"
#define WITH_MD5(hex) FEAT ("S:  XMD5\n") "ON XMD5 *\nS: 250 " hex "\nEND\n"
#define F "FILE /home/f hello\n"

typedef struct
{
  WaybillTestPeer *peer;
  WaybillRemote *remote;
  char *folder;
  char *local;
  GCancellable *cancellable;
} Bench;

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *answer;
}

static void
bench_open (Bench *self, const char *script)
{
  const WaybillTestPeerOptions options = { .hostile = TRUE };
  g_autofree char *all = g_strconcat (script, "SERVE\n", NULL);
  g_autoptr (WaybillRemoteTarget) target = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  self->peer = waybill_test_peer_new (all, &options);
  self->folder = g_dir_make_tmp ("waybill-proofs-XXXXXX", &error);
  g_assert_no_error (error);
  self->local = g_build_filename (self->folder, "f", NULL);
  self->cancellable = g_cancellable_new ();
  target = waybill_remote_target_new (&(WaybillRemoteTargetValues){ .protocol = WAYBILL_REMOTE_PROTOCOL_FTPS,
                                                                    .host = "127.0.0.1",
                                                                    .port = waybill_test_peer_get_port (self->peer),
                                                                    .server_name = "localhost",
                                                                    .user = "anna",
                                                                    .password = "s3cret-word",
                                                                    .trust = waybill_test_identities_get_trust (),
                                                                    .silence = 5 * G_USEC_PER_SEC });
  self->remote = waybill_remote_new (target, NULL);
  waybill_remote_connect_async (self->remote, NULL, answered, &answer);
  waybill_remote_connect_finish (self->remote, wait_for (&answer), &error);
  g_assert_no_error (error);
}

static int
compare_names (gconstpointer one, gconstpointer other)
{
  return strcmp (*(const char *const *) one, *(const char *const *) other);
}

/* (transfer full): names in the folder, sorted, parted by blanks. */
static char *
dup_names (Bench *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, (char *) g_intern_string (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
bench_close (Bench *self)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  waybill_remote_close_async (self->remote, answered, &answer);
  waybill_remote_close_finish (self->remote, wait_for (&answer), NULL);
  g_object_unref (self->remote);
  g_object_unref (self->cancellable);
  waybill_test_peer_finish (self->peer, NULL);
  waybill_test_peer_free (self->peer);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->local);
}

static WaybillTransferResult *
run (Bench *self, WaybillTransferDirection direction, const WaybillTransferTerms *terms, GError **error)
{
  const WaybillTransferRequest request
      = { .direction = direction, .remote_path = "f", .local_path = self->local, .terms = *terms };
  g_autoptr (GAsyncResult) answer = NULL;

  waybill_transfer_run_async (self->remote, &request, NULL, self->cancellable, answered, &answer);
  return waybill_transfer_run_finish (wait_for (&answer), error);
}

static void
write_file (Bench *self, const char *name, const char *text, gint64 age)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  struct utimbuf times;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  times.actime = times.modtime = g_get_real_time () / G_USEC_PER_SEC - age;
  g_assert_cmpint (utime (path, &times), ==, 0);
}

static guint
count (Bench *self, const char *line)
{
  g_auto (GStrv) parts = NULL;

  waybill_test_peer_finish (self->peer, NULL);
  parts = g_strsplit (waybill_test_peer_get_secret_text (self->peer), line, -1);
  return g_strv_length (parts) - 1;
}

#define assert_names(self, wanted)                                                                                          \
  G_STMT_START                                                                                                              \
  {                                                                                                                         \
    g_autofree char *names = dup_names (self);                                                                              \
                                                                                                                            \
    g_assert_cmpstr (names, ==, wanted);                                                                                    \
  }                                                                                                                         \
  G_STMT_END

/* What each algorithm makes of "123456789", and of its beginning. */
static void
test_sums (void)
{
  static const struct
  {
    const char *algorithm;
    gint64 length;
    const char *hex; /* (nullable) */
  } rows[] = {
    { "crc32", 9, "cbf43926" },
    { "crc32", 0, "00000000" },
    { "md5", 9, "25f9e794323b453885f5181f1b624d0b" },
    { "sha1", 9, "f7c3bc1d808e04732adf679965ccc34ca7ae3441" },
    { "sha256", 9, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225" },
    { "md5", 4, "81dc9bdb52d04dc20036dbd8313ed055" },
    { "md5", 10, NULL },
    { "whirlpool", 9, NULL },
  };
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("waybill-sums-XXXXXX", &path, NULL);

  g_assert_cmpint (write (file, "123456789", 9), ==, 9);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *hex = waybill_transfer_checksum_dup_of_file (file, rows[i].length, rows[i].algorithm, NULL);

      g_assert_cmpstr (hex, ==, rows[i].hex);
    }
  close (file);
  g_unlink (path);
}

static const WaybillTransferTerms by_hash = { .verify = WAYBILL_TRANSFER_VERIFY_HASH };
static const WaybillTransferTerms goes_on = { .resumes = TRUE };

/* The best that the server makes; it need not be SHA-256. */
static void
test_hash_agrees (void)
{
  g_autoptr (WaybillTransferResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench;

  bench_open (&bench, F WITH_MD5 (MD5_OF_HELLO));
  result = run (&bench, WAYBILL_TRANSFER_GET, &by_hash, &error);
  g_assert_no_error (error);
  g_assert_true (result->hash_checked);
  g_assert_cmpstr (result->hash_name, ==, "md5");
  assert_names (&bench, "f");
  bench_close (&bench);
}

static void
test_hash_differs (void)
{
  const WaybillTransferTerms terms = { .verify = WAYBILL_TRANSFER_VERIFY_HASH, .resumes = TRUE };
  g_autoptr (GError) down = NULL, up = NULL;
  Bench bench;

  bench_open (&bench, "FILE /home/f @300000\n" WITH_MD5 (MD5_OF_OTHER));
  g_assert_null (run (&bench, WAYBILL_TRANSFER_GET, &terms, &down));
  g_assert_error (down, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_HASH_DIFFERS);
  g_assert_cmpint (waybill_remote_error_get_exit_code (down), ==, 10);
  assert_names (&bench, ""); /* nothing to go on from */
  bench_close (&bench);

  bench_open (&bench, WITH_MD5 (MD5_OF_OTHER));
  write_file (&bench, "f", "hello", 0);
  g_assert_null (run (&bench, WAYBILL_TRANSFER_PUT, &by_hash, &up));
  g_assert_error (up, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_HASH_DIFFERS);
  g_assert_cmpstr (waybill_remote_error_get_facts (up)->verb, ==, "STOR");
  bench_close (&bench);
}

/* Nothing is moved for a proof that nobody can give. */
static void
test_no_proof (gconstpointer data)
{
  WaybillTransferTerms terms = { .verify = WAYBILL_TRANSFER_VERIFY_HASH };
  g_autoptr (GError) error = NULL;
  Bench bench;

  terms.ascii = data != NULL;
  bench_open (&bench, data != NULL ? F WITH_MD5 (MD5_OF_HELLO) : F);
  g_assert_null (run (&bench, WAYBILL_TRANSFER_GET, &terms, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_UNVERIFIED);
  g_assert_cmpstr (waybill_remote_error_get_facts (error)->verb, ==, data != NULL ? "TYPE" : "HASH");
  assert_names (&bench, "");
  g_assert_cmpuint (count (&bench, "RETR"), ==, 0);
  bench_close (&bench);
}

/* As many bytes, another time: the checksum tells, and no byte moves. */
static void
test_resume_by_hash (gconstpointer data)
{
  static const WaybillRemoteError refusals[]
      = { [WAYBILL_TRANSFER_GET] = WAYBILL_REMOTE_ERROR_LOCAL_EXISTS, [WAYBILL_TRANSFER_PUT] = WAYBILL_REMOTE_ERROR_EXISTS };
  const char *hex = data;
  gboolean is_same = g_str_equal (hex, MD5_OF_HELLO);
  g_autofree char *script = g_strconcat (F FEAT ("S:  XMD5\n") "ON XMD5 *\nS: 250 ", hex, "\nEND\n", NULL);

  for (int direction = WAYBILL_TRANSFER_GET; direction <= WAYBILL_TRANSFER_PUT; direction++)
    {
      g_autoptr (WaybillTransferResult) result = NULL;
      g_autoptr (GError) error = NULL;
      Bench bench;

      bench_open (&bench, script);
      write_file (&bench, "f", "hello", 5000);
      result = run (&bench, (WaybillTransferDirection) direction, &goes_on, &error);
      if (is_same)
        {
          g_assert_no_error (error);
          g_assert_true (result->left);
          g_assert_true (result->hash_checked);
        }
      else
        g_assert_error (error, WAYBILL_REMOTE_ERROR, (int) refusals[direction]);
      g_assert_cmpuint (count (&bench, "RETR"), ==, 0);
      bench_close (&bench);
    }
}

/* Behind the 226 the server says goodbye: asked again, it has the file. One STOR is all it takes. */
static void
test_goodbye_after_all (void)
{
  const WaybillTransferTerms terms = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES };
  g_autoptr (WaybillTransferResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench;

  bench_open (&bench, "ON-ONCE SIZE f\nS: 421 too late\nDROP\nEND\n");
  write_file (&bench, "f", "hello", 0);
  result = run (&bench, WAYBILL_TRANSFER_PUT, &terms, &error);
  g_assert_no_error (error);
  g_assert_true (result->outcome.size_checked);
  g_assert_cmpuint (count (&bench, "STOR"), ==, 1);
  bench_close (&bench);
}

/* Appended once, whatever becomes of the connection: a size that fits says that all is well, another that it is not. */
static void
test_append_lost (gconstpointer data)
{
  const char *after = data;
  gboolean is_whole = g_str_equal (after, "9");
  WaybillRemoteError kind = g_str_equal (after, "4") ? WAYBILL_REMOTE_ERROR_LOST : WAYBILL_REMOTE_ERROR_TRUNCATED;
  g_autofree char *script = g_strconcat ("ON SIZE f\nS: 213 ", after, "\nEND\n", NULL);
  g_autofree char *all = g_strconcat ("ON-ONCE SIZE f\nS: 213 4\nEND\nON-ONCE SIZE f\nS: 213 4\nEND\n"
                                      "ON APPE f\nS: 150 send\nDATA-TLS\nDATA-RECV\nDATA-CLOSE\nDROP\nEND\n",
                                      script, NULL);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (WaybillTransferResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench;

  bench_open (&bench, all);
  write_file (&bench, "f", "hello", 0);
  waybill_transfer_append_async (bench.remote, bench.local, "f", FALSE, NULL, answered, &answer);
  result = waybill_transfer_append_finish (wait_for (&answer), &error);
  if (is_whole)
    g_assert_no_error (error);
  else
    g_assert_error (error, WAYBILL_REMOTE_ERROR, (int) kind);
  g_assert_cmpuint (count (&bench, "APPE"), ==, 1);
  bench_close (&bench);
}

/* A part too small to go on from is not kept, nor is any of a run that never goes on. */
static void
test_no_part_is_left (gconstpointer data)
{
  const WaybillTransferTerms *terms = data;
  g_autoptr (GError) error = NULL;
  Bench bench;

  bench_open (&bench,
              "FILE /home/f @300000\nON RETR *\nS: 150 here\nDATA-TLS\nDATA-SEND @100000\nDATA-CUT\nS: 226 done\nEND\n");
  g_assert_null (run (&bench, WAYBILL_TRANSFER_GET, terms, &error));
  g_assert_error (error, WAYBILL_REMOTE_ERROR, WAYBILL_REMOTE_ERROR_TRUNCATED);
  assert_names (&bench, "");
  bench_close (&bench);
}

/* (transfer full): the name of a part of "f" that was so long. */
static char *
dup_part_name (const char *size)
{
  return g_strdup_printf (".f.%08x-%s-5e0d5a65.waybill-part", g_str_hash ("f"), size);
}

/* What a killed run left is removed, unless somebody may still write it; so is a part of a source that is another by now. */
static void
test_stale_parts (void)
{
  g_autofree char *kept = dup_part_name ("493e0"), *others = g_strdup (".g.0000002a-493e0-5e0d5a65.waybill-part");
  g_autofree char *held = NULL, *wanted = NULL;
  g_autoptr (WaybillTransferResult) result = NULL;
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autoptr (GError) error = NULL;
  int file;
  Bench bench;

  bench_open (&bench, F);
  write_file (&bench, ".x.0123abcd.waybill-part", "killed", 100);
  write_file (&bench, ".x.0123abce.waybill-part", "just made", 0);
  write_file (&bench, ".x.0123abcf.waybill-part", "being written", 100);
  write_file (&bench, ".x.waybill-part", "no name of ours", 100);
  write_file (&bench, kept, "another source", 100);
  write_file (&bench, others, "of another file", 100);
  held = g_build_filename (bench.folder, ".x.0123abcf.waybill-part", NULL);
  file = g_open (held, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (fcntl (file, F_OFD_SETLK, &lock), ==, 0);
  result = run (&bench, WAYBILL_TRANSFER_GET, &goes_on, &error);
  g_assert_no_error (error);
  wanted = g_strdup_printf ("%s .x.0123abce.waybill-part .x.0123abcf.waybill-part .x.waybill-part f", others);
  assert_names (&bench, wanted);
  close (file);
  bench_close (&bench);
}

/* A run that went well without going on leaves no part of before behind. */
static void
test_part_of_what_is_whole (void)
{
  const WaybillTransferTerms terms = { .overwrite = WAYBILL_TRANSFER_OVERWRITE_YES };
  g_autofree char *kept = dup_part_name ("5");
  g_autoptr (WaybillTransferResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench;

  bench_open (&bench, F);
  write_file (&bench, kept, "hel", 100);
  result = run (&bench, WAYBILL_TRANSFER_GET, &terms, &error);
  g_assert_no_error (error);
  assert_names (&bench, "f");
  bench_close (&bench);
}

int
main (int argc, char *argv[])
{
  static const WaybillTransferTerms plain = { .verify = WAYBILL_TRANSFER_VERIFY_AUTO };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_ftp_remote_register ();
  g_test_add_func ("/ftp/proofs/sums", test_sums);
  g_test_add_func ("/ftp/proofs/hash-agrees", test_hash_agrees);
  g_test_add_func ("/ftp/proofs/hash-differs", test_hash_differs);
  g_test_add_data_func ("/ftp/proofs/not-to-be-had/hash", NULL, test_no_proof);
  g_test_add_data_func ("/ftp/proofs/not-to-be-had/text", "text", test_no_proof);
  g_test_add_data_func ("/ftp/proofs/resume-by-hash/same", MD5_OF_HELLO, test_resume_by_hash);
  g_test_add_data_func ("/ftp/proofs/resume-by-hash/other", MD5_OF_OTHER, test_resume_by_hash);
  g_test_add_func ("/ftp/proofs/goodbye-after-all", test_goodbye_after_all);
  g_test_add_data_func ("/ftp/proofs/append-lost/whole", "9", test_append_lost);
  g_test_add_data_func ("/ftp/proofs/append-lost/nothing", "4", test_append_lost);
  g_test_add_data_func ("/ftp/proofs/append-lost/part", "7", test_append_lost);
  g_test_add_data_func ("/ftp/parts/none-is-left/plain", &plain, test_no_part_is_left);
  g_test_add_data_func ("/ftp/parts/none-is-left/too-small", &goes_on, test_no_part_is_left);
  g_test_add_func ("/ftp/parts/stale", test_stale_parts);
  g_test_add_func ("/ftp/parts/of-what-is-whole", test_part_of_what_is_whole);
  return g_test_run ();
}
